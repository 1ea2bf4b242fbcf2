/// What a column says of the rows that are to be split by it.
enum SplitKeys: Sendable {
  /// The rows in the order of their times; and how a time is shown, by its place in that order.
  case times(TimeOrder, column: String, TimeTexts)
  case groups(RowGroups, column: String)

  /// Reads the column; nil where none says it.
  ///
  /// Its cells are read again, with all their digits and however many different ones there are: a
  /// time in single precision is days off, and names of groups are not recorded beyond a number.
  ///
  /// - Parameters:
  ///   - strategy: By what the rows are split.
  ///   - table: The table.
  ///   - rows: The rows that are used.
  /// - Throws: `DataError` when a row has no time or group, or they cannot be told.
  init?(_ strategy: SplitStrategy, of table: RawTable, rows: [Int32]) throws(DataError) {
    guard let reference = strategy.column, let part = table.parts.first else { return nil }
    let index = try reference.index(in: table.columns, source: table.source)
    let column = table.columns[index]
    var isUsed = [Bool](repeating: false, count: table.storage.count)
    for row in rows { isUsed[Int(row)] = true }
    switch strategy {
    case .shuffled: return nil
    case .byTime:
      let reading = Visited(TimeColumn(isUsed: isUsed))
      try table.visitCells(of: [index], in: part) { reading.value.add($0) }
      do throws(TimeColumn.Trouble) {
        let (form, points) = try reading.value.times()
        let order = TimeOrder(rows: rows, points: points)
        self = .times(order, column: column.name, TimeTexts(form: form, points: points))
      } catch {
        throw error.error(source: table.source, column: column.reference)
      }
    case .byGroup:
      let reading = Visited(GroupColumn(isUsed: isUsed))
      try table.visitCells(of: [index], in: part) { reading.value.add($0) }
      if let line = reading.value.missingLine {
        throw DataError(
          .unusableData, source: table.source, line: line, column: column.reference,
          "has no value, where --split-by-group needs the group of every row",
          remedy: "fill it in, or leave the row out")
      }
      self = .groups(reading.value.groups, column: column.name)
    }
  }
}

extension SplitKeys {
  /// How its times are written; nil where it has none.
  var timeForm: TimeForm? {
    if case .times(_, _, let texts) = self { texts.form } else { nil }
  }
}

/// How the times of rows are shown.
struct TimeTexts: Sendable {
  let form: TimeForm
  /// The time of each row of the table.
  let points: [TimePoint]

  func text(ofRow row: Int32) -> String { form.text(of: points[Int(row)]) }
}

extension TimeColumn.Trouble {
  /// What is wrong, as a message has it.
  fileprivate func error(source: String, column: DataError.Column) -> DataError {
    func error(_ line: Int?, _ problem: String, _ remedy: String) -> DataError {
      DataError(
        .unusableData, source: source, line: line, column: column, problem, remedy: remedy)
    }
    switch self {
    case .missing(let line):
      return error(
        line, "has no value, where --split-by-time needs the time of every row",
        "fill it in, or leave the row out")
    case .unreadable(let text, let line):
      return error(
        line, "'\(text.singleLine)' is no time that rows can be ordered by",
        "write numbers, or dates such as 2024-01-31 or 2024-01-31 12:30:00")
    case .otherForm(let text, let line, let first):
      return error(
        line, "'\(text.singleLine)' is written in another way than '\(first.singleLine)'",
        "write all times alike, for example as 2024-01-31")
    case .zones(let text, let line):
      return error(
        line, "some times name their zone and some do not, such as '\(text.singleLine)'",
        "write all with a zone, or all without")
    case .ambiguous(let text):
      return error(
        nil, "times such as '\(text.singleLine)' may be meant in several ways",
        "write dates with the year in front, such as 2024-01-31")
    }
  }
}
