import Tabular
import Tuning

/// A range test that was read from one file, or from two with one column each.
package struct CurveFile: Sendable {
  package enum Format: String, Sendable, Hashable {
    case csv, json
    /// JSON lines.
    case jsonl
    /// TensorBoard's event files.
    case tfevents
  }

  /// Something about the reading that a user may not expect.
  package enum Note: Sendable, Hashable {
    /// So many steps had the learning rate and the loss in different rows, which were joined; on a
    /// column, or each rate with the row behind it.
    case joined(Int, column: String?)
    /// So many steps with only one of the two were left out.
    case alone(Int)
    /// The column holds logarithms of the rates, natural, binary or decimal ones.
    case logarithms(String, column: String)
    /// So many bytes at the end of an event file make no whole record.
    case cutRecord(bytes: Int)
    /// The last line of JSON lines is no whole one.
    case cutLine(Int)
    /// So many event files of a folder were read one after the other.
    case eventFiles(Int)
  }

  /// The file's name in messages.
  package let source: String
  package let format: Format
  /// The names of the two columns that were taken.
  package let learningRateColumn: String
  package let lossColumn: String
  package let notes: [Note]
  package let curve: RecordedCurve
  /// The mean validation loss that whole trainings with each rate ended with, nil where any diverged, by rising
  /// rate; empty but for a file that `lrfind find` wrote, which decided by them.
  package let wholeTrainings: [(learningRate: Double, loss: Double?)]

  /// The points of all trainings in it.
  package var pointCount: Int { curve.runs.reduce(0) { $0 + $1.count } }

  /// Reads a file, or two.
  ///
  /// - Parameters:
  ///   - path: A path, or `-` for standard input.
  ///   - lossPath: The file with the losses, where the first holds the learning rates alone. If the
  ///     names say that it is the other way round, it is.
  ///   - learningRateColumn: The column's name or number; nil to find it by its usual names.
  ///   - lossColumn: The same for the loss.
  /// - Throws: `DataError` when it cannot be read, or a column is missing or holds text.
  package init(
    path: String, lossPath: String? = nil, learningRateColumn: String? = nil,
    lossColumn: String? = nil
  ) throws(DataError) {
    let references = (rate: learningRateColumn, loss: lossColumn)
    let logged: LoggedTable
    if let lossPath {
      logged = try LoggedTable(paths: (path, lossPath), references: references)
    } else {
      logged = try LoggedTable(path: path, references: references)
    }
    let table = logged.table
    source = table.source
    format = logged.format
    self.learningRateColumn = table.names[logged.rate]
    self.lossColumn = table.names[logged.loss]
    try table.checkNumbers(of: logged.rate)
    try table.checkNumbers(of: logged.loss)
    guard table.columns[logged.rate].count == table.columns[logged.loss].count else {
      throw DataError(
        .unusableData, source: source,
        "'\(self.learningRateColumn)' holds \(table.columns[logged.rate].count) values and "
          + "'\(self.lossColumn)' \(table.columns[logged.loss].count)",
        remedy: "write as many learning rates as losses")
    }
    guard table.settingCount <= 1 else {
      throw DataError(
        .unusableData, source: table.source,
        "holds the range tests of \(table.settingCount) settings that 'lrfind find' compared",
        remedy: "keep the rows of one optimizer, schedule and batch size")
    }
    var notes = logged.notes
    let pairs = try logged.pairs(notes: &notes)
    let scale = try RateScale(
      name: self.learningRateColumn, numbers: pairs.map(\.rate.number), of: table,
      column: logged.rate)
    if let base = scale.baseName {
      notes.append(.logarithms(base, column: self.learningRateColumn))
    }
    let points = pairs.map { pair in
      RecordedCurve.Point(
        learningRate: scale.rate(pair.rate.number), loss: pair.loss.number,
        hasLoss: pair.loss != .missing)
    }
    self.notes = notes
    wholeTrainings = table.wholeTrainings
    curve = RecordedCurve(
      runs: table.runs(of: points), isSmoothed: table.isSmoothed(loss: logged.loss))
  }
}

extension ColumnTable {
  /// The phase of our own files that is a range test.
  private static let rangeTest = Cell.text("range_test")

  /// Whether it is a file that `lrfind find` wrote.
  var isOurs: Bool {
    guard let phase = names.firstIndex(of: "phase"), names.contains("repeat") else { return false }
    return columns[phase].contains(Self.rangeTest)
  }

  /// What a file of our own holds besides range tests.
  fileprivate var wholeTrainings: [(learningRate: Double, loss: Double?)] {
    let places = ["phase", "learning_rate", "validation_loss"].compactMap(names.firstIndex)
    guard isOurs, places.count == 3 else { return [] }
    let cells = places.map { columns[$0] }
    var losses: [Double: [Double?]] = [:]
    for row in cells[0].indices where cells[0][row] == .text("decision") {
      guard case .number(let rate) = cells[1][row] else { continue }
      if case .number(let loss) = cells[2][row] {
        losses[rate, default: []].append(loss)
      } else {
        losses[rate, default: []].append(nil)
      }
    }
    return losses.sorted { $0.key < $1.key }.map { rate, losses in
      let sound = losses.compactMap { $0 }
      return (
        rate, sound.count == losses.count ? sound.reduce(0, +) / Double(sound.count) : nil
      )
    }
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
