/// Which columns are learned from.
extension Preparation {
  /// Decides which columns are used, and why the others are not.
  ///
  /// - Throws: `DataError` when one that was asked for cannot be used, or none is left.
  mutating func decideColumns() throws(DataError) {
    let rules = try makeRules()
    let numberColumns = Set(table.columns.indices.filter { table.columns[$0].kind == .number })
    for index in table.columns.indices where index != targetIndex {
      let column = table.columns[index]
      dropReasons[index] = rules.dropReason(column)
      if column.isDeclaredCategorical {
        try refuseUnusable(column)
      }
      noteText(column, rules)
      if dropReasons[index] != nil { table.columns[index].kind = .skipped }
    }
    if !hasFeature { keepCounter(among: numberColumns) }
    guard hasFeature else { throw featurelessError() }
  }

  private var hasFeature: Bool {
    dropReasons.indices.contains { $0 != targetIndex && dropReasons[$0] == nil }
  }

  /// Keeps a column that counts the rows where nothing else is left to learn from, unless it is
  /// named like an identifier: then it is what was measured at.
  private mutating func keepCounter(among numberColumns: Set<Int>) {
    let counters = dropReasons.indices.filter {
      dropReasons[$0] == .identifier && numberColumns.contains($0)
        && !IdentifierName.matches(table.columns[$0])
    }
    guard counters.count == 1, let index = counters.first else { return }
    dropReasons[index] = nil
    table.columns[index].kind = .number
    table.notes.append(
      "column \(index + 1) '\(table.columns[index].name.singleLine)' counts the rows, and is kept as "
        + "the only feature (else say --drop)")
  }

  /// Refuses a column that was declared categorical and has too many texts for it.
  private func refuseUnusable(_ column: RawColumn) throws(DataError) {
    let count = column.dictionary.count
    guard column.dictionary.isOverfull || count > ColumnRules.levelLimit else { return }
    throw DataError(
      .unusableData, source: table.source, column: column.reference,
      "is declared categorical and has \(column.dictionary.isOverfull ? "more than " : "")\(count)"
        + " distinct texts, where \(ColumnRules.levelLimit) are the limit",
      remedy: "leave the column out with --drop, or group its texts")
  }

  /// Tells of a text among numbers, which is often a typing error, in a column that is used.
  private mutating func noteText(_ column: RawColumn, _ rules: ColumnRules) {
    guard column.kind == .text, dropReasons[column.number - 1] == nil,
      !column.isDeclaredCategorical, let (text, line) = rules.textAmongNumbers(column)
    else { return }
    table.notes.append(
      "column \(column.number) '\(column.name.singleLine)' holds mostly numbers, but also "
        + "'\(text.singleLine)' (line \(line)), so it is read as texts: correct it, or "
        + "say --missing \(ShellText.quoted(text.singleLine)) if it means missing")
  }

  /// Nothing is left to learn from.
  func featurelessError() -> DataError {
    let count = table.columns.count
    guard count > 1 else {
      return DataError(
        .unusableData, source: table.source, "has only one column, so there are no features",
        remedy: "give the --delimiter if it is not '\(table.dialect.delimiterName)'")
    }
    let reasons = dropReasons.enumerated().compactMap { index, reason in
      reason.map { "'\(table.columns[index].name.singleLine)': \($0.summary)" }
    }
    return DataError(
      .unusableData, source: table.source,
      "no column is left to learn from (\(reasons.prefix(5).joined(separator: "; "))"
        + "\(reasons.count > 5 ? "; …" : ""))",
      remedy: table.headerRemedy
        ?? "add columns, or say what one is with --numeric or --categorical")
  }
}
