extension Dialect {
  /// Decides whether the first record names the columns, and tells of what may surprise.
  mutating func inferHeader(
    from sample: Sample, options: TableOptions, notes: inout [String]
  ) {
    if let given = options.hasHeader {
      hasHeader = given
      return
    }
    hasHeader = sample.infersHeader(numbers: numbers)
    guard sample.records.count > 1 else { return }
    if !hasHeader {
      notes.append(
        "no header row was found: the columns are called column_1, column_2 and so on")
    } else if let number = sample.records[0].first(where: { $0.isWrittenNumber }) {
      let text = String(decoding: number, as: UTF8.self).singleLine
      notes.append(
        "the first line is taken for the names of the columns, such as '\(text)' "
          + "(else say --no-header)")
    }
    if absentName == .first {
      notes.append(
        "the header has one field fewer than the rows: the first column is taken for their names")
    }
  }
}

extension Sample {
  /// The fewest rows that show that their values repeat.
  private static let fewestRows = 8

  /// Whether the first record names the columns.
  ///
  /// It does when a text stands over a column of numbers or dates, or its numbers count the columns
  /// or years. Else each column votes: a text, or a number over texts or decimals, that is not among
  /// values which repeat below is a name, and one that is among them a value. Where none can tell,
  /// the first record names the columns when all is text.
  func infersHeader(numbers: NumberSyntax) -> Bool {
    guard let first = records.first else { return true }
    let rows = Array(regularRecords.dropFirst())
    let columns = first.indices.map { index in
      HeaderColumn(
        name: first[index],
        below: rows.map { $0[index] }.filter { $0.value(in: numbers) != .missing },
        rowCount: rows.count, numbers: numbers)
    }
    if columns.contains(where: \.isTextOverNumbers) { return true }
    if countsColumns(columns, rows: rows) || namesRows(columns) { return true }
    let names = columns.count { $0.vote == .name }
    let values = columns.count { $0.vote == .value }
    if names != values { return names > values }
    return names == 0 && !columns.contains(where: \.isNumber)
  }

  /// Whether the numbers of the first record rise by one from cell to cell, as 0, 1, 2 or years do,
  /// and are no row of the table.
  private func countsColumns(_ columns: [HeaderColumn], rows: [[[UInt8]]]) -> Bool {
    let integers = columns.compactMap { $0.integer }
    guard integers.count >= 2, integers.count == columns.count(where: \.isNumber),
      zip(integers, integers.dropFirst()).allSatisfy({ $1 == $0 + 1 })
    else { return false }
    // As pandas and numpy count them; two or three may be a row, unless the others are decimals.
    let countsFromStart = integers[0] <= 1 && integers.count == columns.count { !$0.name.isEmpty }
    let areOverDecimals = columns.contains { $0.isNumber && $0.isOverDecimals }
    if integers.count < 5, !areOverDecimals,
      columns.contains(where: { $0.isNumber && $0.occursBelow })
    {
      return false
    }
    let areYears =
      integers.allSatisfy { (1800...2200).contains($0) }
      && columns.allSatisfy { !$0.isNumber || $0.isBeyond }
    guard integers.count > 2 || areYears || (countsFromStart && areOverDecimals) else {
      return false
    }
    let alike = rows.count { row in
      let values = columns.indices.filter { columns[$0].isNumber }.map { Int(cell: row[$0]) }
      return zip(values, values.dropFirst()).allSatisfy { a, b in
        if let a, let b { b == a + 1 } else { false }
      }
    }
    return alike * 20 <= rows.count
  }

  /// Whether the first cell alone is empty, above names of rows, and the numbers behind it rise and
  /// are none of those below, as R writes a table of counts.
  private func namesRows(_ columns: [HeaderColumn]) -> Bool {
    guard columns.count > 2, columns[0].name.isEmpty, columns[0].isFull else { return false }
    let numbers = columns.dropFirst().map(\.number)
    return zip(numbers, numbers.dropFirst()).allSatisfy { left, right in
      if let left, let right { left < right } else { false }
    } && columns.dropFirst().count(where: \.occursBelow) * 4 <= columns.count
  }

  /// What a cell of the first record and the column below it say.
  private struct HeaderColumn {
    enum Vote {
      case name, value, none
    }

    let name: [UInt8]
    let isNumber: Bool
    let integer: Int?
    let number: Double?
    /// Whether no cell below is empty.
    let isFull: Bool
    let isTextOverNumbers: Bool
    /// Whether all numbers below have a decimal separator or an exponent, and it has not.
    let isOverDecimals: Bool
    let occursBelow: Bool
    /// Whether the number lies beyond all numbers below.
    let isBeyond: Bool
    let vote: Vote

    init(name: [UInt8], below: [[UInt8]], rowCount: Int, numbers: NumberSyntax) {
      let nameValue = name.value(in: numbers)
      let values = below.map { $0.value(in: numbers) }
      let texts = values.count { $0 == .text }
      self.name = name
      isNumber = nameValue != .text && nameValue != .missing
      integer = Int(cell: name)
      number = if case .number(let value) = nameValue { value } else { nil }
      isFull = below.count == rowCount
      let written = texts == 0 ? 0 : below.count(where: \.isWrittenNumber)
      let areNumbers = texts * 20 <= below.count || written * 20 >= below.count * 19
      let areDates = texts == below.count && below.allSatisfy { $0.isDate }
      isTextOverNumbers =
        nameValue == .text && !below.isEmpty && !name.isWrittenNumber && !name.isDate
        && (areNumbers || areDates)
      isOverDecimals =
        integer != nil && below.count >= Sample.fewestRows && texts == 0
        && below.allSatisfy { cell in cell.contains { $0 == numbers.separator || $0 | 0x20 == 0x65 }
        }
      occursBelow = below.contains(name)
      isBeyond = nameValue.lies(beyond: values)
      let distinct = Set(below).count
      let repeats = below.count >= Sample.fewestRows && distinct * 2 <= below.count
      if nameValue == .missing || below.isEmpty {
        vote = .none
      } else if isNumber {
        vote =
          texts == below.count && below.count >= Sample.fewestRows && written == 0
          ? .name : occursBelow || !isBeyond ? .value : .none
      } else if occursBelow {
        vote = .value
      } else {
        vote = repeats ? .name : .none
      }
    }
  }
}

extension CellValue {
  /// Whether it is a number below or above all others.
  fileprivate func lies(beyond others: [CellValue]) -> Bool {
    guard case .number(let number) = self else { return false }
    var (isBelow, isAbove) = (true, true)
    for case .number(let other) in others {
      if other <= number { isBelow = false }
      if other >= number { isAbove = false }
    }
    return isBelow || isAbove
  }
}

extension Int {
  /// The integer that a cell of digits says.
  fileprivate init?(cell: [UInt8]) {
    guard (1...9).contains(cell.count), cell.allSatisfy(\.isDigit) else { return nil }
    self = cell.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

extension [UInt8] {
  /// Whether the cell is a date or a time.
  fileprivate var isDate: Bool { withUnsafeBufferPointer { DateSyntax.isDate($0) } }
}
