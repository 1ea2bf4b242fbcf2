/// The target of each row as it was read, and what is to be predicted.
enum RawTarget {
  /// The class of each row of the table, an index into `names`; -1 where it is missing.
  case classes([Int32], names: [String])
  /// The column's numbers, to be standardised.
  case numbers

  /// How many of some rows each class has; one count of all where there are no classes.
  func counts(of rows: [Int32]) -> [Int] {
    guard case .classes(let classes, let names) = self else { return [rows.count] }
    var counts = [Int](repeating: 0, count: names.count)
    for row in rows { counts[Int(classes[Int(row)])] += 1 }
    return counts
  }
}

/// Reads the target column and decides on the task.
struct TargetRules {
  /// The most classes that can be told apart.
  static let classLimit = 1000
  /// Up to this many distinct integers are classes, when there are enough rows of each.
  static let fewIntegers = 20
  /// The rows a distinct integer must have on average to be a class.
  static let rowsOfAnInteger = 3

  let table: RawTable
  let column: RawColumn
  /// The column's value in each row of the table.
  let values: [Float]
  /// The column's numbers with all their digits, where single precision does not tell them apart.
  var exact: ExactTarget?
  /// What is known of the column with all their digits, where it is needed.
  var exactColumn: ExactColumn?
  /// The rows that are used, all with a target.
  let rows: [Int32]
  /// The number of rows of the first file; those behind come from a validation file.
  let ownRowCount: Int
  /// The task that the user gave.
  let task: DataReport.Task?

  /// What the target is.
  ///
  /// - Returns: The target, and the reason for its task where that was inferred.
  /// - Throws: `DataError` when the column cannot be predicted.
  func resolve() throws(DataError) -> (target: RawTarget, reason: String?) {
    if task == nil, !column.isDeclaredNumeric, !column.isDeclaredCategorical { try refuseUseless() }
    switch column.kind {
    case .number: return try resolveNumbers()
    case .text, .late, .skipped:
      let reason = column.isDeclaredCategorical ? "is declared categorical" : "holds texts"
      return (
        try textClasses(), task == nil ? "the target '\(column.name.singleLine)' \(reason)" : nil
      )
    }
  }

  /// Refuses a target whose values name the row or are dates.
  private func refuseUseless() throws(DataError) {
    var rules = ColumnRules(table: table, rows: rows, values: values)
    rules.exact[column.number - 1] = exactColumn
    switch rules.dropReason(column) {
    case .identifier: throw useless("its values only name the row")
    case .date: throw useless("it holds dates or times")
    case .freeText(let distinct): throw useless("it holds free text (\(distinct) distinct texts)")
    case .mostlyNumbers(let text, let line):
      throw error(
        "holds mostly numbers, but '\(text.singleLine)' in line \(line) is none",
        remedy: table.headerRemedy ?? "correct it or leave the cell empty")
    case .constant, .belowPrecision, .tooManyCategories, .requested, .splitTime,
      .splitGroup, nil:
      break
    }
  }

  private func useless(_ problem: String) -> DataError {
    error(
      "cannot be predicted: \(problem)",
      remedy: table.headerRemedy ?? "choose another column with --target")
  }

  /// Classes in numeric order if all are numbers, else in byte order.
  private func textClasses() throws(DataError) -> RawTarget {
    let texts = column.dictionary
    guard !texts.isOverfull else {
      throw error(
        "has more than \(texts.count) distinct texts",
        remedy: "choose another column with --target")
    }
    var isUsed = [Bool](repeating: false, count: texts.count)
    for row in rows where Int(row) < ownRowCount { isUsed[Int(value(at: row))] = true }
    let codes = texts.orderedCodes(table.dialect.numbers).filter { isUsed[$0] }
    guard codes.count > 1 else { throw constantError(codes.first.map(texts.text) ?? "") }
    try checkCount(codes.count, remedy: "choose another column with --target")
    var classOfCode = [Int32](repeating: -1, count: texts.count)
    for (index, code) in codes.enumerated() { classOfCode[code] = Int32(index) }
    var classes = [Int32](repeating: -1, count: table.storage.count)
    for row in rows {
      let code = Int(value(at: row))
      classes[Int(row)] = classOfCode[code]
      guard classOfCode[code] >= 0 else { throw unseenError(texts.text(of: code)) }
    }
    return .classes(classes, names: codes.map(texts.text))
  }

  func checkCount(_ count: Int, remedy: String) throws(DataError) {
    let own = rows.count { Int($0) < ownRowCount }
    guard count <= max(2, own / 2) else {
      throw error("has \(count) classes in \(own) rows", remedy: remedy)
    }
    guard count <= Self.classLimit else {
      throw error("has more than \(Self.classLimit) classes", remedy: remedy)
    }
  }

  func value(at row: Int32) -> Float { values[Int(row)] }

  func constantError(_ value: String) -> DataError {
    error(
      "all rows have the same value '\(value.singleLine)', so there is nothing to predict",
      remedy: "choose another column with --target, or use more rows")
  }

  func unseenError(_ name: String) -> DataError {
    error(
      "the validation file has the class '\(name.singleLine)', which no training row has",
      remedy: "remove its rows, or add some to the training file")
  }

  func error(_ problem: String, remedy: String) -> DataError {
    DataError(
      .unusableData, source: table.source, column: column.targetReference, problem,
      remedy: remedy)
  }
}

extension TextDictionary {
  /// The codes in the order of their texts: numeric when all are numbers, else by bytes.
  func orderedCodes(_ numbers: NumberSyntax) -> [Int] {
    let keyed = (0..<count).map { code in
      (code: code, bytes: bytes(of: code), value: Array(bytes(of: code)).value(in: numbers))
    }
    let areNumbers = keyed.allSatisfy { entry in
      if case .number = entry.value { true } else { false }
    }
    return keyed.sorted { left, right in
      if areNumbers, case .number(let a) = left.value, case .number(let b) = right.value, a != b {
        return a < b
      }
      return left.bytes.lexicographicallyPrecedes(right.bytes)
    }.map(\.code)
  }
}
