/// A cell that lies absurdly far from all others of its column: a typing error, or two numbers run
/// together. Where it is held back it spoils the validation loss, and where it is trained on the
/// scale of its column.
///
/// It lies more than `farDeviations` robust deviations from the median. Median and deviation (the
/// median of the distances from it) are those of the cells other than the commonest value, so that
/// a column that is mostly zero has a scale too. Where more than half of these are equal as well,
/// the deviation is the median of the distances that are not zero, of all cells.
struct FarCell {
  /// How many robust deviations are absurd.
  static let farDeviations = 1000.0
  /// The rows that median and deviation are taken from, which stand in random order.
  private static let sampleRows = 1001
  /// The fewest cells other than the commonest value that show a scale.
  private static let fewestCells = 8

  /// The place of its row among the rows in their present order.
  let place: Int
  let value: Double
  /// Whether it lies above the others.
  let isAbove: Bool
  /// The largest of the others, or the smallest where it lies below them; its distance tells an
  /// error from a long tail.
  let next: Double
  /// How many other cells lie beyond the limit too.
  let others: Int

  /// Whether the farthest cell of a column may be absurd, which spares nearly all columns the sorting.
  ///
  /// One absurd cell among n lies √n standard deviations from the mean, k of them √(n / k); where a
  /// large share of the cells lies far from the others, none is a mistake.
  ///
  /// - Parameters:
  ///   - distance: How far it lies from the mean.
  ///   - deviation: The standard deviation.
  ///   - rows: The number of rows behind both.
  /// - Returns: Whether it lies further than that of one in a hundred, or of eight cells.
  static func mayBeFar(_ distance: Double, of deviation: Double, rows: Int) -> Bool {
    distance > min(10, (Double(rows) / 8).squareRoot()) * deviation
  }

  /// Finds the farthest cell of a column; nil when it does not lie beyond the limit.
  ///
  /// - Parameters:
  ///   - column: The column.
  ///   - storage: The rows, in random order.
  ///   - range: The smallest and the largest of the column's values.
  /// - Complexity: O(sample · log sample); O(rows) where one is found, or nearly all cells are the
  ///   same.
  init?(in column: RawColumn, of storage: RowStorage, range: ClosedRange<Double>) {
    let slot = column.slot
    let rows = 0..<storage.count
    guard
      let scale = Scale(rows.prefix(Self.sampleRows).map { storage.row($0)[slot] })
        ?? Scale(rows.map { storage.row($0)[slot] })
    else { return nil }
    let limit = Self.farDeviations * scale.deviation
    func distance(_ value: Double) -> Double { abs(value - scale.median) }
    guard max(distance(range.lowerBound), distance(range.upperBound)) > limit else { return nil }
    var (place, value, far) = (0, scale.median, 0)
    for row in rows {
      let candidate = Double(storage.row(row)[slot])
      if distance(candidate) > limit { far += 1 }
      if distance(candidate) > distance(value) { (place, value) = (row, candidate) }
    }
    guard far > 0 else { return nil }
    let isAbove = value > scale.median
    let next = rows.reduce(isAbove ? -Double.infinity : .infinity) { next, row in
      let candidate = Double(storage.row(row)[slot])
      guard row != place, !candidate.isNaN else { return next }
      return isAbove ? max(next, candidate) : min(next, candidate)
    }
    self.place = place
    self.isAbove = isAbove
    self.value = value + column.origin
    self.next = next + column.origin
    others = far - 1
  }

  /// Median and robust deviation of cells.
  private struct Scale {
    let median: Double
    let deviation: Double

    /// nil when there are too few cells other than the commonest value.
    init?(_ cells: [Float]) {
      let sorted = cells.filter { !$0.isNaN }.sorted()
      let common = Self.longestRun(of: sorted)
      let others = Array(sorted[..<common.lowerBound] + sorted[common.upperBound...])
      guard others.count >= FarCell.fewestCells else { return nil }
      let median = Double(others[others.count / 2])
      var distances = others.map { abs(Double($0) - median) }.sorted()
      if distances[distances.count / 2] == 0 {
        distances = sorted.map { abs(Double($0) - median) }.filter { $0 > 0 }.sorted()
        guard !distances.isEmpty else { return nil }
      }
      self.median = median
      deviation = distances[distances.count / 2]
    }

    /// Where the commonest value stands; the first of several.
    private static func longestRun(of sorted: [Float]) -> Range<Int> {
      var longest = 0..<0
      var start = 0
      for index in sorted.indices
      where index + 1 == sorted.count || sorted[index + 1] != sorted[index] {
        if index + 1 - start > longest.count { longest = start..<index + 1 }
        start = index + 1
      }
      return longest
    }
  }
}
