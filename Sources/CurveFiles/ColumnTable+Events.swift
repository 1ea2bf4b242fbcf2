import Tabular

extension ColumnTable {
  /// The most cells that a table is laid out with; beyond that only tags that may belong to a curve.
  private static let cellLimit = 1 << 22

  /// Lays an event file out as a table: a row a step, a column a tag, and the steps in front.
  ///
  /// A tag that was logged several times at a step keeps its last number.
  ///
  /// - Parameters:
  ///   - events: The file.
  ///   - source: Its name in messages.
  ///   - wanted: The tags that the user named.
  /// - Throws: `DataError` when it holds no scalars, or too many.
  init(_ events: EventFile, source: String, wanted: [String]) throws(DataError) {
    var tags = events.scalars.map(\.tag).withoutRepetition
    let steps = events.scalars.map(\.step).withoutRepetition
    guard !tags.isEmpty else {
      throw DataError(
        .unusableData, source: source, "is an event file without scalars",
        remedy: "log the learning rate and the loss with add_scalar at every step")
    }
    if tags.count * steps.count > Self.cellLimit {
      tags = tags.filter { tag in
        wanted.contains(tag) || CurveColumn.allCases.contains { $0.mayBe(tag) }
      }
      guard tags.count * steps.count <= Self.cellLimit else {
        throw DataError(
          .unusableData, source: source,
          "holds \(tags.count) tags at \(steps.count) steps, more than one range test has",
          remedy: "give the event file of one range test")
      }
    }
    let rowOf = Dictionary(uniqueKeysWithValues: zip(steps, 0...))
    let columnOf = Dictionary(uniqueKeysWithValues: zip(tags, 0...))
    var columns = tags.map { _ in [Cell](repeating: .missing, count: steps.count) }
    for scalar in events.scalars {
      guard let column = columnOf[scalar.tag], let row = rowOf[scalar.step] else { continue }
      columns[column][row] = Cell(scalar.value)
    }
    self.source = source
    names = [StepColumn.names[0]] + tags
    self.columns = [steps.map { Cell(Double($0)) }] + columns
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it first stands.
  fileprivate var withoutRepetition: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
