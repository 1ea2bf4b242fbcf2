import Tabular
import TestSupport

/// Loads a table from its text.
func load(_ text: String, _ options: TableOptions = TableOptions()) throws -> Dataset {
  let folder = try TemporaryFolder()
  return try Dataset.load(path: try folder.file("t.csv", text), options: options)
}

extension Dataset {
  /// All prepared rows.
  var rows: [[Float]] {
    (0..<features.rowCount).map { row in
      Array(UnsafeBufferPointer(start: features.row(row), count: features.columnCount))
    }
  }

  /// The class indices; empty for a regression.
  var classes: [Int32] {
    if case .classes(let classes, _) = targets { classes } else { [] }
  }

  var classNames: [String] {
    if case .classes(_, let names) = targets { names } else { [] }
  }

  /// The targets in their own unit; empty for a classification.
  var originalValues: [Double] {
    guard case .values(let values, let mean, let scale) = targets else { return [] }
    return values.map { Double($0) * scale + mean }
  }

  /// What became of a column.
  func use(_ name: String) -> DataReport.Use? {
    report.columns.first { $0.name == name }?.use
  }
}

/// `count` rows of two measurements and a class, as lines of a CSV.
func measurements(_ count: Int, separator: String = ",") -> String {
  (0..<count).map { row in
    let x = Double((row * 37) % 101) / 4 + 0.5
    let y = Double((row * 53) % 97) / 8 - 3
    return ["\(x)", "\(y)", row % 3 == 0 ? "a" : "b"].joined(separator: separator)
  }.joined(separator: "\n") + "\n"
}
