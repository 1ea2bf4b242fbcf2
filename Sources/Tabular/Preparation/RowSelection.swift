import RandomStreams

/// Which rows are used, before they are split.
struct RowSelection {
  /// The rows with a target, in file order.
  var rows: [Int32]
  /// The number of rows whose target is missing.
  var withoutTarget: Int

  /// Selects the rows that have a target.
  ///
  /// - Parameters:
  ///   - targets: The targets of rows that follow one another.
  ///   - first: The first of those rows.
  /// - Complexity: O(rows)
  init(targets: ArraySlice<Float>, first: Int) {
    rows = []
    rows.reserveCapacity(targets.count)
    for (row, target) in zip(first..., targets) where !target.isNaN { rows.append(Int32(row)) }
    withoutTarget = targets.count - rows.count
  }

  /// Keeps a seeded random sample, in file order.
  ///
  /// - Parameters:
  ///   - size: How many rows are kept.
  ///   - seed: The seed of the sample.
  /// - Returns: A note when there are not as many rows.
  mutating func sample(_ size: TableOptions.Rows, seed: UInt64) -> String? {
    let count =
      switch size {
      case .count(let count): count
      case .share(let share): Int((Double(rows.count) * share).rounded())
      }
    guard count <= rows.count else {
      return "There are fewer than \(count) rows with a target, so all \(rows.count) are used."
    }
    var stream = RandomStream(seed: seed, purpose: .rowSample)
    stream.shuffle(&rows)
    rows.removeLast(rows.count - count)
    rows.sort()
    return nil
  }
}
