extension RawColumn {
  /// Makes columns of the names in a header.
  ///
  /// An empty name becomes `column_N`; a name that was there before gets `_2`, `_3` and so on.
  static func columns(named names: [String], notes: inout [String]) -> [RawColumn] {
    var taken = Set(names)
    var seen: Set<String> = []
    // The suffix that was given last: trying all of them anew takes for ever where there are many.
    var suffixes: [String: Int] = [:]
    var repeated = 0
    let columns = names.enumerated().map { index, given in
      var name = given
      let isRenamed = seen.contains(given)
      if given.isEmpty {
        name = "column_\(index + 1)"
        while taken.contains(name) { name += "_" }
      } else if isRenamed {
        var suffix = suffixes[given] ?? 2
        while taken.contains("\(given)_\(suffix)") { suffix += 1 }
        suffixes[given] = suffix
        name = "\(given)_\(suffix)"
        repeated += 1
        if repeated <= mostNotes {
          notes.append(
            "two columns are named '\(given.singleLine)': column \(index + 1) is called "
              + "'\(name.singleLine)' here")
        }
      }
      taken.insert(name)
      seen.insert(name)
      return RawColumn(
        name: name, number: index + 1, isNamed: !given.isEmpty, isRenamed: isRenamed)
    }
    if repeated > mostNotes {
      notes.append("\(repeated - mostNotes) more columns have the name of another, and a number")
    }
    return columns
  }

  /// How many equal names are told of one by one.
  private static let mostNotes = 10

  /// What is subtracted from a column's numbers before they are rounded to float.
  ///
  /// Zero, unless the sample lies in a narrow range far from zero (years, timestamps, long
  /// numbers): then its first number, so that the float keeps the digits that differ. The loss for
  /// a later number near zero is at most what rounding the sample itself would have lost.
  static func origin(of values: some Sequence<CellValue>) -> Double {
    var first: Double?
    var low = Double.infinity
    var high = -Double.infinity
    for case .number(let value) in values {
      first = first ?? value
      low = min(low, value)
      high = max(high, value)
    }
    guard let first, abs(first) >= 1024, high - low <= abs(first) / 8 else { return 0 }
    return first
  }
}

extension [RawColumn] {
  /// Marks the columns that the user left out or declared.
  ///
  /// - Throws: `DataError` of kind `usage` when a column does not exist or is declared twice over.
  mutating func apply(_ options: TableOptions, source: String) throws(DataError) {
    for reference in options.drop {
      self[try reference.index(in: self, source: source)].kind = .skipped
    }
    for reference in options.categorical {
      let index = try reference.index(in: self, source: source)
      try refuseDropped(index, source: source)
      self[index].isDeclaredCategorical = true
      self[index].kind = .text
    }
    for reference in options.numeric {
      let index = try reference.index(in: self, source: source)
      try refuseDropped(index, source: source)
      guard !self[index].isDeclaredCategorical else {
        throw DataError(
          .usage, source: source, column: self[index].reference,
          "is declared both numeric and categorical", remedy: "leave out one of them")
      }
      self[index].isDeclaredNumeric = true
      self[index].refusesTexts = true
    }
    let target = try targetIndex(options, source: source)
    try markSplitColumn(options.strategy, target: target, source: source)
    self[target].isTarget = true
    self[target].classWords = options.missingWords.classWords
    guard self[target].kind != .skipped else {
      throw DataError(
        .usage, source: source, column: self[target].reference,
        "is the target, and is to be dropped", remedy: "choose another --target, or keep it")
    }
    if options.task == .regression {
      guard !self[target].isDeclaredCategorical else {
        throw DataError(
          .usage, source: source, column: self[target].reference,
          "a categorical target has classes, which regression cannot predict",
          remedy: "leave out --task regression")
      }
      self[target].isDeclaredNumeric = true
    }
  }

  /// Leaves out the column that rows are split by, unless it is declared as a feature: it says which
  /// row this is, and what is new has other values.
  ///
  /// - Throws: `DataError` of kind `usage` when it does not exist, or is the target.
  private mutating func markSplitColumn(
    _ strategy: SplitStrategy, target: Int, source: String
  ) throws(DataError) {
    guard let reference = strategy.column, let option = strategy.option else { return }
    let index = try reference.index(in: self, source: source)
    guard index != target else {
      throw DataError(
        .usage, source: source, column: self[index].reference,
        "is the target, and \(option) cannot split by what is to be predicted",
        remedy: "choose another --target, or another column to split by")
    }
    guard !self[index].isDeclaredNumeric, !self[index].isDeclaredCategorical else { return }
    self[index].kind = .skipped
    self[index].splitUse = strategy
  }

  /// The index of the target: the column that the user named, else the last one with a name or
  /// values.
  func targetIndex(_ options: TableOptions, source: String) throws(DataError) -> Int {
    try options.target?.index(in: self, source: source)
      ?? lastIndex { !$0.isEmpty } ?? count - 1
  }

  /// Marks the last columns that have neither a name nor a value: then the lines end with a
  /// delimiter.
  mutating func markEmpty(from sample: Sample, dialect: Dialect) {
    let width = count
    let rows = sample.regularRecords.dropFirst(dialect.hasHeader ? 1 : 0).filter {
      $0.count == width
    }
    guard !rows.isEmpty else { return }
    for index in indices.reversed() {
      guard !self[index].isNamed, rows.allSatisfy({ $0[index].isEmpty }) else { return }
      self[index].isEmpty = true
    }
  }

  private func refuseDropped(_ index: Int, source: String) throws(DataError) {
    guard self[index].kind == .skipped else { return }
    throw DataError(
      .usage, source: source, column: self[index].reference, "is both declared and dropped",
      remedy: "leave out one of them")
  }

  /// Makes columns text that hold a text in the sample, or codes with zeros in front, and finds the
  /// origin of the others.
  mutating func guessKinds(from sample: Sample, dialect: Dialect, notes: inout [String]) {
    let width = count
    let rows = sample.regularRecords.dropFirst(dialect.hasHeader ? 1 : 0).filter {
      $0.count == width
    }
    for index in indices where self[index].kind == .number {
      let values = rows.lazy.map { $0[index].value(in: dialect.numbers) }
      if values.contains(.text) {
        self[index].kind = .text
      } else if !self[index].isDeclaredNumeric, !self[index].isTarget,
        let code = rows.lazy.map({ $0[index] }).paddedCode
      {
        self[index].kind = .text
        self[index].isCode = true
        notes.append(
          "column \(index + 1) '\(self[index].name.singleLine)' is read as texts, as its numbers begin "
            + "with zeros, such as '\(code)' (else say --numeric)")
      } else {
        self[index].origin = RawColumn.origin(of: values)
      }
    }
  }

  /// Gives each column that is read a place in the row.
  ///
  /// - Returns: The number of places.
  mutating func assignSlots() -> Int {
    var slots = 0
    for index in indices where self[index].kind != .skipped {
      self[index].slot = slots
      slots += 1
    }
    return slots
  }
}

extension Sequence<[UInt8]> {
  /// The fewest digits of a code that zeros fill up: a postal code, but no hour or shade of grey.
  private var fewestDigits: Int { 5 }

  /// The first cell that begins with zeros, where all that are not empty have equally many digits
  /// and nothing else; nil where there is none.
  fileprivate var paddedCode: String? {
    var length: Int?
    var code: [UInt8]?
    for cell in self where !cell.isEmpty {
      guard cell.count >= fewestDigits, cell.count == length ?? cell.count,
        cell.allSatisfy(\.isDigit)
      else { return nil }
      length = cell.count
      if code == nil, cell.first == 0x30, cell.contains(where: { $0 != 0x30 }) { code = cell }
    }
    return code.map { String(decoding: $0, as: UTF8.self) }
  }
}
