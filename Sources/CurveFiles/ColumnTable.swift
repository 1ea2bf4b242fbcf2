import Tabular

/// Columns of numbers as a file holds them, before it is known which of them make a curve.
struct ColumnTable {
  /// What stands in one place.
  enum Cell: Equatable {
    case number(Double)
    /// Empty, `null`, or a word for a missing value.
    case missing
    /// NaN: training had diverged, or somebody filled an empty place with it.
    case notANumber
    /// Spelled as infinity, or too large for single precision.
    case infinite
    case text(String)
  }

  /// The file's name in messages.
  var source: String
  /// The names of the columns.
  var names: [String]
  /// Whether the file itself names the columns.
  var isNamed = true
  var columns: [[Cell]]
  /// The line of each row, where the file has rows.
  var lines: [Int]?
}

extension ColumnTable {
  /// Takes over a CSV.
  init(_ table: TextTable) {
    source = table.source
    names = table.header
    isNamed = table.hasHeader
    columns = table.header.indices.map { column in
      table.rows.map { row in
        switch table.value(of: row.cells[column]) {
        case .number(let value): .number(value)
        case .missing: row.cells[column].saysNotANumber ? .notANumber : .missing
        case .infinite: .infinite
        case .text:
          row.cells[column].saysNotANumber ? .notANumber : .text(row.cells[column])
        }
      }
    }
    lines = table.rows.map(\.line)
  }

  /// The column that a reference names: by its name, or by its number from 1.
  ///
  /// - Parameters:
  ///   - reference: What the user gave.
  ///   - option: The option it was given to.
  /// - Returns: The column's index.
  /// - Throws: `DataError` of kind `usage` that names the nearest column.
  func column(named reference: String, option: String) throws(DataError) -> Int {
    if let index = names.firstIndex(of: reference) { return index }
    if let number = Int(reference), names.indices.contains(number - 1) { return number - 1 }
    let nearest = names.nearest(to: reference).map { "did you mean '\($0.singleLine)'?" }
    throw DataError(
      .usage, source: source, "\(option) \(reference): there is no such column",
      remedy: nearest ?? "the columns are \(nameList)")
  }

  /// The names, as a message lists them.
  var nameList: String {
    names.prefix(8).map { "'\($0.singleLine)'" }.joined(separator: ", ")
      + (names.count > 8 ? ", …" : "")
  }

  /// A column as messages name it.
  func reference(_ column: Int) -> DataError.Column {
    DataError.Column(number: column + 1, name: isNamed ? names[column] : nil)
  }

  /// Refuses a column that holds a text.
  ///
  /// - Throws: `DataError` at the first text, with its line.
  func checkNumbers(of column: Int) throws(DataError) {
    for (row, cell) in columns[column].enumerated() {
      switch cell {
      case .number, .missing, .notANumber, .infinite: continue
      case .text(let text):
        let isTensor = text.contains("(") && text.lowercased().contains("tensor")
        throw DataError(
          .unusableData, source: source, line: lines?[row], column: reference(column),
          "\(lines == nil ? "value \(row + 1), " : "")'\(text.shown(atMost: 40))' is not a number",
          remedy: isTensor
            ? "write float(loss) instead of the tensor" : "correct it, or name another column")
      }
    }
  }
}

extension ColumnTable.Cell {
  /// A number of a file that has such things as NaN.
  init(_ number: Double) {
    self = number.isFinite ? .number(number) : number.isNaN ? .notANumber : .infinite
  }

  /// The number; NaN where there is none, and infinity where it is spelled so.
  var number: Double {
    switch self {
    case .number(let value): value
    case .missing, .notANumber, .text: .nan
    case .infinite: .infinity
    }
  }
}

extension String {
  /// Whether it spells NaN: `nan`, `NaN`, `-nan` and the like.
  fileprivate var saysNotANumber: Bool {
    let unsigned = hasPrefix("-") || hasPrefix("+") ? dropFirst() : self[...]
    return unsigned.lowercased() == "nan"
  }
}
