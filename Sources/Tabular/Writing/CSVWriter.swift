/// Writes a table to a buffer, as a CSV that spreadsheets open as it is meant.
///
/// RFC 4180: UTF-8, CRLF, a header row, quotes where a text needs them. Numbers are the shortest
/// decimals that read back as the same value, whole ones without `.0`. What is missing or not
/// finite is an empty field. A text that a spreadsheet would run as a formula gets a leading
/// apostrophe; quoting alone does not stop it.
package struct CSVWriter: Sendable {
  /// How the file is written for a spreadsheet that expects something else.
  package struct Options: Sendable, Hashable {
    /// Whether a byte-order mark comes first, for Excel on Windows.
    package var bom: Bool
    /// Whether numbers have a decimal comma; the delimiter is `;` then.
    package var decimalComma: Bool

    package init(bom: Bool = false, decimalComma: Bool = false) {
      self.bom = bom
      self.decimalComma = decimalComma
    }
  }

  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  private let options: Options
  private let columnCount: Int
  private var fieldCount = 0

  /// Writes the header row.
  ///
  /// - Parameters:
  ///   - header: The names of the columns; at least one.
  ///   - options: How the file is written.
  package init(header: [String], options: Options = Options()) {
    precondition(!header.isEmpty, "a table has at least one column")
    self.options = options
    columnCount = header.count
    if options.bom { bytes += [0xEF, 0xBB, 0xBF] }
    for name in header { text(name) }
    endRow()
  }

  /// Makes room for rows, so that a long table is not moved while it grows; room that stays empty
  /// costs no memory.
  package mutating func reserve(rows: Int, bytesOfRow: Int) {
    bytes.reserveCapacity(bytes.count + rows * bytesOfRow)
  }

  /// Writes a text, guarded against being run as a formula and quoted where it has to be.
  package mutating func text(_ value: String) {
    beginField()
    var guarded = value
    if let first = value.utf8.first, "=+-@\t\r".utf8.contains(first), !Self.isPlainNumber(value) {
      guarded = "'" + value
    }
    let needsQuotes = guarded.utf8.contains { byte in
      byte == delimiter || byte == 0x22 || byte == 0x0A || byte == 0x0D
    }
    guard needsQuotes else {
      bytes += guarded.utf8
      return
    }
    bytes.append(0x22)
    for byte in guarded.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// Writes an integer.
  package mutating func integer(_ value: some BinaryInteger) {
    beginField()
    bytes += String(value).utf8
  }

  /// Writes a number; nil and what is not finite become an empty field.
  package mutating func number(_ value: Double?) {
    beginField()
    if let value, value.isFinite { decimal(value.description) }
  }

  /// Writes a number; nil and what is not finite become an empty field.
  package mutating func number(_ value: Float?) {
    beginField()
    if let value, value.isFinite { decimal(value.description) }
  }

  /// Writes an empty field.
  package mutating func missing() {
    beginField()
  }

  /// Ends the row, which must have a field for each column.
  package mutating func endRow() {
    precondition(fieldCount == columnCount, "a row has a field for each column")
    // A row of one empty field would be an empty line, which readers skip.
    if columnCount == 1, bytes.isEmpty || bytes.last == 0x0A { bytes += [0x22, 0x22] }
    bytes += [0x0D, 0x0A]
    fieldCount = 0
  }

  /// The shortest decimals that read back as the same value, whole ones without `.0`.
  static func decimals(_ value: some LosslessStringConvertible & BinaryFloatingPoint) -> String {
    let text = String(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private var delimiter: UInt8 {
    options.decimalComma ? UInt8(ascii: ";") : UInt8(ascii: ",")
  }

  private mutating func beginField() {
    precondition(fieldCount < columnCount, "a row has a field for each column")
    if fieldCount > 0 { bytes.append(delimiter) }
    fieldCount += 1
  }

  private mutating func decimal(_ text: String) {
    let start = bytes.count
    bytes += text.utf8
    if bytes.count - start > 2, bytes[bytes.count - 1] == 0x30, bytes[bytes.count - 2] == 0x2E {
      bytes.removeLast(2)
    }
    guard options.decimalComma else { return }
    for index in start..<bytes.count where bytes[index] == 0x2E { bytes[index] = 0x2C }
  }

  /// Whether a text that begins with a sign is a decimal number and nothing else.
  private static func isPlainNumber(_ text: String) -> Bool {
    let body = text.utf8.dropFirst()
    return body.first?.isDigit == true
      && body.allSatisfy { $0.isDigit || "+-.eE".utf8.contains($0) } && Double(text) != nil
  }
}
