import CFastFloat

/// Reads a table's rows, block by block, into a row storage.
///
/// Plain numbers are read by `lrfind_parse_cells`, without Swift looking at them; it stops at each
/// cell that is anything else, and `readCell` deals with that one. A pass either records all
/// columns, or those that turned out to be text after they had begun as numbers.
struct TableReader {
  /// What a pass over the file records.
  enum Pass {
    /// All columns; a text in a column of numbers makes the column late.
    case first
    /// The texts of the late columns.
    case late
    /// Rows of another file, whose columns are those of the first.
    case validation
    /// Nothing: the cells of the columns of numbers are shown to `visit`.
    case visit
  }

  let source: String
  let pass: Pass
  let buffer: BlockBuffer
  let dialect: Dialect
  var storage: RowStorage
  var scanner: FieldScanner
  /// The columns in the file's order.
  var columns: [RawColumn]
  /// The index of the row that is being read.
  var rowIndex: Int
  /// The physical line of the next cell, from 1.
  var line: Int
  /// How many rows the file probably has.
  var expectedRows = 0
  /// The offset in the file from which on no row may start; nil to read to its end.
  var limit: Int?
  /// Whether rows may be added to the storage; else those that it has are filled.
  var addsRows: Bool
  /// Gets the index of a column and a row, a line, and the text of a cell.
  var visit: ((_ column: Int, _ row: Int, _ line: Int, UnsafeBufferPointer<UInt8>) -> Void)?
  var cursor = lrfind_cell_cursor()
  /// A number of at most so many bytes is told from every other such number by its double.
  static let exactLength = 15
  /// What stands for a missing value.
  let missingWords: MissingWords
  /// What the C loop does with each column.
  var specs: [lrfind_column]
  /// What stands below the rows.
  var footnotes: Footnotes?
  /// How many cells of each column hold a text and are missing for that.
  var ignoredTexts: [Int]
  /// The blanks around cells that other readers of the file took off.
  var otherPadding: Padding = []
  /// The blanks around cells that were taken off.
  var padding: Padding { scanner.padding.union(otherPadding) }

  /// - Parameters:
  ///   - source: The source's name in messages.
  ///   - pass: What is recorded.
  ///   - buffer: Where the bytes come from; it stands at the next record.
  ///   - dialect: How the file is written.
  ///   - columns: The columns in the file's order.
  ///   - storage: Where the rows go.
  ///   - firstRow: The index of the first row to be read.
  init(
    source: String, pass: Pass, buffer: BlockBuffer, dialect: Dialect, columns: [RawColumn],
    storage: RowStorage, firstRow: Int
  ) {
    self.source = source
    self.pass = pass
    self.buffer = buffer
    self.dialect = dialect
    missingWords = dialect.numbers.missing
    self.columns = columns
    self.storage = storage
    rowIndex = firstRow
    line = dialect.preamble.lines + 1
    addsRows = pass != .late && pass != .visit
    scanner = FieldScanner(delimiter: dialect.delimiter)
    ignoredTexts = Array(repeating: 0, count: columns.count)
    specs = columns.map { column in
      let kind =
        switch column.kind {
        case .number:
          switch pass {
          case .first, .validation:
            // The C loop knows plain numbers, none of which is missing.
            column.form == nil && dialect.numbers.missing.numbers.isEmpty
              ? lrfind_column_number : lrfind_column_caller
          case .late: lrfind_column_skipped
          case .visit: lrfind_column_caller
          }
        case .text: pass == .late ? lrfind_column_skipped : lrfind_column_text
        case .skipped: lrfind_column_skipped
        case .late: pass == .late ? lrfind_column_text : lrfind_column_skipped
        }
      return lrfind_column(
        origin: column.origin, slot: UInt32(column.slot), kind: UInt32(kind.rawValue),
        texts: kind == lrfind_column_text ? column.dictionary.knownTexts.entries : nil,
        is_rounded: 0, missing: lrfind_text())
    }
    cursor.column_count = columns.count
    cursor.stride = pass == .visit ? 0 : storage.width
    cursor.delimiter = CChar(bitPattern: dialect.delimiter)
    cursor.decimal_point = CChar(bitPattern: dialect.numbers.separator)
  }

  /// Reads all rows up to the limit, or the end of the file.
  ///
  /// - Throws: `DataError` at the first row that cannot be read.
  mutating func readRows() throws(DataError) {
    while true {
      if let limit, cursor.column == 0, buffer.offset >= limit { return }
      let stop = parseCells()
      switch stop {
      case lrfind_stop_limit:
        return
      case lrfind_stop_full:
        guard addsRows else { throw changedError() }
        try grow()
      case lrfind_stop_end:
        if try buffer.refill() { continue }
        if cursor.column == 0 { return }
        try readCell()
      default:
        try readCell()
      }
    }
  }

  /// The most rows that a table may have: their indices are 32 bits wide.
  private static let rowLimit = Int(Int32.max)

  /// Makes room for more rows.
  ///
  /// - Throws: `DataError` when there is no memory for them, or there are too many.
  mutating func grow() throws(DataError) {
    guard storage.capacity < Self.rowLimit else {
      throw DataError(
        .unusableData, source: source, "has more than \(Self.rowLimit) rows",
        remedy: "give a part of the file")
    }
    do throws(OutOfMemory) {
      try storage.grow(expected: expectedRows)
    } catch {
      throw error.error(source: source)
    }
  }

  /// How many rows there is room for.
  private var capacity: Int {
    switch pass {
    case .visit: .max
    case .first, .late, .validation: addsRows ? storage.capacity : storage.count
    }
  }

  /// Whether a number of a column may not be exactly what the cell says.
  func hasRounded(_ index: Int) -> Bool { specs[index].is_rounded != 0 }

  /// Takes over what another reader of the same columns found in cells of numbers.
  mutating func addFindings(of other: TableReader) {
    footnotes = other.footnotes ?? footnotes
    otherPadding.formUnion(other.padding)
    for index in specs.indices {
      specs[index].is_rounded |= other.specs[index].is_rounded
      ignoredTexts[index] += other.ignoredTexts[index]
    }
  }

  /// Runs the C loop from where the reader stands.
  private mutating func parseCells() -> lrfind_stop {
    let capacity = capacity
    cursor.position = UnsafeRawPointer(buffer.position).assumingMemoryBound(to: CChar.self)
    cursor.end = UnsafeRawPointer(buffer.end).assumingMemoryBound(to: CChar.self)
    // An integer that is larger than any address means that there is no limit.
    cursor.limit = UnsafePointer(
      bitPattern: limit.map { buffer.address(ofOffset: $0) } ?? .max)
    cursor.rows_left = capacity - rowIndex
    cursor.row = storage.capacity > 0 ? storage.row(rowIndex) : nil
    let stop = specs.withUnsafeMutableBufferPointer { specs in
      cursor.columns = specs.baseAddress
      return lrfind_parse_cells(&cursor)
    }
    let rows = capacity - rowIndex - cursor.rows_left
    rowIndex += rows
    line += rows
    buffer.position = UnsafeRawPointer(cursor.position).assumingMemoryBound(to: UInt8.self)
    return lrfind_stop(UInt32(stop))
  }

  /// Reads the one cell at the buffer's position, whatever it is, and steps over it.
  private mutating func readCell() throws(DataError) {
    let terminator = try scanField()
    let index = cursor.column
    if index == 0, terminator != .delimiter, scanner.content.isEmpty, !scanner.isQuoted {
      // An empty line, or the end of the file.
      if terminator == .newline { line += 1 }
      buffer.position = scanner.next
      return
    }
    let isLast = index == columns.count - 1
    if isLast, terminator == .delimiter { throw raggedError(columns.count, orMore: true) }
    if !isLast, terminator != .delimiter {
      if index == 0, try skipFootnotes() { return }
      throw raggedError(index + 1)
    }
    guard rowIndex < capacity else { throw changedError() }
    try record(index)
    line += scanner.innerNewlines
    buffer.position = scanner.next
    if isLast {
      cursor.column = 0
      rowIndex += 1
      if terminator == .newline { line += 1 }
    } else {
      cursor.column = index + 1
    }
  }

  /// Goes on at another place: the rows that follow are counted from 0, and so are their lines.
  mutating func restart(with stream: any ByteSource, at offset: Int) {
    buffer.restart(with: stream, at: offset)
    cursor.column = 0
    rowIndex = 0
    line = 0
    footnotes = nil
    scanner.padding = []
    otherPadding = []
    for index in ignoredTexts.indices { ignoredTexts[index] = 0 }
  }
}
