import Tabular

/// The lines that come before those of any framework: from the file to `X_train`, `y_train`, `X_val`
/// and `y_val`, and for classes `classes`, how many there are.
///
/// They read and prepare as we do: numbers standardised with the mean and population deviation of the
/// training rows, a missing number the mean, categories one column a level, a missing one a level of
/// its own, regression targets standardised. The rows are drawn by another random generator.
struct DataLines {
  let reading: TableReading
  let report: DataReport
  /// How many rows each class has; nil where a number is predicted.
  let classSizes: [Int]?
  /// The rows that are used.
  let rowCount: Int

  /// Nil where the table was made, not read.
  init?(_ dataset: Dataset) {
    guard let reading = dataset.report.reading else { return nil }
    self.reading = reading
    report = dataset.report
    rowCount = dataset.features.rowCount
    classSizes =
      if case .classes(let rows, let names) = dataset.targets {
        rows.reduce(into: [Int](repeating: 0, count: names.count)) { $0[Int($1)] += 1 }
      } else {
        nil
      }
  }

  var lines: [String] {
    var lines = numberFunction
    if !lines.isEmpty { lines = [""] + lines + ["", ""] }
    lines += ["seed = \(reading.seed)"] + table + [""] + split + [""] + preparation
    return lines
  }

  var imports: PythonImports {
    var imports = PythonImports()
    imports.insert("pandas as pd")
    addReadingImports(to: &imports)
    addSplitImports(to: &imports)
    addPreparationImports(to: &imports)
    return imports
  }
}

// How Python names columns.
extension DataLines {
  /// Whether columns are named in what pandas has read: it names those anew that have another's name.
  private var hasNames: Bool { !reading.columns.contains(where: \.isRenamed) || names != nil }

  /// The names of all columns, where they do not stand in the file as they are.
  var names: [String]? {
    switch reading.files[0].header {
    case .names: nil
    case .none, .comment, .incomplete: reading.columns.map(\.name)
    }
  }

  /// Whether a column is named, or else meant by its place.
  func isNamed(_ index: Int) -> Bool {
    names != nil || (hasNames && reading.columns[index].isNamed)
  }

  /// A column of `table`, or what is named alike.
  func column(_ index: Int) -> String {
    isNamed(index)
      ? PythonLines.string(reading.columns[index].name) : "table.columns[\(index)]"
  }

  /// A list of columns, in pieces that may stand on several lines.
  func columns(_ indices: [Int]) -> [String] {
    indices.allSatisfy(isNamed)
      ? PythonLines.bracketed(indices.map { PythonLines.string(reading.columns[$0].name) })
      : PythonLines.bracketed(indices.map(String.init), "table.columns[[", "]]")
  }
}

// What becomes of columns.
extension DataLines {
  /// The columns of texts that are used, the target among them.
  var texts: [Int] {
    reading.columns.indices.filter { reading.columns[$0].isText && isUsed($0) }
  }

  /// Those that are no features: left out, or the target.
  var others: [Int] {
    report.columns.indices.filter {
      switch report.columns[$0].use {
      case .numeric, .categorical: false
      case .target, .dropped: true
      }
    }
  }

  /// Whether a column is a feature or the target.
  func isUsed(_ index: Int) -> Bool {
    if case .dropped = report.columns[index].use { false } else { true }
  }

  var hasCategories: Bool {
    report.columns.contains { if case .categorical = $0.use { true } else { false } }
  }

  var hasNumbers: Bool { report.columns.contains { $0.use == .numeric } }

  var hasMissingNumbers: Bool {
    report.columns.contains { $0.use == .numeric && $0.missing > 0 }
  }
}
