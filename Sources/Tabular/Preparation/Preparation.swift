/// The way from a raw table to a dataset.
struct Preparation {
  var options: TableOptions
  var table: RawTable
  let targetIndex: Int
  /// The target of each row as it was read.
  var targetValues: [Float]
  /// The target with all its digits, where single precision does not tell its numbers apart.
  var exactTarget: ExactTarget?
  /// What the rules for columns need to know of those digits.
  var exactTargetColumn: ExactColumn?
  /// Why columns are dropped, in their order.
  var dropReasons: [DataReport.DropReason?]
  /// The rows of the first file that are used.
  var own: RowSelection
  /// What the rows are split by, where that is a column.
  private var splitKeys: SplitKeys?
  /// The rows of the validation file, if there is one.
  private var held: RowSelection?
  let rowsRead: Int
  /// How the files were read.
  private var reading: TableReading?

  /// Reads the files and decides which rows and columns are used.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How it is read and prepared.
  /// - Throws: `DataError` when a file cannot be read, or nothing is left to learn from.
  init(path: String, options: TableOptions) throws(DataError) {
    self.options = options
    table = try RawTable.read(InputSource.at(path), options: options)
    targetIndex = try table.columns.targetIndex(options, source: table.source)
    rowsRead = table.storage.count
    targetValues = table.values(
      of: table.columns[targetIndex], rows: 0..<rowsRead, threads: options.readingThreads)
    own = RowSelection(targets: targetValues[...], first: 0, threads: options.readingThreads)
    if let total = table.totalRow, own.rows.last.map(Int.init) == total { own.rows.removeLast() }
    guard !own.rows.isEmpty else {
      throw DataError(
        .unusableData, source: table.source, column: table.columns[targetIndex].targetReference,
        "no row has a value", remedy: table.emptyTargetRemedy(isChosen: options.target != nil))
    }
    if let rows = options.rows, let note = own.sample(rows, seed: options.seed) {
      table.notes.append(note)
    }
    dropReasons = Array(repeating: nil, count: table.columns.count)
    splitKeys = try SplitKeys(options.strategy, of: table, rows: own.rows)
    try refineTarget()
    try decideColumns()
    if case .file(let path) = options.validation { try readValidation(path) }
    try readExactTarget()
    let splitColumn = try options.strategy.column?.index(in: table.columns, source: table.source)
    reading = TableReading(
      table, options: options, target: targetIndex, splitColumn: splitColumn,
      timeForm: splitKeys?.timeForm)
  }

  private mutating func readValidation(_ path: String) throws(DataError) {
    let source = InputSource.at(path)
    try table.append(source, options: options)
    targetValues += table.values(
      of: table.columns[targetIndex], rows: rowsRead..<table.storage.count,
      threads: options.readingThreads)
    let selection = RowSelection(
      targets: targetValues[rowsRead...], first: rowsRead, threads: options.readingThreads)
    guard !selection.rows.isEmpty else {
      throw DataError(
        .unusableData, source: source.name, column: table.columns[targetIndex].targetReference,
        "no row has a value", remedy: "give a file with validation rows")
    }
    if selection.withoutTarget > 0 {
      table.notes.append(
        "\(selection.withoutTarget) validation rows without a target are left out")
    }
    table.notes.append(
      "the validation rows are the \(selection.rows.count) rows of \(source.name)")
    held = selection
  }

  /// Splits, fits on the training part, and transforms all rows in place.
  ///
  /// - Parameter cut: Which rows are held back; nil where a file holds them.
  /// - Returns: The prepared table.
  /// - Throws: `DataError` when the target cannot be predicted, or there are too few rows.
  mutating func run(_ cut: Cut?) throws(DataError) -> Dataset {
    let target = table.columns[targetIndex]
    let rules = TargetRules(
      table: table, column: target, values: targetValues, exact: exactTarget,
      exactColumn: exactTargetColumn,
      rows: held.map { own.rows + $0.rows } ?? own.rows, ownRowCount: rowsRead,
      task: options.task)
    let (resolved, classCounts, shuffled) = try resolveAndShuffle(rules, cut: cut)
    let (split, splitReport) = try makeSplit(
      cut, of: resolved.target, classCounts: classCounts, shuffled: shuffled)
    targetValues = []
    exactTarget = nil
    let (order, trainingRowCount) = (split.order, split.trainingCount)
    let threads = options.readingThreads
    table.storage.reorder(order, threads: threads)
    let moments = ColumnMoments(
      of: table.storage, rows: 0..<trainingRowCount, threads: threads)
    let rest = ColumnMoments(
      of: table.storage, rows: trainingRowCount..<order.count, threads: threads)
    let targets = try makeTargets(resolved.target, order: order, moments: moments)
    let indices = dropReasons.indices.filter { $0 != targetIndex && dropReasons[$0] == nil }
    let layout = FeatureLayout(
      table: table, indices: indices, trainingRowCount: trainingRowCount, moments: moments)
    for index in indices {
      if case .dropped(let reason) = layout.uses[index] { dropReasons[index] = reason }
    }
    try judgeConstants(among: indices, rows: order[..<trainingRowCount])
    guard !layout.featureNames.isEmpty else { throw featurelessError() }
    let isRegression = if case .values = targets { true } else { false }
    let numeric = table.columns.indices.filter {
      layout.uses[$0] == .numeric && dropReasons[$0] == nil || isRegression && $0 == targetIndex
    }
    let told = noteSentinels(columns: numeric, training: moments, rest: rest)
    try noteFarCells(
      order: order, columns: numeric.filter { !told.contains($0) },
      trainingRows: trainingRowCount, training: moments, rest: rest)
    let features = try makeFeatures(layout, threads: threads)
    let rowCount = features.rowCount
    if held != nil {
      noteRepeatedRows(
        RepeatedRows.count(in: features, targets: targets, trainingRowCount: trainingRowCount),
        of: rowCount - trainingRowCount, trained: trainingRowCount)
    }
    return Dataset(
      features: features, featureNames: layout.featureNames, targets: targets,
      trainingRowCount: trainingRowCount,
      report: makeReport(
        task: resolved, split: splitReport, layout: layout, training: moments, rest: rest))
  }

  /// Turns the raw rows into features, in their own memory.
  private func makeFeatures(
    _ layout: FeatureLayout, threads: Int
  ) throws(DataError) -> FeatureMatrix {
    do throws(OutOfMemory) {
      try layout.apply(to: table.storage, threads: threads)
      let rowCount = table.storage.count
      return FeatureMatrix(
        adoptingMallocated: try table.storage.release(), rows: rowCount,
        columns: layout.featureNames.count)
    } catch {
      throw error.error(source: table.source)
    }
  }

  /// Tells of a validation file that is the training file, or the most of it. Some equal rows are
  /// natural where there are few different ones.
  private mutating func noteRepeatedRows(_ repeated: Int, of count: Int, trained: Int) {
    guard 2 * repeated >= min(count, trained) else { return }
    table.notes.append(
      "\(repeated == count ? "all \(count)" : "\(repeated) of the \(count)") validation rows are "
        + "training rows too, so the validation loss says little of new rows: hold others back")
  }

  /// Finds out what the target is and how many rows each class has and, where some of the rows are
  /// held back, shuffles them meanwhile.
  private func resolveAndShuffle(
    _ rules: TargetRules, cut: Cut?
  ) throws(DataError) -> (
    resolved: (target: RawTarget, reason: String?), classCounts: [Int], shuffled: [Int32]
  ) {
    // Each is written by one thread, and read when both are done.
    nonisolated(unsafe) var resolved: Result<(target: RawTarget, reason: String?), DataError>?
    nonisolated(unsafe) var classCounts: [Int] = []
    nonisolated(unsafe) var shuffled: [Int32] = []
    nonisolated(unsafe) let rules = rules
    let (rows, options) = (own.rows, options)
    let isSmall = rows.count < Pieces.fewestElements
    Pieces.perform(2, threads: isSmall ? 1 : options.readingThreads) { parts in
      for part in parts {
        if part == 0 {
          resolved = Result { () throws(DataError) in try rules.resolve() }
          if case .success(let found) = resolved { classCounts = found.target.counts(of: rows) }
        } else if let cut {
          shuffled = Split.shuffled(rows, seed: options.seed, index: cut.orderIndex)
        }
      }
    }
    guard let resolved else { preconditionFailure("the first part was not done") }
    return (try resolved.get(), classCounts, shuffled)
  }

  /// Splits the rows that are used.
  private mutating func makeSplit(
    _ cut: Cut?, of target: RawTarget, classCounts: [Int], shuffled: consuming [Int32]
  ) throws(DataError) -> (Split, DataReport.Split?) {
    let split: Split
    var report: DataReport.Split?
    if let cut {
      let labels: Split.Labels
      switch target {
      case .classes(let classes, _): labels = .classes(classes, counts: classCounts)
      case .numbers: labels = .values(targetValues)
      }
      (split, report) = try Split.cut(
        cut, shuffled: shuffled, labels: labels, keys: splitKeys, seed: options.seed,
        notes: &table.notes, source: table.source)
    } else {
      split = Split(
        training: own.rows, validation: held?.rows ?? [], seed: options.seed)
    }
    guard split.trainingCount >= Split.fewestTrainingRows, split.validationCount > 0 else {
      throw DataError(
        .unusableData, source: table.source,
        "\(own.rows.count) rows are too few to split: \(split.trainingCount) would be trained on "
          + "and \(split.validationCount) held back",
        remedy: "use more rows, another --validation share, or a validation file")
    }
    return (split, report)
  }

  /// The missing values of a column among the rows that are used.
  private func missingCount(_ index: Int, training: ColumnMoments, rest: ColumnMoments) -> Int {
    let column = table.columns[index]
    switch dropReasons[index] {
    case .requested, .splitTime, .splitGroup: return 0
    case .constant, .belowPrecision, .identifier, .mostlyNumbers, .freeText, .date,
      .tooManyCategories, nil:
      break
    }
    // A dropped column is not read from a validation file.
    let isReadThere = held == nil || column.kind != .skipped
    return training.missing[column.slot] + (isReadThere ? rest.missing[column.slot] : 0)
  }

  private func makeReport(
    task: (target: RawTarget, reason: String?), split: DataReport.Split?, layout: FeatureLayout,
    training: ColumnMoments, rest: ColumnMoments
  ) -> DataReport {
    let columns = table.columns.indices.map { index in
      let column = table.columns[index]
      let use = dropReasons[index].map(DataReport.Use.dropped) ?? layout.uses[index] ?? .target
      return DataReport.Column(
        name: column.name, number: column.number, use: use,
        missing: missingCount(index, training: training, rest: rest))
    }
    let isClassification = if case .classes = task.target { true } else { false }
    return DataReport(
      source: table.source, delimiter: Character(UnicodeScalar(table.dialect.delimiter)),
      decimalComma: table.dialect.numbers.decimalComma, hasHeader: table.dialect.hasHeader,
      rowsRead: rowsRead, rowsWithoutTarget: own.withoutTarget,
      missingTargetWords: table.columns[targetIndex].missingUse.text(table.dialect.numbers.missing),
      split: split, task: isClassification ? .classification : .regression, taskReason: task.reason,
      columns: columns, notes: table.notes, reading: reading)
  }
}
