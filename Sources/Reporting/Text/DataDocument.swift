import Tabular

/// What was read from a table and what became of its columns, as a part of a JSON object.
struct DataDocument: Encodable {
  struct Dropped: Encodable {
    var column: String
    var reason: String
  }

  struct ClassShare: Encodable {
    var name: String
    var share: Double
  }

  struct Imputed: Encodable {
    var column: String
    var values: Int
  }

  /// What the rows are split by, where that is a column.
  struct Split: Encodable {
    var by: String
    var column: String
    /// The first time that is held back.
    var from: String?
    /// How many groups there are, and how many of them are held back.
    var groups: Int?
    var heldBackGroups: Int?

    init(_ split: DataReport.Split) {
      switch split {
      case .byTime(let column, let from, _):
        (by, self.column, self.from) = ("time", column, from)
      case .byGroup(let column, let groups, let heldBack):
        (by, self.column, self.groups, heldBackGroups) = ("group", column, groups, heldBack)
      }
    }
  }

  var source: String
  var rows: Int
  var trainingRows: Int
  var validationRows: Int
  var split: Split?
  var rowsWithoutTarget: Int
  var features: Int
  var task: DataReport.Task
  var target: String
  var classes: [String]?
  /// The share of the rows that each has, the most frequent first.
  var classShares: [ClassShare]?
  var dropped: [Dropped]
  var imputed: [Imputed]
  /// What was inferred and may surprise, and what looks like a mistake.
  var notes: [String]

  init(_ dataset: Dataset) {
    let report = dataset.report
    source = report.source
    rows = report.rowsRead
    trainingRows = dataset.trainingRowCount
    validationRows = dataset.validationRowCount
    split = report.split.map { Split($0) }
    rowsWithoutTarget = report.rowsWithoutTarget
    features = dataset.features.columnCount
    task = report.task
    target = report.columns.first { $0.use == .target }?.name ?? ""
    dropped = report.columns.compactMap { column in
      guard case .dropped(let reason) = column.use else { return nil }
      return Dropped(column: column.name, reason: reason.summary)
    }
    imputed = report.imputedColumns.map { Imputed(column: $0.name, values: $0.missing) }
    notes = report.notes
    if case .classes(_, let names) = dataset.targets { classes = names }
    classShares = ClassShares(dataset)?.classes.map { ClassShare(name: $0.name, share: $0.share) }
  }
}
