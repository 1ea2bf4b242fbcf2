import Experiment
import Statistics
import Tabular
import Training

extension SweepReport {
  /// The table's name in the page.
  static let tableID = "c"

  /// The rate, and the other axes that vary.
  var varyingAxes: [Axis] {
    searchAxes.filter { axis in
      axis.column == Axis.learningRate.column
        || Set(summary.entries.map { axis.value($0.configuration) }).count > 1
    }
  }

  /// All configurations, the best first.
  var configurationTable: PageTable {
    let table = SweepFile.summaryTable(of: searchAxes)
    let hasShort = summary.entries.contains { $0.steps < $0.horizon }
    var columns: [(column: String, words: String)] = [(column: "rank", words: "rank")]
    for axis in varyingAxes { columns.append((column: axis.column, words: axis.name)) }
    columns += Self.lossColumns(named: command?.loss ?? "mean loss")
    if command == nil { columns.append((column: "mean_metric", words: metric.words)) }
    if summary.entries.contains(where: { !$0.classMetrics.isEmpty }) {
      for metric in Metric.ofUnequalClasses {
        columns.append((column: "mean_\(metric.rawValue)", words: metric.words))
      }
    }
    columns += Self.comparisonColumns
    if hasShort { columns.append((column: "steps", words: "steps")) }
    return PageTable(
      id: Self.tableID, title: "Configurations",
      caption:
        "All \(Decimal.count(summary.entries.count, "configuration")), the best first; those with "
        + "\(words.diverging) are coloured.",
      table, columns: columns, rows: summary.entries
    ) { _, entry in (number: entry.rank, isDiverged: entry.divergedCount > 0) }
  }

  private static func lossColumns(named loss: String) -> [(column: String, words: String)] {
    [
      (column: "mean", words: loss), (column: "low", words: "95 % from"),
      (column: "high", words: "to"), (column: "difference", words: "behind the best"),
      (column: "n", words: "n"), (column: "diverged_share", words: "diverged"),
    ]
  }

  private static let comparisonColumns: [(column: String, words: String)] = [
    (column: "distinguishable", words: "surely not the best"),
    (column: "lr_off_3x_loss", words: "×3 costs"), (column: "lr_off_10x_loss", words: "×10 costs"),
    (column: "edge", words: "edge"),
  ]
}
