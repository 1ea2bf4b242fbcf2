import Experiment
import Tabular

/// The result files of a sweep's folder; what they hold say the tables.
///
/// The names of the columns never change; columns are only ever added, at the end.
package enum SweepFile: String, Sendable, Hashable, CaseIterable {
  case trials, summary, curves, recommendations
  /// The mean loss over the rate, a column a setting.
  case wide
  /// What may differ between two equal runs.
  case timings

  /// The file's name in the folder.
  package var name: String { "\(rawValue).csv" }

  /// The header row.
  package var columns: [String] {
    switch self {
    case .trials: Self.trialFile.header
    case .summary: Self.summaryFile.header
    case .curves: Self.curveFile.header
    case .recommendations: Self.recommendationFile.header
    case .wide: [WideTable.rateColumn]
    case .timings: Self.timingTable.header
    }
  }

  /// Whether a file that begins with these bytes is one of this kind, with whatever options it was
  /// written, also by an lrfind that had fewer columns.
  package func isOurs(_ start: ArraySlice<UInt8>) -> Bool { isOurs(start, axes: Axis.all) }

  /// The same of a sweep with some axes.
  package func isOurs(_ start: ArraySlice<UInt8>, axes: [Axis]) -> Bool {
    if self == .wide { return WideTable.isCSV(start) }
    let columns =
      switch self {
      case .trials: Self.trialFile(of: axes).header
      case .summary: Self.summaryFile(of: axes).header
      case .curves: Self.curveFile(of: axes).header
      case .wide, .recommendations, .timings: self.columns
      }
    // The flag came first, then one after the other what stands behind it.
    let first = columns.firstIndex(of: Self.inPlan) ?? columns.count
    return (first...columns.count).contains {
      CSVWriter.isTable(start, header: Array(columns[..<$0]))
    }
  }

  /// The column that says whether a row is about the plan in force. What only earlier plans had stays
  /// in the files, behind the rows of the plan, and takes no part in ranks and comparisons.
  static let inPlan = "in_plan"
}
