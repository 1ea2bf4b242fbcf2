/// Reads blocks of a file on one thread, ahead of what is known of the blocks before them.
///
/// It keeps its dictionaries from block to block. They hold nothing that the blocks taken over do
/// not hold, so that only a block's new texts have to be entered into the table's dictionaries, in
/// their order.
final class BlockReader {
  /// The kinds of the columns that the block was read with.
  private(set) var startKinds: [RawColumn.Kind] = []

  private var reader: TableReader
  /// The table's codes of the texts of each column's dictionary.
  private var codes: [[Float]] = []
  /// Whether they are the dictionary's own.
  private var areSame: [Bool] = []

  /// Room behind a block for the end of its last row.
  private static let slack = 1 << 14

  /// - Parameters:
  ///   - model: A reader of the same file.
  ///   - blockSize: The bytes of a block.
  init(like model: TableReader, blockSize: Int) {
    // It gets its bytes with each block.
    let buffer = BlockBuffer(
      stream: NoBytes(), blockSize: min(BlockBuffer.blockSize, blockSize + Self.slack))
    reader = TableReader(
      source: model.source, pass: model.pass, buffer: buffer, dialect: model.dialect,
      columns: [], storage: RowStorage(width: model.storage.width), firstRow: 0)
    forget(like: model)
  }

  /// Forgets all texts, and takes over the kinds of columns.
  func forget(like model: TableReader) {
    let columns = model.columns.map { column in
      var own = column
      own.dictionary = TextDictionary()
      if column.kind != .late { own.firstText = nil }
      return own
    }
    reader = TableReader(
      source: reader.source, pass: reader.pass, buffer: reader.buffer, dialect: reader.dialect,
      columns: columns, storage: reader.storage, firstRow: 0)
    reader.addsRows = true
    codes = columns.map { _ in [] }
    areSame = columns.map { _ in true }
  }

  /// Reads the rows that start in a block.
  ///
  /// - Parameters:
  ///   - lower: The offset of the block in the file.
  ///   - upper: The offset of the next block; nil for the last.
  ///   - isFirst: Whether a row starts at `lower` for certain.
  ///   - stream: The file.
  /// - Returns: Where the first row was taken to start and where the row behind the last does; nil
  ///   when no start was found, or the rows could not be read.
  func read(from lower: Int, to upper: Int?, isFirst: Bool, of stream: ByteStream) -> Range<Int>? {
    startKinds = reader.columns.map(\.kind)
    // One byte earlier stands what ends the row before, if it ends just there.
    let first = isFirst ? lower : lower - 1
    guard let section = stream.section(at: first) else { return nil }
    reader.restart(with: section, at: first)
    reader.limit = upper
    do throws(DataError) {
      if !isFirst {
        guard try reader.buffer.refill(), reader.findRow(before: upper) else { return nil }
      }
      let start = reader.buffer.offset
      try reader.readRows()
      return start..<reader.buffer.offset
    } catch {
      // It may be wrong only because the guess was: if not, it is thrown when it is read again.
      return nil
    }
  }

  /// Where a block's rows belong.
  struct Place {
    fileprivate let storage: RowStorage
    fileprivate let row: Int
    fileprivate let pass: TableReader.Pass
  }

  /// Whether a table has room for the rows of the block that was read.
  func fits(in table: TableReader) -> Bool {
    table.rowIndex + reader.rowIndex <= table.storage.capacity
  }

  /// Makes room for the rows of the block that was read behind those of the table.
  ///
  /// - Parameter table: The reader of the table, which has counted all rows of the blocks before.
  /// - Returns: Where the rows are to be copied to; nil when there are none.
  /// - Throws: `DataError` when there are more rows than in an earlier pass.
  func append(to table: inout TableReader) throws(DataError) -> Place? {
    let count = reader.rowIndex
    try table.reserve(count)
    table.addFindings(of: reader)
    for index in reader.columns.indices { enterTexts(of: index, into: &table) }
    let place = Place(storage: table.storage, row: table.rowIndex, pass: table.pass)
    table.rowIndex += count
    // A block may hold empty lines and no row.
    table.line += reader.line
    return count > 0 ? place : nil
  }

  /// Copies the rows of the block that was read; other threads may copy theirs meanwhile.
  func copyRows(to place: Place) {
    let (storage, count) = (place.storage, reader.rowIndex)
    let width = storage.width
    if place.pass == .late {
      for index in reader.columns.indices where reader.columns[index].kind == .late {
        let slot = reader.columns[index].slot
        for row in 0..<count {
          storage.row(place.row + row)[slot] = reader.storage.row(row)[slot]
        }
      }
    } else {
      storage.row(place.row).update(from: reader.storage.row(0), count: count * width)
    }
    for index in reader.columns.indices where !areSame[index] {
      let codes = codes[index]
      let first = storage.row(place.row) + reader.columns[index].slot
      for row in 0..<count where first[row * width] >= 0 {
        first[row * width] = codes[Int(first[row * width])]
      }
    }
  }

  /// Enters a column's new texts into the table's dictionary; its row and line are still those of
  /// the block's start.
  private func enterTexts(of index: Int, into table: inout TableReader) {
    let own = reader.columns[index]
    table.columns[index].missingUse.formUnion(own.missingUse)
    if own.kind == .late, table.columns[index].kind == .number, let (text, line) = own.firstText {
      table.makeLate(index, text: text, line: table.line + line)
    }
    let texts = own.dictionary
    for code in codes[index].count..<texts.count {
      let row = table.rowIndex + texts.firstRow(of: code)
      let known = texts.bytes(of: code).withUnsafeBufferPointer {
        table.columns[index].dictionary.code(for: $0, row: row)
      }
      codes[index].append(known.map { Float($0.code) } ?? -1)
      if known?.code != code { areSame[index] = false }
      if known?.isNew == true, table.columns[index].firstText == nil,
        let (text, line) = own.firstText, text == texts.text(of: code)
      {
        table.columns[index].firstText = (text, table.line + line)
      }
    }
    if let row = texts.overfullRow, !table.columns[index].dictionary.isOverfull {
      table.columns[index].dictionary.overfill(at: table.rowIndex + row)
    }
  }
}

/// A source without bytes.
private final class NoBytes: ByteSource {
  func read(into target: UnsafeMutableRawBufferPointer) throws(DataError) -> Int { 0 }
}

extension TableReader {
  /// Makes room for more rows.
  ///
  /// - Throws: `DataError` when no rows may be added and there are fewer left to be filled.
  fileprivate mutating func reserve(_ count: Int) throws(DataError) {
    guard addsRows else {
      guard rowIndex + count <= storage.count else { throw changedError() }
      return
    }
    while storage.capacity < rowIndex + count { try grow() }
  }

  /// Moves to where the first row behind the buffer's position probably starts.
  ///
  /// That is behind a line end, unless what follows has not as many fields as there are columns: then
  /// it is probably text in quotes.
  ///
  /// - Parameter upper: The offset at which it must start at the latest, exclusive; nil for none.
  /// - Returns: Whether there is one.
  fileprivate func findRow(before upper: Int?) -> Bool {
    var fallback: UnsafePointer<UInt8>?
    var p = buffer.position
    let limit = upper.map { buffer.address(ofOffset: $0) } ?? .max
    while p < buffer.end, UInt(bitPattern: p) < limit {
      let byte = p.pointee
      p += 1
      guard byte == 0x0A || byte == 0x0D else { continue }
      if byte == 0x0D, p < buffer.end, p.pointee == 0x0A { p += 1 }
      guard UInt(bitPattern: p) < limit else { break }
      fallback = fallback ?? p
      let line = behindEmptyLines(p)
      if looksLikeRow(line) {
        buffer.position = p
        return true
      }
      // From each of the empty lines the same one would be looked at again.
      p = line
    }
    guard let fallback else { return false }
    buffer.position = fallback
    return true
  }

  /// The first line from a place on that is not empty.
  private func behindEmptyLines(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    var p = start
    while p < buffer.end, p.pointee == 0x0A || p.pointee == 0x0D { p += 1 }
    return p
  }

  /// Whether the line at a place has a field for each column.
  private func looksLikeRow(_ start: UnsafePointer<UInt8>) -> Bool {
    var p = start
    var fields = 0
    while true {
      switch scanner.scan(from: p, to: buffer.end, isComplete: buffer.isComplete) {
      case .field(let terminator):
        fields += 1
        p = scanner.next
        guard terminator != .delimiter else { continue }
        return fields == columns.count
      case .incomplete:
        return fields < columns.count
      case .unclosedQuote, .textAfterQuote, .zeroByte:
        return false
      }
    }
  }
}
