extension TableReader {
  /// Finds the field at the buffer's position, reading more bytes where it goes on behind them.
  ///
  /// - Throws: `DataError` when the field is malformed, too long, or not UTF-8.
  mutating func scanField() throws(DataError) -> FieldScanner.Terminator {
    while true {
      switch scanner.scan(
        from: buffer.position, to: buffer.end, isComplete: buffer.isComplete)
      {
      case .field(let terminator):
        guard scanner.content.count <= BlockBuffer.fieldLimit else { throw overlongError() }
        if !scanner.isASCII, String(validating: scanner.content, as: UTF8.self) == nil {
          var error = DataError(
            .unusableData, source: source, line: line, column: currentColumn,
            "the text is not UTF-8",
            remedy: "say how it is encoded, for example --encoding cp1252")
          error.isAboutEncoding = true
          throw error
        }
        return terminator
      case .incomplete:
        if try buffer.refill() || buffer.isComplete { continue }
        throw overlongError()
      case .unclosedQuote:
        throw DataError(
          .unusableData, source: source, line: line, column: currentColumn,
          "the quote that opens here is never closed",
          remedy: "close it, or double it where it is part of the text")
      case .textAfterQuote:
        throw DataError(
          .unusableData, source: source, line: line + scanner.innerNewlines,
          column: currentColumn, "text follows the closing quote",
          remedy: "double the quotes inside the text, or check the delimiter")
      case .zeroByte:
        throw DataError(
          .unusableData, source: source, line: line + scanner.innerNewlines,
          column: currentColumn, "holds a zero byte, which no text has",
          remedy: "check that the file is a CSV and complete")
      }
    }
  }

  /// The most columns that a table may have.
  static let columnLimit = 100_000
  /// The most bytes of all texts of a record that is read at once.
  private static let recordLimit = 1 << 26

  /// Reads one record as texts; nil at the end of the file. Empty lines are skipped.
  ///
  /// - Throws: `DataError` when a field is malformed, or the record is too long.
  mutating func readRecord() throws(DataError) -> [String]? {
    var record: [String] = []
    var bytes = 0
    while true {
      let terminator = try scanField()
      let isEmptyLine = record.isEmpty && scanner.content.isEmpty && !scanner.isQuoted
      if terminator != .delimiter, isEmptyLine {
        buffer.position = scanner.next
        guard terminator == .newline else { return nil }
        line += 1
        continue
      }
      bytes += scanner.content.count
      guard record.count < Self.columnLimit, bytes <= Self.recordLimit else {
        throw DataError(
          .unusableData, source: source, line: line,
          record.count < Self.columnLimit
            ? "the row is longer than \(Self.recordLimit >> 20) MB"
            : "the row has more than 100,000 fields, the most columns a table may have",
          remedy: "check that the file is a table, or leave columns out of it")
      }
      record.append(contentText)
      line += scanner.innerNewlines
      buffer.position = scanner.next
      cursor.column += 1
      guard terminator != .delimiter else { continue }
      if terminator == .newline { line += 1 }
      cursor.column = 0
      return record
    }
  }

  /// Reads the names of the columns; a name that the header lacks is empty.
  ///
  /// - Returns: The names; nil at the end of the file.
  /// - Throws: `DataError` when a field is malformed, or the record is too long.
  mutating func readHeader() throws(DataError) -> [String]? {
    guard var names = try readRecord() else { return nil }
    if dialect.preamble.isHeaderComment {
      names[0] = String(decoding: Dialect.withoutMark(Array(names[0].utf8)), as: UTF8.self)
    }
    switch dialect.absentName {
    case .first: names.insert("", at: 0)
    case .last: names.append("")
    case nil: break
    }
    return names
  }

  /// The scanned field as a string.
  var contentText: String { String(decoding: scanner.content, as: UTF8.self) }

  /// The column of the next cell, as far as it is known.
  private var currentColumn: DataError.Column {
    cursor.column < columns.count
      ? columns[cursor.column].reference : .init(number: cursor.column + 1)
  }

  private func overlongError() -> DataError {
    DataError(
      .unusableData, source: source, line: line, column: currentColumn,
      "the field that starts here is longer than 1 MB",
      remedy: "check for a quote that is not closed, or leave the column out of the file")
  }

  func raggedError(_ fields: Int, orMore: Bool = false) -> DataError {
    DataError(
      .unusableData, source: source, line: line + scanner.innerNewlines,
      "the row has \(orMore ? "more than " : "")\(fields == 1 ? "1 field" : "\(fields) fields"), "
        + "where \(columns.count == 1 ? "1 is" : "\(columns.count) are") expected",
      remedy: "complete or quote its fields, or check the delimiter "
        + "(now '\(dialect.delimiterName)')")
  }

  func infiniteError(_ index: Int, text: String) -> DataError {
    columns[index].infiniteError(text, source: source, line: line)
  }

  func textError(_ index: Int, text: String) -> DataError {
    columns[index].textError(
      text, source: source, line: line, syntax: dialect.numbers, isValidation: pass == .validation)
  }

  func changedError() -> DataError {
    DataError(
      .inputOutput, source: source, "the file changed while it was read",
      remedy: "start again when nothing writes to it")
  }
}

extension RawColumn {
  /// The error of a number that is infinite, in digits or as a word.
  func infiniteError(_ text: String, source: String, line: Int) -> DataError {
    DataError(
      .unusableData, source: source, line: line, column: reference,
      "'\(text.singleLine)' is not a finite number of single precision",
      remedy: "correct it, or say --missing \(ShellText.quoted(text)) if it means missing")
  }

  /// The error of a text among numbers.
  func textError(
    _ text: String, source: String, line: Int, syntax: NumberSyntax, isValidation: Bool = false
  ) -> DataError {
    var remedy = "correct it, or say --missing \(ShellText.quoted(text)) if it means missing"
    let comma = NumberSyntax(decimalComma: true)
    if !syntax.decimalComma, text.contains(","),
      case .number = Array(text.utf8).value(in: comma)
    {
      remedy = "say --decimal-comma if the comma is a decimal comma"
    } else if isValidation {
      remedy = "the column holds numbers in the training file; correct the cell or leave it empty"
    } else if isTarget, isDeclaredNumeric, !refusesTexts {
      remedy += "; leave out --task regression if the target holds classes"
    }
    return DataError(
      .unusableData, source: source, line: line, column: reference,
      "'\(text.singleLine)' is not a number", remedy: remedy)
  }
}

extension Dialect {
  /// The delimiter as messages show it.
  var delimiterName: String {
    isAligned ? "spaces" : delimiter == 0x09 ? "tab" : String(UnicodeScalar(delimiter))
  }
}
