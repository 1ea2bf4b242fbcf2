/// A small CSV as it is written: named columns of text.
///
/// For files that are read whole and looked at cell by cell. Delimiter, decimal comma and header
/// are inferred as for a `Dataset`.
package struct TextTable: Sendable {
  /// A record and where it starts.
  package struct Row: Sendable {
    /// The physical line, from 1.
    package let line: Int
    package let cells: [String]
  }

  /// What a cell says.
  package enum Value: Sendable, Hashable {
    case missing, infinite, text
    case number(Double)
  }

  /// The file's name in messages.
  package let source: String
  /// The names of the columns; `column_1` and so on where the file has none.
  package let header: [String]
  /// Whether the file names its columns.
  package let hasHeader: Bool
  package let rows: [Row]

  private let numbers: NumberSyntax

  /// The most records that are read.
  private static let rowLimit = 1_000_000

  /// Reads a file, whatever was read of it before.
  ///
  /// - Throws: `DataError` when it cannot be opened, is malformed, or has over a million records.
  /// - Complexity: O(bytes), also in memory.
  init(_ input: InputSource) throws(DataError) {
    let (dialect, records) = try input.read { (stream) throws(DataError) in
      try Self.records(of: stream, named: input.name)
    }
    let width = records.first?.cells.count ?? 0
    if let ragged = records.first(where: { $0.cells.count != width }) {
      throw DataError(
        .unusableData, source: input.name, line: ragged.line,
        "the row has \(ragged.cells.count == 1 ? "1 field" : "\(ragged.cells.count) fields"), "
          + "where \(width == 1 ? "1 is" : "\(width) are") expected",
        remedy: "complete or quote its fields, or check the delimiter")
    }
    source = input.name
    hasHeader = dialect.hasHeader
    numbers = dialect.numbers
    header =
      hasHeader ? records.first?.cells ?? [] : (0..<width).map { "column_\($0 + 1)" }
    rows = hasHeader ? Array(records.dropFirst()) : records
  }

  private static func records(
    of stream: ByteStream, named name: String
  ) throws(DataError) -> (Dialect, [Row]) {
    let buffer = BlockBuffer(stream: stream)
    try buffer.prepare(name: name)
    var notes: [String] = []
    let (dialect, _) = Dialect.infer(
      from: buffer.rest, isComplete: buffer.isComplete, options: TableOptions(), notes: &notes)
    try buffer.enter(dialect)
    var reader = TableReader(
      source: name, pass: .first, buffer: buffer, dialect: dialect, columns: [],
      storage: RowStorage(width: 0), firstRow: 0)
    var records: [Row] = []
    while true {
      // Empty lines before the record count to it; nothing else is known before it is read.
      let line = reader.line
      let isHeader = records.isEmpty && dialect.hasHeader
      guard let cells = try isHeader ? reader.readHeader() : reader.readRecord() else { break }
      guard records.count <= rowLimit else {
        throw DataError(
          .unusableData, source: name, "has more than a million rows",
          remedy: "give the rows of one range test")
      }
      records.append(Row(line: line, cells: cells))
    }
    return (dialect, records)
  }

  /// What the text of a cell says.
  package func value(of cell: String) -> Value {
    switch Array(cell.utf8).value(in: numbers) {
    case .missing: .missing
    case .infinite: .infinite
    case .text: .text
    case .number(let value): .number(value)
    }
  }
}
