import Tabular

/// The result files of a sweep's folder that are made of finished trials.
///
/// The names of the columns are documented in `Files.md`; columns are only ever added, at the end.
package enum SweepFile: String, Sendable, Hashable, CaseIterable {
  case trials, summary, curves, recommendations

  /// The file's name in the folder.
  package var name: String { "\(rawValue).csv" }

  /// The header row.
  package var columns: [String] {
    switch self {
    case .trials:
      ["trial"] + Self.axes + [
        "seed", "steps", "status", "diverged_at_step", "untrained_loss", "train_loss",
        "validation_loss", "metric", "horizon", Self.inPlan,
      ]
    case .summary:
      Self.axes + [
        "steps", "rank", "n", "diverged_share", "mean", "standard_error", "low", "high",
        "mean_train_loss", "mean_metric", "difference", "difference_low", "difference_high",
        "distinguishable", "is_best_rate", "edge", "lr_off_3x_loss", "lr_off_3x_diverges",
        "lr_off_10x_loss", "lr_off_10x_diverges", "horizon", Self.inPlan,
      ]
    case .recommendations:
      ["point", "search"] + Self.axes + [
        "steps", "epochs", "low", "high", "confident", "divergence_learning_rate",
        "constant_learning_rate", "doubts", "advice", "rank", "n", "diverged_share", "mean",
        "standard_error", "mean_low", "mean_high", "mean_metric", "difference", "difference_low",
        "difference_high", "distinguishable", "search_steps", "cost_steps", Self.inPlan,
      ]
    case .curves: ["trial", "step", "learning_rate", "train_loss", "validation_loss", Self.inPlan]
    }
  }

  /// Whether a row is about the plan in force. What only earlier plans had stays in the files, behind
  /// the rows of the plan, and takes no part in ranks and comparisons.
  private static let inPlan = "in_plan"

  private static let axes = Axis.all.map(\.column)

  /// Whether a file that begins with these bytes is one of this kind, with whatever options it was
  /// written, also by an lrfind that had one column less.
  package func isOurs(_ start: ArraySlice<UInt8>) -> Bool {
    [columns, columns.dropLast()].contains { CSVWriter.isTable(start, header: $0) }
  }

  /// About the most bytes of a row of `curves.csv`: an identity of 21, a step, three numbers, a flag.
  static let bytesOfPoint = 102

  func writer(_ options: CSVWriter.Options) -> CSVWriter {
    CSVWriter(header: columns, options: options)
  }
}

extension CSVWriter {
  /// Writes the axes of a configuration.
  mutating func axes(_ configuration: Configuration, _ values: inout AxisValues) {
    for value in values(configuration) {
      switch value {
      case .text(let text): self.text(text ?? "")
      case .integer(let number): integer(number)
      case .number(let number): self.number(number)
      case .widths: text(value.text)
      }
    }
  }

  /// Writes `true`, `false`, or an empty field.
  mutating func flag(_ value: Bool?) {
    text(value.map { $0 ? "true" : "false" } ?? "")
  }
}
