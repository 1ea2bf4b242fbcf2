import Experiment
import Tabular

/// The CSV that HiPlot reads: a row a trial, its axes and its ends, which become the axes of its chart.
package enum HiPlotTable {
  /// The table of trials with some axes.
  package static func table(of set: TrialSet) -> ResultTable<TrialResult> {
    ResultTable(
      [.text("uid", "the trial's id") { $0.id }]
        + ResultColumn.axes(set.axes) { $0.configuration } + [
          .integer("seed", "of initial weights and batches") { Int($0.seed) },
          .integer("fold", "which fold of the rows") { $0.fold.index },
          .integer("steps", unit: .steps, "the updates that were made") { $0.steps },
          .text("status", "`ok`, or `diverged`") { $0.status.rawValue },
          .number("train_loss", "over the last tenth of the steps") { $0.trainLoss },
          .number(set.measure, "at the end; empty when diverged") { [set] in
            set.figure($0.validationLoss)
          },
          .number("metric", "at the end, on the validation rows") { $0.metric },
        ])
  }

  /// The file's bytes.
  package static func csv(_ set: TrialSet) -> [UInt8] { table(of: set).csv(set.trials) }

  /// Whether a file that begins with these bytes is one of these.
  package static func isOurs(_ start: ArraySlice<UInt8>) -> Bool {
    guard let names = CSVWriter.firstRow(of: start), names.first == "uid" else { return false }
    return names.contains("fold") && names.contains("status") && names.last == "metric"
  }
}
