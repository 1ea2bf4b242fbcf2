/// A file whose rows a table holds.
struct TablePart {
  let source: InputSource
  /// How it is written.
  let dialect: Dialect
  /// The table's column of each of its columns.
  let order: [Int]
  /// The table's index of its first row.
  let firstRow: Int
  /// What only reading it to its end tells.
  var findings = Findings()

  /// What only reading a file to its end tells of it.
  struct Findings {
    var isCompressed = false
    /// How many rows it has.
    var rows = 0
    var padding: Padding = []
    /// Whether lines stand below the rows.
    var hasFootnotes = false
  }
}

extension RawTable {
  /// A cell as it is written.
  struct Cell {
    /// The index of its column in the table.
    let column: Int
    /// The index of its row in the table, as it was read.
    let row: Int
    /// The physical line, from 1.
    let line: Int
    /// The text without quotes and surrounding spaces; valid until the visit ends.
    let text: UnsafeBufferPointer<UInt8>
    /// How numbers are written around it.
    let syntax: NumberSyntax
    /// How they are written in its column, where that differs.
    let form: NumberForm?

    /// What the cell says.
    var value: CellValue {
      form?.value(of: text, missing: syntax.missing) ?? syntax.value(of: text)
    }

    /// The number with all its digits; nil where there is none.
    var exactNumber: ExactNumber? {
      if !syntax.missing.numbers.isEmpty, value == .missing { return nil }
      guard let form else { return ExactNumber(text, syntax) }
      guard !syntax.missing.isMissing(text), let plain = form.plainText(of: text) else {
        return nil
      }
      return plain.withUnsafeBufferPointer { ExactNumber($0, .plain) }
    }
  }

  /// Reads some columns of a file again, for what the storage does not hold: all digits of a number,
  /// and its line.
  ///
  /// - Parameters:
  ///   - columns: The indices of the columns.
  ///   - part: The file.
  ///   - visit: Gets the cells in the file's order.
  /// - Throws: `DataError` when the file has changed or cannot be read.
  /// - Complexity: O(bytes), on one thread; most of them are only stepped over.
  func visitCells(
    of columns: Set<Int>, in part: TablePart, _ visit: @escaping (Cell) -> Void
  ) throws(DataError) {
    let own = part.order.map { index in
      var column = self.columns[index]
      column.kind = columns.contains(index) ? .number : .skipped
      return column
    }
    let forms = own.map(\.form)
    try part.source.read { (stream) throws(DataError) in
      let buffer = BlockBuffer(stream: stream)
      try buffer.prepare(name: part.source.name, encoding: part.dialect.encoding)
      try buffer.enter(part.dialect)
      var reader = TableReader(
        source: part.source.name, pass: .visit, buffer: buffer, dialect: part.dialect,
        columns: own, storage: RowStorage(width: 0), firstRow: part.firstRow)
      if part.dialect.hasHeader { _ = try reader.readRecord() }
      reader.visit = { column, row, line, text in
        visit(
          Cell(
            column: part.order[column], row: row, line: line, text: text,
            syntax: part.dialect.numbers, form: forms[column]))
      }
      try reader.readRows()
    }
  }
}

/// What a visit of cells adds to.
final class Visited<Value> {
  var value: Value

  init(_ value: Value) { self.value = value }
}
