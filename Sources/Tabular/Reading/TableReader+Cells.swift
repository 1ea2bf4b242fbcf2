import CFastFloat

/// What a cell is that the C loop leaves to Swift.
extension TableReader {
  /// Stores the scanned cell where its column wants it.
  mutating func record(_ index: Int) throws(DataError) {
    switch (columns[index].kind, pass) {
    case (.number, .first), (.number, .validation):
      let value = try number(index)
      storage.row(rowIndex)[columns[index].slot] = value
    case (.text, .first), (.text, .validation), (.late, .late):
      storage.row(rowIndex)[columns[index].slot] = code(index)
    case (.number, .visit): visit?(index, rowIndex, line, scanner.content)
    case (.number, .late), (.text, .late), (.text, .visit), (.skipped, _), (.late, .first),
      (.late, .validation), (.late, .visit):
      break
    }
  }

  /// The scanned cell as a number, minus the column's origin.
  private mutating func number(_ index: Int) throws(DataError) -> Float {
    // Looked for first, as most cells that are no plain numbers are missing.
    if let word = missingWords.number(of: scanner.content) {
      columns[index].missingUse.insert(word)
      rememberMissing(index)
      return .nan
    }
    switch columns[index].value(of: scanner.content, in: dialect.numbers) {
    case .missing: return .nan
    case .number(let value):
      let stored = Float(value - columns[index].origin)
      guard stored.isFinite else { throw infiniteError(index, text: contentText) }
      // A longer number may not be its double's either, nor one that is below double precision.
      if scanner.content.count > Self.exactLength
        || Double(stored) + columns[index].origin != value
        || (value == 0 && NumberSyntax.hasOtherDigitThanZero(scanner.content))
      {
        specs[index].is_rounded = 1
      }
      return stored
    case .infinite:
      // A word may be a code among others; that is known when all of them are.
      guard pass == .first, NumberSyntax.isSpelledInfinite(scanner.content) else {
        throw infiniteError(index, text: contentText)
      }
      makeLate(index, text: contentText, line: line)
      return .nan
    case .text:
      if columns[index].ignoresTexts {
        ignoredTexts[index] += 1
        return .nan
      }
      guard pass == .first else { throw textError(index, text: contentText) }
      makeLate(index, text: contentText, line: line)
      return .nan
    }
  }

  /// Leaves a column of numbers, in which a text turned up, to the second pass.
  mutating func makeLate(_ index: Int, text: String, line: Int) {
    columns[index].firstText = (text, line)
    columns[index].kind = .late
    specs[index].kind = UInt32(lrfind_column_skipped.rawValue)
  }

  /// The code of the scanned text; NaN when it is missing or no longer recorded.
  private mutating func code(_ index: Int) -> Float {
    let content = scanner.content
    let word = missingWords.number(of: content)
    if word != nil || content.isEmpty {
      columns[index].missingUse.insert(word)
      guard let word, columns[index].classWords.contains(missingWords.texts[word]) else {
        columns[index].dictionary.knownTexts.remember(content, value: .nan)
        return .nan
      }
    }
    let known = columns[index].dictionary.code(for: content, row: rowIndex)
    // Present, but without a code: the column is going to be dropped.
    guard let (code, isNew) = known else { return -1 }
    if isNew, columns[index].firstText == nil,
      case .text = dialect.numbers.value(of: content)
    {
      columns[index].firstText = (contentText, line)
    }
    columns[index].dictionary.knownTexts.remember(content, value: Float(code))
    return Float(code)
  }
}
