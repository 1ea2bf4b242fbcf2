extension Dialect {
  /// The delimiters that are looked for, in order of preference.
  ///
  /// The comma comes last, because it also stands inside numbers and texts: where a line splits
  /// evenly by a semicolon and by commas, the commas are decimal commas.
  private static let candidates: [UInt8] = [
    0x09, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ","),
  ]

  /// How well a delimiter splits the first records.
  private struct Split {
    var records = 0
    /// The fields of each record without lone quotes.
    var widths: [Int: Int] = [:]
    /// The fields of the first record.
    var firstWidth = 0
    /// Whether runs of spaces are the delimiter; then R may have written names of rows.
    var isAligned = false
    var fields = 0
    /// Fields in which no other delimiter stands, unless as a part of a number.
    var cleanFields = 0
    var numbers = 0

    /// The share of the records that have the same number of fields, more than one, times what the
    /// fields look like: where columns are merged, another delimiter stands in most of them.
    var score: Double {
      let regular = widths.filter { $0.key > 1 }.max { ($0.value, $0.key) < ($1.value, $1.key) }
      guard let regular else { return 0 }
      // Names are seldom split by what stands within the cells.
      let isNamed = firstWidth == regular.key || (isAligned && firstWidth + 1 == regular.key)
      let nameShare = isNamed ? 1 : 0.8
      return nameShare * Double(regular.value) / Double(max(1, records))
        * (1 + Double(cleanFields) / Double(max(1, fields))) / 2
    }

    var hasNumbers: Bool { numbers * 2 >= fields }
  }

  /// The delimiter that splits the records best.
  ///
  /// - Parameters:
  ///   - bytes: The first lines.
  ///   - isComplete: Whether the file ends with these bytes.
  ///   - exceptComma: Whether the comma is wanted only where nothing else splits them.
  /// - Returns: The delimiter, a tab where it is runs of spaces.
  static func findDelimiter(
    in bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool, exceptComma: Bool
  ) -> (delimiter: UInt8, isAligned: Bool) {
    var best = (delimiter: UInt8(ascii: ","), score: 0.0)
    for candidate in candidates {
      // Then decimal commas are in quotes.
      if exceptComma, candidate == UInt8(ascii: ","), best.score > 0.5 { continue }
      let score = split(bytes, at: candidate, isComplete: isComplete).score
      if score > best.score { best = (candidate, score) }
    }
    guard best.score < 1 else { return (best.delimiter, false) }
    let aligned = AlignedText.collapsed(bytes)
    let split = aligned.withUnsafeBufferPointer {
      Self.split($0, at: 0x09, isAligned: true, isComplete: isComplete)
    }
    return split.score > best.score && split.score > 0.95 && split.hasNumbers
      ? (0x09, true) : (best.delimiter, false)
  }

  private static func split(
    _ bytes: UnsafeBufferPointer<UInt8>, at delimiter: UInt8, isAligned: Bool = false,
    isComplete: Bool
  ) -> Split {
    let others = candidates.filter { $0 != delimiter }
    var split = Split()
    split.isAligned = isAligned
    var (width, hasLoneQuote) = (0, false)
    let isWhole = Sample.scan(bytes, delimiter: delimiter, isComplete: isComplete) {
      field, isRecord in
      width += 1
      let content = field.content
      if !field.isQuoted, content.count(where: { $0 == UInt8(ascii: "\"") }) % 2 == 1 {
        hasLoneQuote = true
      }
      if isRecord {
        split.fields += 1
        if isAligned, case .number = NumberSyntax.plain.value(of: content) { split.numbers += 1 }
        // Looking for a number as people write it costs much, and few fields have another delimiter.
        if field.isQuoted || !content.separates(others) || WrittenNumber(content) != nil {
          split.cleanFields += 1
        }
      }
      guard field.isLast else { return }
      if isRecord {
        split.records += 1
        if split.records == 1 { split.firstWidth = width }
        if !hasLoneQuote { split.widths[width, default: 0] += 1 }
      }
      (width, hasLoneQuote) = (0, false)
    }
    // A quote that closes nowhere, or within a field, makes a record that cannot be read.
    if !isWhole { split.records = max(2 * split.records, 1) }
    return split
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a delimiter stands in a text other than as punctuation, or numbers stand apart.
  fileprivate func separates(_ delimiters: [UInt8]) -> Bool {
    var previous: UInt8 = 0
    for byte in self {
      if previous == 0x20, byte == 0x20 { return true }
      if byte != 0x20, previous != 0, delimiters.contains(previous) { return true }
      previous = byte
    }
    return delimiters.contains(previous)
  }
}
