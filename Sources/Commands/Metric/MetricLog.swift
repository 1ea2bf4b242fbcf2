import CurveFiles

/// Figures that a training wrote, by their names, in the order in which it did.
struct MetricLog: Sendable {
  struct Point: Sendable, Equatable {
    var value: Double
    /// The epoch, iteration or step that it was logged at, where the log tells.
    var place: Double?
  }

  /// The names, in the order in which they first appeared.
  private(set) var names: [String] = []
  private var series: [String: [Point]] = [:]

  /// What was logged under a name.
  subscript(name: String) -> [Point] { series[name] ?? [] }

  mutating func add(_ value: Double, to name: String, place: Double?) {
    if series[name] == nil { names.append(name) }
    series[name, default: []].append(Point(value: value, place: place))
  }
}

extension MetricLog {
  /// The names of columns that say where a row belongs.
  private static let places: Set = [
    "epoch", "epochs", "step", "steps", "global_step", "iteration", "iterations", "iter", "round",
    "batch", "time", "wall_time", "timestamp", "_step", "_runtime", "_timestamp",
  ]

  /// Takes over the columns of a file.
  ///
  /// NaN stands for an empty cell in a column where a number follows one: some loggers fill with it what
  /// a row does not have.
  init(_ table: LoggedNumbers) {
    let epochs = table.epochs
    for (name, column) in zip(table.names, table.columns)
    where !Self.places.contains(name.lowercased()) {
      let firstNaN = column.firstIndex { $0?.isNaN ?? false } ?? column.count
      let isFilled = column[firstNaN...].contains { $0?.isNaN == false }
      for (row, value) in column.enumerated() {
        guard let value, !value.isNaN || !isFilled else { continue }
        let place = epochs.flatMap { row < $0.count ? $0[row] : nil }
        add(value, to: name, place: place)
      }
    }
  }
}

/// The figure that a training is judged by, as far as it was logged.
package struct MetricSeries: Sendable, Equatable {
  /// Its name in the log.
  package let name: String
  /// Whether it is of rows that are not trained on.
  package let isHeldOut: Bool
  let points: [MetricLog.Point]

  init?(_ name: String, in log: MetricLog) {
    let points = log[name]
    guard !points.isEmpty else { return nil }
    self.name = name
    self.points = points
    isHeldOut = MetricName(name).isHeldOut
  }

  private init(_ series: Self, points: ArraySlice<MetricLog.Point>) {
    (name, isHeldOut) = (series.name, series.isHeldOut)
    self.points = Array(points)
  }

  /// Whether its last value is a number.
  var isFinite: Bool { points.last?.value.isFinite ?? true }

  /// It as far as its first value that is none.
  var untilNonFinite: Self {
    Self(self, points: points[...(points.firstIndex { !$0.value.isFinite } ?? points.count - 1)])
  }

  /// Its first entries, of which it has as many.
  func prefix(_ count: Int) -> Self {
    guard hasEpochs else { return Self(self, points: points.prefix(count)) }
    var (epochs, last) = (0, Double?.none)
    let end = points.firstIndex { point in
      if point.place != last { (epochs, last) = (epochs + 1, point.place) }
      return epochs > count
    }
    return Self(self, points: points[..<(end ?? points.count)])
  }

  /// Its values, in the order of the log.
  package var values: [Double] { points.map(\.value) }

  /// The first value.
  package var first: Double { points[0].value }

  /// What the training ended with: the last value, or of a loss on batches that are trained on, which
  /// scatters, the mean over the last tenth.
  package var end: Double {
    guard let last = points.last?.value, !isHeldOut else { return points.last?.value ?? .nan }
    guard last.isFinite else { return last }
    let tail = points.suffix(max(1, points.count / 10)).map(\.value)
    return tail.reduce(0, +) / Double(tail.count)
  }

  /// Whether the log tells epochs, as whole numbers.
  private var hasEpochs: Bool {
    points.allSatisfy { $0.place.map { $0 == $0.rounded() } ?? false }
  }

  /// Its values, numbered from 1: the last one of each epoch, where the log tells epochs, else all.
  package var entries: [(number: Int, value: Double)] {
    guard hasEpochs else { return points.enumerated().map { ($0 + 1, $1.value) } }
    var entries: [(number: Int, value: Double)] = []
    var last: Double?
    for point in points {
      if point.place == last, let number = entries.last?.number {
        entries[number - 1].value = point.value
      } else {
        entries.append((entries.count + 1, point.value))
      }
      last = point.place
    }
    return entries
  }

  /// How many entries are behind. An epoch whose batches are still being logged is not, and one line alone does not
  /// tell whether more of its epoch follow.
  package var progress: Int {
    let count = entries.count
    guard hasEpochs, !isHeldOut else { return count }
    return count > 1 && count == points.count ? count : count - 1
  }
}
