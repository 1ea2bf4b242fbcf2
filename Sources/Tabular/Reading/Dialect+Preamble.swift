extension Dialect {
  /// The most lines above the names of the columns.
  private static let mostPreambleLines = 20

  /// Recognises a first line `sep=;`, as Excel takes it.
  ///
  /// - Parameter bytes: The start of the file.
  /// - Returns: The delimiter and the bytes of the line; nil when there is no such line.
  static func declaredDelimiter(
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> (delimiter: UInt8, bytes: Int)? {
    let end = bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    var line = bytes[..<end].filter { $0 != UInt8(ascii: "\"") }
    while line.last == 0x20 { line.removeLast() }
    guard line.count == 5 || line.count == 6,
      String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep="
    else { return nil }
    let name = line.dropFirst(4)
    let delimiter: UInt8
    if name.elementsEqual("\\t".utf8) {
      delimiter = 0x09
    } else if let only = name.first, name.count == 1 {
      delimiter = only
    } else {
      return nil
    }
    return (delimiter, endOfLine(in: bytes, at: end))
  }

  /// The bytes of the lines that begin with `#` above all others.
  static func comments(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while start < bytes.count, lines.count < mostPreambleLines,
      bytes[start...].first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "#")
    {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      lines.append(start..<endOfLine(in: bytes, at: end))
      start = lines[lines.count - 1].upperBound
    }
    // A file of nothing else is no table with comments.
    return start < bytes.count ? lines : []
  }

  /// The place behind a line end.
  private static func endOfLine(in bytes: UnsafeBufferPointer<UInt8>, at end: Int) -> Int {
    guard end < bytes.count else { return end }
    let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
    return end + (isPair ? 2 : 1)
  }

  /// How many line ends there are.
  static func lineCount(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var (lines, previous) = (0, UInt8(0))
    for byte in bytes {
      if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { lines += 1 }
      previous = byte
    }
    return lines
  }
}

extension Sample {
  /// The most records that are taken for titles.
  private static let mostTitles = 20
  /// The fewest records that show what is a row.
  private static let fewestRows = 3

  /// How many records stand above the names of the columns: those with hardly a cell, where nearly
  /// all that follow have as many as each other.
  var titleCount: Int {
    guard let (width, regular) = commonWidth, width > 1, regular >= Self.fewestRows else {
      return 0
    }
    var titles = 0
    while titles < min(Self.mostTitles, records.count - Self.fewestRows) {
      let record = records[titles]
      let filled = record.count { !$0.isEmpty }
      let isShort = record.count < width && !(titles == 0 && areNamesWithoutFirst(width))
      let isPadded =
        record.count == width && width > 2 && filled <= 1
        && record.first?.isEmpty == (filled == 0)
      guard isShort || isPadded else { break }
      titles += 1
    }
    guard titles > 0, titles < records.count else { return 0 }
    // Cells of a row may be empty, names hardly.
    let header = records[titles]
    let rest = records[titles...].count { $0.count == width }
    let areRows = rest * 20 >= (records.count - titles) * 19
    return header.count == width && header.allSatisfy { !$0.isEmpty } && areRows ? titles : 0
  }

  /// Whether the first record may name all columns but the first, or the last.
  private func areNamesWithoutFirst(_ width: Int) -> Bool {
    width > 2 && records[0].count == width - 1 && records[1].count == width
      && !records[0].contains { $0.isEmpty || $0.isWrittenNumber }
  }

  /// Which name the first record lacks, where all others have the same number of fields and it has
  /// one fewer; then an empty one is added.
  mutating func completeHeader() -> Dialect.AbsentName? {
    guard records.count > Self.fewestRows, let first = records.first,
      records.dropFirst().allSatisfy({ $0.count == first.count + 1 })
    else { return nil }
    if records.dropFirst().allSatisfy({ $0.last?.isEmpty == true }) {
      records[0].append([])
      return .last
    }
    // Names of rows stand in no header; what has a number is a row.
    guard !first.contains(where: { $0.isEmpty || $0.isWrittenNumber }) else { return nil }
    records[0].insert([], at: 0)
    return .first
  }
}
