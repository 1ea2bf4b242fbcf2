import Tabular

/// A table with the two columns of a curve, as a logger wrote it.
struct LoggedTable {
  let table: ColumnTable
  let format: CurveFile.Format
  /// The column with the learning rates.
  let rate: Int
  /// The column with the losses.
  let loss: Int
  private(set) var notes: [CurveFile.Note] = []
  /// The columns that may hold the step.
  private let steps: [Int]
  /// Whether rates and losses come from different files.
  private var isFromTwoFiles = false

  typealias References = (rate: String?, loss: String?)

  /// The tables that a file holds, the most likely first; at least one.
  struct Contents {
    var tables: [ColumnTable]
    var format: CurveFile.Format
    var notes: [CurveFile.Note] = []
  }

  /// The tables of a file, or of a folder with event files.
  static func read(
    _ path: String, wanted: References
  ) throws(DataError) -> Contents {
    if let files = try EventFolder.files(in: path) {
      if files.count == 1 { return try read(files[0], wanted: wanted) }
      var events = try EventFile(path: files[0])
      for file in files.dropFirst() { events.append(try EventFile(path: file)) }
      return try contents(
        of: events, source: path, wanted: wanted, notes: [.eventFiles(files.count)])
    }
    switch try TextDocument.read(path: path, isBinary: EventFile.isRecognised) {
    case .table(let text): return Contents(tables: [ColumnTable(text)], format: .csv)
    case .binary(let bytes, let source):
      return try contents(
        of: try EventFile(bytes, source: source), source: source, wanted: wanted)
    case .json(let bytes, let source):
      if let (table, cutLine) = try ColumnTable.table(inJSONLines: bytes, source: source) {
        return Contents(
          tables: [table], format: .jsonl, notes: cutLine.map { [.cutLine($0)] } ?? [])
      }
      let tables = try ColumnTable.tables(inJSON: bytes, source: source)
      guard !tables.isEmpty else {
        throw DataError(
          .unusableData, source: source, "holds no lists of numbers",
          remedy: #"write {"lr": […], "loss": […]}"#)
      }
      return Contents(tables: tables, format: .json)
    }
  }

  private static func contents(
    of events: EventFile, source: String, wanted: References, notes: [CurveFile.Note] = []
  ) throws(DataError) -> Contents {
    let tags = [wanted.rate, wanted.loss].compactMap { $0 }
    let table = try ColumnTable(events, source: source, wanted: tags)
    let cut = events.bytesLeftOver
    return Contents(
      tables: [table], format: .tfevents,
      notes: notes + (cut > 0 ? [.cutRecord(bytes: cut)] : []))
  }

  /// Reads a file with both columns.
  init(path: String, references: References) throws(DataError) {
    let contents = try Self.read(path, wanted: references)
    let table =
      contents.tables.first { (try? Self.columns(of: $0, references)) != nil }
      ?? contents.tables[0]
    (rate, loss) = try Self.columns(of: table, references)
    self.table = table
    format = contents.format
    notes = contents.notes
    steps = StepColumn.candidates(in: table)
  }

  private static func columns(
    of table: ColumnTable, _ references: References
  ) throws(DataError) -> (rate: Int, loss: Int) {
    let loss = try CurveColumn.loss.find(in: table, reference: references.loss)
    let rate = try CurveColumn.learningRate.find(in: table, reference: references.rate)
    guard rate != loss else {
      throw DataError(
        .usage, source: table.source, column: table.reference(loss),
        "cannot be both the learning rate and the loss",
        remedy: "name two columns with --lr-column and --loss-column")
    }
    return (rate, loss)
  }
}

extension LoggedTable {
  /// One of two files: the column it is there for, and its steps.
  private struct Half {
    var table: ColumnTable
    var column: Int
    var steps: Int

    init(_ column: CurveColumn, in table: ColumnTable, reference: String?) throws(DataError) {
      self.table = table
      self.column = try column.findAlone(in: table, reference: reference)
      guard let steps = StepColumn.candidates(in: table).first else {
        throw DataError(
          .unusableData, source: table.source, "has no column with the steps to join on",
          remedy: "name that column 'step', or give one file with both columns")
      }
      self.steps = steps
    }

    /// The column's name; of TensorBoard's `Value` the file's, which says more.
    var name: String {
      table.names[column].lowercased() == "value"
        ? "\(table.names[column]) of \(table.fileName)" : table.names[column]
    }
  }

  /// Reads two files, one with the rates and one with the losses, and joins them on the step.
  init(paths: (String, String), references: References) throws(DataError) {
    guard paths.0 != paths.1 else {
      throw DataError(
        .usage, source: paths.0, "is given twice",
        remedy: "give the file with the learning rates, then the one with the losses")
    }
    let first = try Self.read(paths.0, wanted: references)
    let second = try Self.read(paths.1, wanted: references)
    var (rates, losses) = (first.tables[0], second.tables[0])
    if rates.isFor(.loss), !rates.isFor(.learningRate), losses.isFor(.learningRate),
      !losses.isFor(.loss)
    {
      swap(&rates, &losses)
    }
    let halves = (
      try Half(.learningRate, in: rates, reference: references.rate),
      try Half(.loss, in: losses, reference: references.loss)
    )
    table = ColumnTable(
      source: "\(rates.source) and \(losses.source)",
      names: [halves.0.table.names[halves.0.steps], halves.0.name, halves.1.name],
      columns: [
        rates.columns[halves.0.steps] + losses.columns[halves.1.steps],
        rates.columns[halves.0.column] + losses.columns[halves.1.column].map { _ in .missing },
        rates.columns[halves.0.column].map { _ in .missing } + losses.columns[halves.1.column],
      ])
    format = first.format
    notes = first.notes + second.notes
    (steps, rate, loss) = ([0], 1, 2)
    isFromTwoFiles = true
    try rates.checkNumbers(of: halves.0.column)
    try losses.checkNumbers(of: halves.1.column)
  }

  /// The learning rates and losses that belong together.
  ///
  /// Rows that have neither are no points: an evaluation that was logged in between.
  ///
  /// - Parameter notes: Receives what was joined.
  /// - Returns: The pairs, in the order of the log.
  /// - Throws: `DataError` when rates and losses stand in different rows, and no column tells which
  ///   belong together.
  func pairs(
    notes: inout [CurveFile.Note]
  ) throws(DataError) -> [(rate: ColumnTable.Cell, loss: ColumnTable.Cell)] {
    let rows = table.columns[rate].indices.map { row in
      StepJoin.Row(
        rate: table.columns[rate][row], loss: table.columns[loss][row],
        steps: steps.map { table.columns[$0][row] })
    }
    guard isFromTwoFiles || StepJoin.isNeeded(for: rows) else {
      // The phases and repeats of our own files stand beside each row.
      return rows.filter { table.isOurs || $0.rate != .missing || $0.loss != .missing }
        .map { ($0.rate, $0.loss) }
    }
    guard let join = StepJoin(rows, columns: steps.count) else {
      let names = steps.map { "'\(table.names[$0].singleLine)'" }.joined(separator: ", ")
      throw DataError(
        .unusableData, source: table.source,
        "learning rates and losses stand in different rows, and "
          + (steps.isEmpty
            ? "no column says which belong together" : "few of them have the same \(names)"),
        remedy: "log both at once, or with the same number in a column 'step'")
    }
    notes.append(.joined(join.pairs.count, column: join.column.map { table.names[steps[$0]] }))
    if join.alone > 0 { notes.append(.alone(join.alone)) }
    return join.pairs
  }
}

extension ColumnTable {
  /// The file's name without its folders.
  fileprivate var fileName: String {
    source.split(separator: "/").last.map(String.init) ?? source
  }

  /// Whether a column's name, or the file's, says that it holds one of the two.
  fileprivate func isFor(_ column: CurveColumn) -> Bool {
    column.isNamed(in: self) || column.mayBe(fileName)
  }
}
