/// Decides which columns no model can use.
///
/// The rules look at the rows that are used, in file order.
struct ColumnRules {
  /// The most texts a column may have to be used as categories.
  static let levelLimit = 200
  /// Up to this many distinct texts are categories, however few rows there are.
  static let fewTexts = 10

  let table: RawTable
  /// The rows that are used, in file order.
  let rows: [Int32]
  /// What is known exactly of columns of numbers whose single precision leaves it open, by index.
  var exact: [Int: ExactColumn] = [:]
  /// The value in each row of the table of the one column that is judged, where these stand side
  /// by side.
  var values: [Float]?

  init(table: RawTable, rows: [Int32], values: [Float]? = nil) {
    self.table = table
    self.rows = rows
    self.values = values
  }

  /// Why a column cannot be used; nil when it can.
  ///
  /// - Complexity: O(rows), and O(rows · log rows) for integers named like an identifier.
  func dropReason(_ column: RawColumn) -> DataReport.DropReason? {
    switch column.kind {
    case .skipped:
      switch column.splitUse {
      case .byTime: .splitTime
      case .byGroup: .splitGroup
      case .shuffled, nil: .requested
      }
    case .number: numberReason(column)
    case .text, .late: textReason(column).map { mistyped($0, in: column) }
    }
  }

  /// The first text of a column whose texts are mostly numbers, and its line.
  ///
  /// - Complexity: O(distinct texts)
  func textAmongNumbers(_ column: RawColumn) -> (text: String, line: Int)? {
    guard let first = column.firstText else { return nil }
    let texts = column.dictionary
    let syntax = table.dialect.numbers
    var numbers = 0
    _ = texts.allTexts { text in
      if case .number = syntax.value(of: text) { numbers += 1 }
      return true
    }
    return numbers * 2 > texts.count ? first : nil
  }

  /// A reason to drop a text column, or that a text among its numbers makes it one: then it only
  /// seems to name the row or to have too many texts.
  private func mistyped(
    _ reason: DataReport.DropReason, in column: RawColumn
  ) -> DataReport.DropReason {
    switch reason {
    case .identifier, .freeText, .tooManyCategories:
      guard !IdentifierName.matches(column), let (text, line) = textAmongNumbers(column) else {
        return reason
      }
      return .mostlyNumbers(text: text.singleLine, line: line)
    case .requested, .splitTime, .splitGroup, .constant, .belowPrecision, .date, .mostlyNumbers:
      return reason
    }
  }

  private func numberReason(_ column: RawColumn) -> DataReport.DropReason? {
    let isConstant = isConstant(column)
    if isConstant, exact[column.number - 1]?.differs != true { return .constant }
    // What only names the row is of no use with more digits either.
    if !column.isDeclaredNumeric, let reason = uselessReason(column) { return reason }
    return isConstant || (column.isRounded && isSubnormal(column)) ? .belowPrecision : nil
  }

  /// Why numbers that differ say nothing; nil when they may.
  private func uselessReason(_ column: RawColumn) -> DataReport.DropReason? {
    // Prices, shares and quantities name no row, however distinct they are.
    if let form = column.form, form.affix != .none { return nil }
    // Of numbers with grouped digits only those that are called so.
    let isNamed = IdentifierName.matches(column) && (column.form == nil || column.isNamed)
    if let exact = exact[column.number - 1] {
      if exact.isOrdered(rows: rows.count) || (isNamed && exact.areDistinctIntegers) {
        return .identifier
      }
      return exact.areDates ? .date : nil
    }
    if isOrdered(column, tolerance: 0) { return .identifier }
    if isNamed, isDistinctIntegers(column) { return .identifier }
    return isDates(column, tolerance: 0) ? .date : nil
  }

  /// Whether single precision does not tell what a column of numbers is.
  func isDoubtful(_ column: RawColumn) -> Bool {
    guard column.kind == .number, column.isRounded else { return false }
    if isConstant(column) { return table.firstValue(in: column, rows: rows) != nil }
    guard !column.isDeclaredNumeric else { return false }
    if let form = column.form, form.affix != .none { return false }
    return isOrdered(column, tolerance: Self.tolerance)
      || (IdentifierName.matches(column) && areIntegers(column))
      || isDates(column, tolerance: Self.tolerance)
  }

  /// How much a number may have changed in single precision, as a share of itself.
  private static let tolerance = Double(Float.ulpOfOne)

  /// Whether all values that are not missing are stored as the same.
  func isConstant(_ column: RawColumn) -> Bool {
    guard let first = table.firstValue(in: column, rows: rows) else { return true }
    return rows.allSatisfy { row in
      let value = table.storage.row(Int(row))[column.slot]
      return value == first || value.isNaN
    }
  }

  /// Whether all values are so near zero that single precision has hardly a digit for them.
  func isSubnormal(_ column: RawColumn) -> Bool {
    column.origin == 0
      && rows.allSatisfy { row in
        let value = table.storage.row(Int(row))[column.slot]
        return value.isNaN || abs(value) < Float.leastNormalMagnitude
      }
  }

  /// Whether the values are integers that rise by one from row to row, or may have been when each
  /// may have changed by a share of itself.
  private func isOrdered(_ column: RawColumn, tolerance: Double) -> Bool {
    guard rows.count >= ExactColumn.orderedRows else { return false }
    var previous = value(of: column, at: rows[0])
    guard previous == previous.rounded() else { return false }
    for row in rows.dropFirst() {
      let value = value(of: column, at: row)
      guard abs(value - (previous + 1)) <= 2 * tolerance * abs(value) else { return false }
      previous = value
    }
    return true
  }

  private func areIntegers(_ column: RawColumn) -> Bool {
    rows.allSatisfy { row in
      let value = value(of: column, at: row)
      return value == value.rounded()
    }
  }

  private func isDistinctIntegers(_ column: RawColumn) -> Bool {
    guard areIntegers(column) else { return false }
    let values = rows.map { table.storage.row(Int($0))[column.slot] }.sorted()
    return zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// Whether the values are dates such as 20240131, or may have been.
  private func isDates(_ column: RawColumn, tolerance: Double) -> Bool {
    rows.allSatisfy { row in
      let value = value(of: column, at: row)
      guard !value.isNaN, tolerance > 0 else {
        return value.isNaN || DateSyntax.isCompactDate(value)
      }
      guard value == value.rounded(), abs(value) < 1e8 else { return false }
      let reach = (tolerance * value).rounded(.up)
      return stride(from: value - reach, through: value + reach, by: 1).contains {
        DateSyntax.isCompactDate($0)
      }
    }
  }

  /// A value with the column's origin.
  private func value(of column: RawColumn, at row: Int32) -> Double {
    Double(table.storage.row(Int(row))[column.slot]) + column.origin
  }

  private func textReason(_ column: RawColumn) -> DataReport.DropReason? {
    let texts = column.dictionary
    guard !texts.isOverfull else { return overfullReason(column) }
    var isUsed = [Bool](repeating: false, count: texts.count)
    var present = 0
    for row in rows {
      let code = values?[Int(row)] ?? table.storage.row(Int(row))[column.slot]
      guard !code.isNaN else { continue }
      isUsed[Int(code)] = true
      present += 1
    }
    let distinct = isUsed.count { $0 }
    // A missing value is a level of its own, so one text and missing values still tell rows apart.
    if distinct == 0 || (distinct == 1 && present == rows.count) { return .constant }
    guard !column.isDeclaredCategorical else { return nil }
    if texts.allTexts(DateSyntax.isDate) { return .date }
    if distinct > max(Self.fewTexts, present / 2) {
      let namesRows = distinct == present && texts.allTexts { !$0.contains(0x20) }
      return namesRows || IdentifierName.matches(column)
        ? .identifier : .freeText(distinct: distinct)
    }
    return distinct > Self.levelLimit
      ? .tooManyCategories(distinct: distinct, limit: Self.levelLimit) : nil
  }

  /// Judges a column by the texts that were recorded before there were too many.
  private func overfullReason(_ column: RawColumn) -> DataReport.DropReason {
    let texts = column.dictionary
    if texts.allTexts(DateSyntax.isDate) { return .date }
    let areDistinct = texts.count == texts.overfullRow
    let areWords = texts.allTexts { !$0.contains(0x20) }
    if areDistinct && areWords { return .identifier }
    return areDistinct || texts.count < TextDictionary.textLimit
      ? .freeText(distinct: texts.count + 1)
      : .tooManyCategories(distinct: texts.count + 1, limit: Self.levelLimit)
  }
}

extension DataReport.DropReason {
  /// The reason in words, for messages.
  package var summary: String {
    switch self {
    case .requested: "left out on request"
    case .splitTime:
      "it says when a row was, for the split (else say --numeric, or --categorical for texts)"
    case .splitGroup:
      "it says what group a row is of, for the split (else say --numeric, or --categorical for texts)"
    case .constant: "all its values are the same or missing"
    case .belowPrecision:
      "its values differ by less than single precision holds: multiply them by a power of ten, or "
        + "subtract a constant"
    case .identifier: "its values only name the row"
    case .mostlyNumbers(let text, let line):
      "mostly numbers, but '\(text)' in line \(line) is none: correct it, or say --missing "
        + "\(ShellText.quoted(text)) if it means missing"
    case .freeText(let distinct): "free text (\(distinct) distinct texts)"
    case .date: "dates or times; where rows follow one another, say --split-by-time with it"
    case .tooManyCategories(let distinct, let limit):
      "\(distinct) distinct texts, more than \(limit)"
    }
  }
}
