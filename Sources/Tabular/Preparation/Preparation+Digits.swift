/// Where single precision is not enough to judge a column, its cells are read again with all their
/// digits. That costs a second look at the file, and few tables need it: codes and ids above
/// 16,777,216, and columns whose numbers differ in late digits only.
extension Preparation {
  /// The rules for columns, with what they need to know of the digits of some.
  mutating func makeRules() throws(DataError) -> ColumnRules {
    var rules = ColumnRules(table: table, rows: own.rows)
    let doubtful = table.columns.indices.filter {
      $0 != targetIndex && rules.isDoubtful(table.columns[$0])
    }
    guard !doubtful.isEmpty else { return rules }
    let exact = try exactColumns(doubtful)
    let refined = doubtful.filter { index in
      exact[index]?.differs == true && rules.isConstant(table.columns[index])
    }
    try refine(refined)
    rules = ColumnRules(table: table, rows: own.rows)
    rules.exact = exact
    return rules
  }

  /// Stores the target again where its numbers differ in late digits only.
  ///
  /// - Throws: `DataError` when single precision has no digits for its numbers.
  mutating func refineTarget() throws(DataError) {
    let column = table.columns[targetIndex]
    guard column.kind == .number, column.isRounded else { return }
    let rules = ColumnRules(table: table, rows: own.rows)
    if rules.isConstant(column) {
      guard try exactColumns([targetIndex])[targetIndex]?.differs == true else { return }
      try refine([targetIndex])
      targetValues = table.values(
        of: table.columns[targetIndex], rows: 0..<rowsRead, threads: options.readingThreads)
    } else if !rules.isSubnormal(column) {
      return
    }
    let refined = table.columns[targetIndex]
    let after = ColumnRules(table: table, rows: own.rows)
    // Classes are told apart by their digits.
    guard options.task != .classification, after.isConstant(refined) || after.isSubnormal(refined)
    else { return }
    throw DataError(
      .unusableData, source: table.source, column: refined.targetReference,
      "its values differ by less than single precision holds",
      remedy: "multiply them by a power of ten, or subtract a constant")
  }

  /// Reads the digits of a target of numbers that may be classes.
  mutating func readExactTarget() throws(DataError) {
    let column = table.columns[targetIndex]
    guard column.kind == .number, column.isRounded, options.task != .regression else { return }
    if options.task == nil, ColumnRules(table: table, rows: own.rows).isDoubtful(column) {
      exactTargetColumn = try exactColumns([targetIndex])[targetIndex]
    }
    let distinct = TargetRules.distinct(targetValues, rows: own.rows, ownRowCount: rowsRead)
    let areIntegers = distinct.allSatisfy { value in
      let number = Double(value) + column.origin
      return number == number.rounded()
    }
    guard distinct.count <= TargetRules.classLimit,
      areIntegers || options.task == .classification || distinct.count == 1
    else { return }
    let target = Visited(ExactTarget(rowCount: table.storage.count))
    for part in table.parts {
      try table.visitCells(of: [targetIndex], in: part) { target.value.add($0) }
    }
    exactTarget = target.value
  }

  /// Tells columns whose digits single precision has lost from those that are constant on the rows
  /// that are trained on.
  mutating func judgeConstants(
    among indices: [Int], rows: ArraySlice<Int32>
  ) throws(DataError) {
    let doubtful = indices.filter {
      dropReasons[$0] == .constant && table.columns[$0].kind == .number
        && table.columns[$0].isRounded
    }
    guard !doubtful.isEmpty else { return }
    let exact = try exactColumns(doubtful, rows: rows.sorted())
    for index in doubtful where exact[index]?.differs == true {
      dropReasons[index] = .belowPrecision
    }
  }

  /// Judges columns by all their digits, over the rows that are used.
  private func exactColumns(_ indices: [Int]) throws(DataError) -> [Int: ExactColumn] {
    try exactColumns(indices, rows: own.rows)
  }

  /// Judges columns by all their digits, over some rows of the first file, in its order.
  private func exactColumns(
    _ indices: [Int], rows: [Int32]
  ) throws(DataError) -> [Int: ExactColumn] {
    guard let part = table.parts.first else { return [:] }
    let found = Visited(
      Dictionary(
        uniqueKeysWithValues: indices.map { index in
          (
            index,
            ExactColumn(
              isNamedLikeIdentifier: IdentifierName.matches(table.columns[index]))
          )
        }))
    let next = Visited(0)
    try table.visitCells(of: Set(indices), in: part) { cell in
      while next.value < rows.count, Int(rows[next.value]) < cell.row { next.value += 1 }
      guard next.value < rows.count, Int(rows[next.value]) == cell.row else { return }
      found.value[cell.column]?.add(cell)
    }
    return found.value
  }

  /// Stores columns again, as differences from their first number.
  private mutating func refine(_ indices: [Int]) throws(DataError) {
    guard !indices.isEmpty, let part = table.parts.first else { return }
    let origins = Visited([Int: Double]())
    let (storage, columns) = (table.storage, table.columns)
    try table.visitCells(of: Set(indices), in: part) { cell in
      guard case .number(let value) = cell.value else { return }
      let origin = origins.value[cell.column] ?? value
      origins.value[cell.column] = origin
      storage.row(cell.row)[columns[cell.column].slot] = Float(value - origin)
    }
    for (index, origin) in origins.value { table.columns[index].origin = origin }
  }
}
