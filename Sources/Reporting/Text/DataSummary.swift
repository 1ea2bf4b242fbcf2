import Running
import Tabular

/// What was read from a table and what became of its columns, in a few lines.
package struct DataSummary: Sendable {
  private let dataset: Dataset
  private let isTargetChosen: Bool
  private let searchSplits: [Dataset]
  private let folds: [SplitShape]
  private let repetitions: Int

  /// - Parameters:
  ///   - dataset: What was read.
  ///   - isTargetChosen: Whether the user named the target; else it is the last column.
  ///   - searchSplits: The splits of its rows that a rate is searched on; none where it is not.
  ///   - folds: The folds of its rows that whole trainings are repeated on; fewer than two where there
  ///     are none.
  ///   - repetitions: How often those were drawn.
  package init(
    _ dataset: Dataset, isTargetChosen: Bool, searchSplits: [Dataset] = [],
    folds: [SplitShape] = [],
    repetitions: Int = 1
  ) {
    self.dataset = dataset
    self.isTargetChosen = isTargetChosen
    self.searchSplits = searchSplits
    self.folds = folds
    self.repetitions = repetitions
  }

  /// The lines, the most important first.
  package func lines(_ style: Style) -> [String] {
    let report = dataset.report
    var lines = [
      "\(style.bold(report.source.shown))  \(Decimal.count(report.rowsRead, "row")), "
        + "\(Decimal.count(dataset.features.columnCount, "feature")), \(task)"
    ]
    if let reason = report.taskReason {
      lines.append(
        "  \(reason)"
          + (isTargetChosen ? " (see --task)" : "; it is the last column (see --target, --task)"))
    }
    lines.append(
      folds.count > 1
        ? "  \(Decimal.count(folds.count / repetitions, "fold")) of the rows"
          + (repetitions > 1 ? ", drawn \(repetitions) times" : "")
          + ": \(Self.parts(folds.map { ($0.trainingRowCount, $0.validationRowCount) })) each"
        : "  \(Decimal.grouped(dataset.trainingRowCount)) rows for training, "
          + "\(Decimal.grouped(dataset.validationRowCount)) for validation")
    if let splitText { lines.append("  \(splitText)") }
    if let searchText { lines.append("  \(searchText)") }
    if let classText { lines.append("  \(classText)") }
    if report.rowsWithoutTarget > 0 {
      lines.append(
        "  \(Decimal.count(report.rowsWithoutTarget, "row")) left out: the target is missing"
          + (report.missingTargetWords.map { " (\($0))" } ?? ""))
    }
    for column in report.columns {
      if case .dropped(let reason) = column.use {
        lines.append("  column '\(column.name.singleLine)' dropped: \(reason.summary)")
      }
    }
    let imputed = dataset.report.imputedColumns
    if !imputed.isEmpty {
      let total = imputed.reduce(0) { $0 + $1.missing }
      let list = imputed.prefix(6).map { "\($0.name.singleLine) (\($0.missing))" }.joined(
        separator: ", ")
      lines.append(
        "  \(Decimal.count(total, "missing value")) filled in (a number's mean, or a category of "
          + "its own): \(list)\(imputed.count > 6 ? ", …" : "")")
    }
    return lines + report.notes.map { "  \($0)" }
  }

  /// What a search sees of the rows, where that is more than the one split.
  private var searchText: String? {
    guard let first = searchSplits.first, searchSplits.count > 1 || first !== dataset else {
      return nil
    }
    let count = Decimal.count(searchSplits.count, "split")
    let verb = folds.count > 1 ? "first searched" : "searched"
    return
      "the rate is \(verb) on \(count) of the same rows: \(Self.parts(searchSplits.map { ($0.trainingRowCount, $0.validationRowCount) })) each"
  }

  /// How many rows of each are trained on and held back.
  private static func parts(_ splits: [(training: Int, validation: Int)]) -> String {
    "\(range(splits.map(\.training))) for training, "
      + "\(range(splits.map(\.validation))) for validation"
  }

  /// A number, or from which to which several are.
  private static func range(_ numbers: [Int]) -> String {
    guard let least = numbers.min(), let most = numbers.max(), least < most else {
      return numbers.first.map(Decimal.grouped) ?? ""
    }
    return "\(Decimal.grouped(least)) to \(Decimal.grouped(most))"
  }

  /// Which rows are held back, where they are not drawn at random.
  private var splitText: String? {
    switch dataset.report.split {
    case .byTime(let column, let from, _):
      "those for validation are the last by '\(column.singleLine)', from \(from) on"
    case .byGroup(let column, let groups, let heldBack):
      "those for validation are \(Decimal.grouped(heldBack)) of the \(Decimal.grouped(groups)) "
        + "groups of '\(column.singleLine)'"
    case nil: nil
    }
  }

  /// What accuracy needs no features, and how few rows some classes have, where they are few.
  private var classText: String? {
    guard let shares = ClassShares(dataset) else { return nil }
    guard shares.isImbalanced else {
      return "always guessing '\(shares.classes[0].name.singleLine)' would be an accuracy of "
        + Decimal.significant(shares.chance)
    }
    func text(_ item: (name: String, share: Double)) -> String {
      "'\(item.name.singleLine)' \(Decimal.significant(100 * item.share, digits: 2)) %"
    }
    let classes = shares.classes
    let list =
      classes.count > Self.mostClasses
      ? "\(text(classes[0])) to \(text(classes[classes.count - 1]))"
      : classes.map(text).joined(separator: ", ")
    return "classes are unequal (\(list) of the rows): an accuracy of "
      + "\(Decimal.significant(shares.chance)) needs no features"
  }

  /// The most classes that are all named.
  private static let mostClasses = 4

  private var task: String {
    switch dataset.targets {
    case .classes(_, let names): "classification of '\(target)' (\(names.count) classes)"
    case .values: "regression of '\(target)'"
    }
  }

  private var target: String {
    dataset.report.columns.first { $0.use == .target }?.name.singleLine ?? "target"
  }
}

extension DataReport {
  /// The columns that are used and had missing values.
  package var imputedColumns: [Column] {
    columns.filter { column in
      switch column.use {
      case .numeric, .categorical: column.missing > 0
      case .target, .dropped: false
      }
    }
  }
}
