extension Dialect {
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
    var skipped = 0
    var delimiter = options.delimiter?.asciiValue
    if let declared = declaredDelimiter(in: bytes) {
      skipped = declared.bytes
      delimiter = delimiter ?? declared.delimiter
    }
    let comments = comments(in: UnsafeBufferPointer(rebasing: bytes[skipped...]))
      .map { $0.lowerBound + skipped..<$0.upperBound + skipped }
    let body = UnsafeBufferPointer(rebasing: bytes[(comments.last?.upperBound ?? skipped)...])
    var isAligned = delimiter == 0x20
    if delimiter == nil {
      let found = findDelimiter(
        in: body, isComplete: isComplete, exceptComma: options.decimalComma == true)
      (delimiter, isAligned) = (found.delimiter, found.isAligned)
    }
    var dialect = Dialect(
      delimiter: isAligned ? 0x09 : delimiter ?? UInt8(ascii: ","),
      numbers: NumberSyntax(decimalComma: false, missing: options.missingWords), hasHeader: true,
      isAligned: isAligned)
    var sample = dialect.findBody(
      of: bytes, skipped: skipped, comments: comments, isComplete: isComplete, notes: &notes)
    if isAligned, options.delimiter == nil {
      notes.append("the columns are separated by runs of spaces (else say --delimiter)")
    }
    if options.hasHeader != false { dialect.absentName = sample.completeHeader() }
    // Where the comma is the delimiter, only what is in quotes has one, and is read as texts first.
    if dialect.delimiter != UInt8(ascii: ",") {
      dialect.numbers.decimalComma =
        options.decimalComma ?? dialect.infersDecimalComma(from: sample, notes: &notes)
    }
    dialect.inferHeader(from: sample, options: options, notes: &notes)
    return (dialect, sample)
  }

  /// Splits the first records behind comments and titles, and tells of these.
  private mutating func findBody(
    of bytes: UnsafeBufferPointer<UInt8>, skipped: Int, comments: [Range<Int>], isComplete: Bool,
    notes: inout [String]
  ) -> Sample {
    var start = comments.last?.upperBound ?? skipped
    var sample = split(bytes, from: start, isComplete: isComplete)
    // The names of the columns may be a comment, as numpy writes them, or begin with #.
    if let last = comments.last, let width = sample.commonWidth?.width, width > 1 {
      let whole = split(bytes, from: last.lowerBound, isComplete: isComplete)
      if whole.records.first?.count == width {
        (start, sample, preamble.isHeaderComment) = (last.lowerBound, whole, true)
      }
    }
    let commentBytes = start
    // Of collapsed lines it is not known where they end in the file.
    let titles = isAligned ? 0 : sample.titleCount
    if titles > 0 {
      start += sample.ends[titles - 1]
      Self.note(
        "fills fewer than the \(sample.commonWidth?.width ?? 0) fields of the others",
        lines: bytes[commentBytes..<start], behind: bytes[..<commentBytes], to: &notes)
      sample = split(bytes, from: start, isComplete: isComplete)
    }
    if commentBytes > skipped {
      Self.note(
        "is a comment", lines: bytes[skipped..<commentBytes], behind: bytes[..<skipped], to: &notes)
    }
    preamble.bytes = start
    preamble.lines = Self.lineCount(of: bytes[..<start])
    if preamble.isHeaderComment, let name = sample.records.first?.first {
      sample.records[0][0] = Self.withoutMark(name)
    }
    return sample
  }

  private func split(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isComplete: Bool
  ) -> Sample {
    let rest = UnsafeBufferPointer(rebasing: bytes[start...])
    guard isAligned else { return Sample(of: rest, delimiter: delimiter, isComplete: isComplete) }
    return AlignedText.collapsed(rest).withUnsafeBufferPointer {
      Sample(of: $0, delimiter: delimiter, isComplete: isComplete)
    }
  }

  /// A first name without the mark of a comment, unless it is nothing else.
  static func withoutMark(_ name: [UInt8]) -> [UInt8] {
    let rest = name.drop { $0 == UInt8(ascii: "#") || $0 == 0x20 }
    return rest.isEmpty ? name : Array(rest)
  }

  /// Tells of lines that are skipped.
  private static func note(
    _ reason: String, lines: Slice<UnsafeBufferPointer<UInt8>>,
    behind before: Slice<UnsafeBufferPointer<UInt8>>, to notes: inout [String]
  ) {
    let first = lineCount(of: before) + 1
    let last = first + max(lineCount(of: lines), 1) - 1
    let text = String(decoding: lines.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    notes.append(
      first == last
        ? "line \(first) is skipped, as it \(reason): '\(text.singleLine)'"
        : "lines \(first) to \(last) are skipped, as each \(reason): '\(text.singleLine)', …")
  }

  /// Whether the sample's numbers unambiguously have decimal commas.
  ///
  /// That is: some column holds only numbers when the comma is the decimal separator, with at least
  /// one comma that cannot group thousands, and no column holds numbers with a decimal point.
  private func infersDecimalComma(from sample: Sample, notes: inout [String]) -> Bool {
    let comma = NumberSyntax(decimalComma: true, missing: numbers.missing)
    let point = NumberSyntax(decimalComma: false, missing: numbers.missing)
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
    // What else has a comma is read column by column, once all of it is known.
    guard let commaExample, !hasPoint, !isAmbiguous else { return false }
    let text = String(decoding: commaExample, as: UTF8.self).singleLine
    notes.append("numbers are read with a decimal comma, as in '\(text)'")
    return true
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
