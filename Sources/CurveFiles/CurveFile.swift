import Tabular
import Tuning

/// A range test that was read from a CSV or JSON file.
package struct CurveFile: Sendable {
  package enum Format: String, Sendable, Hashable { case csv, json }

  /// The file's name in messages.
  package let source: String
  package let format: Format
  /// The names of the two columns that were taken.
  package let learningRateColumn: String
  package let lossColumn: String
  package let curve: RecordedCurve

  /// The points of all trainings in it.
  package var pointCount: Int { curve.runs.reduce(0) { $0 + $1.count } }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: A path, or `-` for standard input.
  ///   - learningRateColumn: The column's name or number; nil to find it by its usual names.
  ///   - lossColumn: The same for the loss.
  /// - Throws: `DataError` when it cannot be read, or a column is missing or holds text.
  package init(
    path: String, learningRateColumn: String? = nil, lossColumn: String? = nil
  ) throws(DataError) {
    let table: ColumnTable
    let columns: (learningRate: Int, loss: Int)
    switch try TextDocument.read(path: path) {
    case .table(let text):
      format = .csv
      table = ColumnTable(text)
      columns = try Self.columns(of: table, learningRateColumn, lossColumn)
    case .json(let bytes, let source):
      format = .json
      let tables = try ColumnTable.tables(inJSON: bytes, source: source)
      guard let outermost = tables.first else {
        throw DataError(
          .unusableData, source: source, "holds no lists of numbers",
          remedy: #"write {"lr": […], "loss": […]}"#)
      }
      table =
        tables.first { (try? Self.columns(of: $0, learningRateColumn, lossColumn)) != nil }
        ?? outermost
      columns = try Self.columns(of: table, learningRateColumn, lossColumn)
    }
    source = table.source
    self.learningRateColumn = table.names[columns.learningRate]
    self.lossColumn = table.names[columns.loss]
    let rates = try table.numbers(of: columns.learningRate)
    let losses = try table.numbers(of: columns.loss)
    guard rates.count == losses.count else {
      throw DataError(
        .unusableData, source: source,
        "'\(self.learningRateColumn)' holds \(rates.count) values and '\(self.lossColumn)' "
          + "\(losses.count)",
        remedy: "write as many learning rates as losses")
    }
    let points = zip(rates, losses).map { RecordedCurve.Point(learningRate: $0, loss: $1) }
    guard table.settingCount <= 1 else {
      throw DataError(
        .unusableData, source: table.source,
        "holds the range tests of \(table.settingCount) settings that 'lrfind find' compared",
        remedy: "keep the rows of one optimizer, schedule and batch size")
    }
    curve = RecordedCurve(
      runs: table.runs(of: points), isSmoothed: table.isSmoothed(loss: columns.loss))
  }

  private static func columns(
    of table: ColumnTable, _ learningRateColumn: String?, _ lossColumn: String?
  ) throws(DataError) -> (learningRate: Int, loss: Int) {
    let loss = try CurveColumn.loss.find(in: table, reference: lossColumn)
    let rate = try CurveColumn.learningRate.find(in: table, reference: learningRateColumn)
    guard rate != loss else {
      throw DataError(
        .usage, source: table.source, column: table.reference(loss),
        "cannot be both the learning rate and the loss",
        remedy: "name two columns with --lr-column and --loss-column")
    }
    return (rate, loss)
  }
}

extension ColumnTable {
  /// The phase of our own files that is a range test.
  private static let rangeTest = Cell.text("range_test")

  /// Whether it is a file that `lrfind find` wrote.
  private var isOurs: Bool {
    guard let phase = names.firstIndex(of: "phase"), names.contains("repeat") else { return false }
    return columns[phase].contains(Self.rangeTest)
  }

  /// How many settings a file of our own holds range tests of.
  fileprivate var settingCount: Int {
    guard isOurs, let phase = names.firstIndex(of: "phase") else { return 1 }
    let axes = ["schedule", "optimizer", "batch_size"].compactMap { names.firstIndex(of: $0) }
    let rows = columns[phase].indices.filter { columns[phase][$0] == Self.rangeTest }
    return Set(rows.map { row in axes.map { "\(columns[$0][row])" } }).count
  }

  /// The points of each training. Our own files hold several, and the confirmation behind them.
  fileprivate func runs(of points: [RecordedCurve.Point]) -> [[RecordedCurve.Point]] {
    guard isOurs, let phase = names.firstIndex(of: "phase"),
      let repetition = names.firstIndex(of: "repeat")
    else { return [points] }
    var runs: [[RecordedCurve.Point]] = []
    var order: [String: Int] = [:]
    for row in points.indices where columns[phase][row] == Self.rangeTest {
      let key = "\(columns[repetition][row])"
      if order[key] == nil { runs.append([]) }
      let run = order[key] ?? runs.count - 1
      order[key] = run
      runs[run].append(points[row])
    }
    return runs
  }

  /// Whether the losses are averages already, as far as the name says it.
  fileprivate func isSmoothed(loss column: Int) -> Bool? {
    let name = names[column].lowercased()
    if ["smooth", "average", "avg", "running"].contains(where: name.contains) { return true }
    return isOurs && name == "loss" ? false : nil
  }
}
