/// Decides which columns no model can use.
///
/// The rules look at the rows that are used, in file order.
struct ColumnRules {
  /// The most texts a column may have to be used as categories.
  static let levelLimit = 200
  /// Up to this many distinct texts are categories, however few rows there are.
  static let fewTexts = 10
  /// The fewest rows that show that a column is ordered like an identifier.
  static let orderedRows = 8

  let table: RawTable
  /// The rows that are used, in file order.
  let rows: [Int32]
  /// The value in each row of the table of the one column that is judged, where these stand side
  /// by side.
  var values: [Float]?

  /// Why a column cannot be used; nil when it can.
  ///
  /// - Complexity: O(rows), and O(rows · log rows) for integers named like an identifier.
  func dropReason(_ column: RawColumn) -> DataReport.DropReason? {
    switch column.kind {
    case .skipped: .requested
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
    case .requested, .constant, .date, .mostlyNumbers: return reason
    }
  }

  private func numberReason(_ column: RawColumn) -> DataReport.DropReason? {
    guard let first = table.firstValue(in: column, rows: rows) else { return .constant }
    let slot = column.slot
    let differs = rows.contains { row in
      let value = table.storage.row(Int(row))[slot]
      return value != first && !value.isNaN
    }
    guard differs else { return .constant }
    guard !column.isDeclaredNumeric else { return nil }
    if isOrdered(slot) { return .identifier }
    if IdentifierName.matches(column), isDistinctIntegers(column) { return .identifier }
    return isDates(column) ? .date : nil
  }

  /// Whether the values are integers that rise by one from row to row.
  private func isOrdered(_ slot: Int) -> Bool {
    guard rows.count >= Self.orderedRows else { return false }
    var previous = table.storage.row(Int(rows[0]))[slot]
    guard previous == previous.rounded() else { return false }
    for row in rows.dropFirst() {
      let value = table.storage.row(Int(row))[slot]
      guard value == previous + 1 else { return false }
      previous = value
    }
    return true
  }

  private func isDistinctIntegers(_ column: RawColumn) -> Bool {
    var values: [Float] = []
    values.reserveCapacity(rows.count)
    for row in rows {
      let value = table.storage.row(Int(row))[column.slot]
      guard value == value.rounded() else { return false }
      values.append(value)
    }
    values.sort()
    return zip(values, values.dropFirst()).allSatisfy { $0 < $1 }
  }

  private func isDates(_ column: RawColumn) -> Bool {
    rows.allSatisfy { row in
      let value = table.storage.row(Int(row))[column.slot]
      return value.isNaN || DateSyntax.isCompactDate(Double(value) + column.origin)
    }
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
    case .constant: "all its values are the same or missing"
    case .identifier: "its values only name the row"
    case .mostlyNumbers(let text, let line):
      "mostly numbers, but '\(text)' in line \(line) is none: correct it or leave the cell empty"
    case .freeText(let distinct): "free text (\(distinct) distinct texts)"
    case .date: "dates or times"
    case .tooManyCategories(let distinct, let limit):
      "\(distinct) distinct texts, more than \(limit)"
    }
  }
}
