extension Dialect {
  /// The delimiters that are looked for, in order of preference.
  ///
  /// The comma comes last, because it also stands inside numbers and texts: where a line splits
  /// evenly by a semicolon and by commas, the commas are decimal commas.
  private static let candidates: [UInt8] = [
    0x09, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ","),
  ]

  /// Infers from the start of a file what the options leave open.
  ///
  /// - Parameters:
  ///   - bytes: The start of the file, behind a byte-order mark.
  ///   - isComplete: Whether the file ends with these bytes.
  ///   - options: What the user gave.
  ///   - notes: Receives what the user should know of the inference.
  /// - Returns: The dialect and the sample it was inferred from.
  static func infer(
    from bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool, options: TableOptions,
    notes: inout [String]
  ) -> (dialect: Dialect, sample: Sample) {
    let delimiter =
      options.delimiter?.asciiValue
      ?? findDelimiter(
        in: bytes, isComplete: isComplete, exceptComma: options.decimalComma == true)
    let sample = Sample(of: bytes, delimiter: delimiter, isComplete: isComplete)
    // Where the comma is the delimiter, only what is in quotes has one, and is read as texts first.
    let numbers = NumberSyntax(
      decimalComma: delimiter != UInt8(ascii: ",")
        && (options.decimalComma ?? infersDecimalComma(from: sample, notes: &notes)))
    let hasHeader = options.hasHeader ?? sample.infersHeader(numbers: numbers)
    if options.hasHeader == nil, !hasHeader, sample.records.count > 1 {
      notes.append(
        "no header row was found: the columns are called column_1, column_2 and so on")
    }
    return (Dialect(delimiter: delimiter, numbers: numbers, hasHeader: hasHeader), sample)
  }

  /// The candidate that splits all records evenly; else the one that does for the most records.
  private static func findDelimiter(
    in bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool, exceptComma: Bool
  ) -> UInt8 {
    var best = (delimiter: UInt8(ascii: ","), evenness: 0.0)
    for candidate in candidates {
      // Then decimal commas are in quotes.
      if exceptComma, candidate == UInt8(ascii: ","), best.evenness > 0.5 { continue }
      let widths = Sample.widths(of: bytes, delimiter: candidate, isComplete: isComplete)
      var frequencies: [Int: Int] = [:]
      for width in widths where width > 1 { frequencies[width, default: 0] += 1 }
      let evenness = Double(frequencies.values.max() ?? 0) / Double(max(1, widths.count))
      if evenness > best.evenness { best = (candidate, evenness) }
    }
    return best.delimiter
  }

  /// Whether the sample's numbers unambiguously have decimal commas.
  ///
  /// That is: some column holds only numbers when the comma is the decimal separator, with at least
  /// one comma that cannot group thousands, and no column holds numbers with a decimal point.
  private static func infersDecimalComma(from sample: Sample, notes: inout [String]) -> Bool {
    let comma = NumberSyntax(decimalComma: true)
    let point = NumberSyntax(decimalComma: false)
    let rows = sample.regularRecords.dropFirst(sample.records.count > 1 ? 1 : 0)
    var commaExample: [UInt8]?
    var hasPoint = false
    var isAmbiguous = true
    for index in (sample.records.first ?? []).indices {
      let cells = rows.lazy.map { $0[index] }.filter { $0.value(in: comma) != .missing }
      if cells.allSatisfy({ $0.value(in: comma) != .text }) {
        for cell in cells where cell.contains(comma.separator) {
          commaExample = commaExample ?? cell
          if !cell.groupsThousands { isAmbiguous = false }
        }
      } else if cells.allSatisfy({ $0.value(in: point) != .text }) {
        hasPoint = hasPoint || cells.contains { $0.contains(point.separator) }
      }
    }
    guard let commaExample else { return false }
    // What else has a comma is read column by column, once all of it is known.
    guard !hasPoint, !isAmbiguous else { return false }
    let text = String(decoding: commaExample, as: UTF8.self).singleLine
    notes.append("numbers are read with a decimal comma, as in '\(text)'")
    return true
  }
}

extension Sample {
  /// Whether the first record names the columns.
  ///
  /// It does when a text stands over a column of numbers. Otherwise it does not when it holds a
  /// number; and when all is text, it does if its cells are distinct and occur nowhere below.
  func infersHeader(numbers: NumberSyntax) -> Bool {
    guard let first = records.first else { return true }
    let rows = regularRecords.dropFirst()
    let firstValues = first.map { $0.value(in: numbers) }
    for (index, value) in firstValues.enumerated() where value == .text {
      let below = rows.lazy.map { $0[index].value(in: numbers) }.filter { $0 != .missing }
      if !below.isEmpty, !below.contains(.text) { return true }
    }
    let hasNumber = firstValues.contains { $0 != .text && $0 != .missing }
    guard !hasNumber, Set(first).count == first.count else { return false }
    return !first.indices.contains { index in rows.contains { $0[index] == first[index] } }
  }
}

extension [UInt8] {
  /// Whether the commas of a number could group its digits by three, as in `1,234`.
  fileprivate var groupsThousands: Bool {
    let hasSign = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    let unsigned = hasSign ? dropFirst() : self[...]
    let groups = unsigned.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return groups.count > 1 && (1...3).contains(groups[0].count) && groups[0] != [0x30]
      && groups.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isDigit) }
  }
}
