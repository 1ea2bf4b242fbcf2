/// Lines below a table that are no rows of it.
struct Footnotes {
  var count: Int
  /// The first of them.
  var text: String

  /// That they are left out.
  var note: String {
    count == 1
      ? "the last line is left out, as it stands below the table: '\(text.singleLine)'"
      : "the last \(count) lines are left out, as they stand below the table, from "
        + "'\(text.singleLine)' on"
  }
}

extension TableReader {
  /// The most lines that stand below a table, and their most bytes.
  private static let mostFootnotes = 10
  private static let mostFootnoteBytes = 1 << 14

  /// Steps to the end of the file where nothing but footnotes is left, from the scanned cell on.
  ///
  /// Each has one field, and the first looks like `Source: Eurostat`, `Note:` or `* preliminary`. Any
  /// other text may be a row that was cut off, which is refused.
  ///
  /// - Returns: Whether it did; nothing has changed otherwise.
  /// - Throws: `DataError` when reading fails.
  mutating func skipFootnotes() throws(DataError) -> Bool {
    guard Self.beginsFootnote(scanner.content) else { return false }
    let text = contentText
    while !buffer.isComplete, buffer.rest.count <= Self.mostFootnoteBytes {
      guard try buffer.refill() || buffer.isComplete else { return false }
    }
    let rest = buffer.rest
    guard rest.count <= Self.mostFootnoteBytes else { return false }
    let lines = rest.split { $0 == 0x0A || $0 == 0x0D }
    guard lines.count <= Self.mostFootnotes, lines.allSatisfy(hasOneField) else { return false }
    footnotes = Footnotes(count: lines.count, text: text)
    buffer.position = buffer.end
    return true
  }

  /// Whether a text begins with a star or with a word and a colon.
  private static func beginsFootnote(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.first == UInt8(ascii: "*") { return true }
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return colon > 1 && text[..<colon].allSatisfy { $0.isLetter || $0 >= 0x80 }
      && (colon + 1 == text.count || text[colon + 1] == 0x20)
  }

  /// Whether a line has one field, with or without quotes.
  private func hasOneField(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let quote = UInt8(ascii: "\"")
    guard line.first == quote else { return !line.contains(dialect.delimiter) }
    return line.dropFirst().firstIndex(of: quote) == line.indices.last
  }
}
