extension ResultTable {
  /// The table as a CSV.
  ///
  /// - Parameters:
  ///   - rows: The rows, in the order of the file; each is asked for once.
  ///   - options: How the file is written.
  /// - Returns: The file's bytes.
  package func csv(
    _ rows: some Sequence<Row>, options: CSVWriter.Options = .init()
  ) -> [UInt8] {
    var writer = CSVWriter(header: header, options: options)
    for row in rows { write(row, to: &writer) }
    return writer.bytes
  }

  /// Writes a row to a CSV with this table's columns.
  package func write(_ row: Row, to writer: inout CSVWriter) {
    for column in columns { writer.cell(column.cell(row)) }
    writer.endRow()
  }

  /// Whether a file that begins with these bytes is such a table, in whatever form it was written.
  ///
  /// - Parameter start: The first bytes of the file, at least as many as a header row takes.
  /// - Returns: Whether it is.
  package func isCSV(_ start: ArraySlice<UInt8>) -> Bool {
    CSVWriter.isTable(start, header: header)
  }
}

extension CSVWriter {
  /// Writes a field.
  fileprivate mutating func cell(_ cell: ResultCell) {
    switch cell {
    case .missing: missing()
    case .text(let value): text(value)
    case .integer(let value): integer(value)
    case .number(let value): number(value)
    case .single(let value): number(value)
    case .flag(let value): text(value ? "true" : "false")
    case .list: text(cell.plainText)
    }
  }
}

extension ResultCell {
  /// Its text where it stands among others, or the separator between: numbers with a point.
  package var plainText: String {
    switch self {
    case .missing: ""
    case .text(let value): value
    case .integer(let value): String(value)
    case .number(let value): CSVWriter.decimals(value)
    case .single(let value): CSVWriter.decimals(value)
    case .flag(let value): value ? "true" : "false"
    case .list(let values, let separator): values.map(\.plainText).joined(separator: separator)
    }
  }
}
