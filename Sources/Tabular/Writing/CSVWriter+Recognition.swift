extension CSVWriter {
  /// Whether a file that begins with these bytes is a table with these columns, in whatever form.
  ///
  /// - Parameters:
  ///   - start: The first bytes of the file, at least as many as a header row takes.
  ///   - header: The names of the columns.
  /// - Returns: Whether it is.
  package static func isTable(_ start: ArraySlice<UInt8>, header: [String]) -> Bool {
    Options.all.contains { options in
      start.starts(with: CSVWriter(header: header, options: options).bytes)
    }
  }
}

extension CSVWriter {
  /// The names in the header row of a table that was written here, in whatever form; nil where the bytes
  /// begin with no such row. Where they end within it, the names that are whole.
  ///
  /// - Parameter start: The first bytes of the file.
  /// - Returns: The names as they stand there, with an apostrophe in front where one was put.
  package static func firstRow(of start: ArraySlice<UInt8>) -> [String]? {
    var rest = start
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    var names: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var delimiter: UInt8?
    while let byte = rest.popFirst() {
      switch byte {
      case 0x22:
        // A quote that follows the end of a quoted part stands for itself.
        if !isQuoted, !field.isEmpty { field.append(byte) }
        isQuoted.toggle()
      case UInt8(ascii: ","), UInt8(ascii: ";"), 0x0D:
        // The other of the two is a part of names where the first one separates them.
        guard !isQuoted, byte == 0x0D || byte == delimiter ?? byte else {
          field.append(byte)
          continue
        }
        if byte != 0x0D { delimiter = byte }
        guard let name = String(validating: field, as: UTF8.self) else { return nil }
        names.append(name)
        field = []
        if byte == 0x0D { return rest.first == 0x0A ? names : nil }
      case 0x0A where !isQuoted: return nil
      default: field.append(byte)
      }
    }
    return names.isEmpty ? nil : names
  }
}

extension CSVWriter.Options {
  /// Every form in which a table can be written.
  static let all = [false, true].flatMap { bom in
    [false, true].map { Self(bom: bom, decimalComma: $0) }
  }
}
