import RandomStreams

/// The groups that the rows of a table belong to, and the ways to hold back some of them whole.
struct RowGroups: Sendable {
  /// The group of each row of the table; -1 for a row that is not used.
  let codes: [Int32]
  /// How many rows each has.
  let sizes: [Int]

  /// The groups that are held back.
  ///
  /// They are drawn in a random order. One is taken where that brings the rows that are held back
  /// nearer to their share, so that a large one may be passed over; the smallest where none would. At
  /// least one remains to be trained on. Folds are drawn one after the other, each of what the
  /// ones before it left; so the first is the ordinary split with the same share.
  ///
  /// - Parameters:
  ///   - cut: Which of the ways.
  ///   - seed: The seed.
  /// - Returns: Whether each is held back; nil where there are too few groups.
  /// - Complexity: O(groups · folds)
  func heldBack(_ cut: Cut, seed: UInt64) -> [Bool]? {
    var order = sizes.indices.map { Int32($0) }
    var stream = RandomStream(seed: seed, purpose: .groups, index: UInt64(cut.orderIndex))
    stream.shuffle(&order)
    var left = order.map { Int($0) }
    let taken: [Int]
    switch cut {
    case .split(_, _, let share):
      guard sizes.count > 1 else { return nil }
      let rows = sizes.reduce(0, +)
      taken = draw(from: &left, rows: Int((Double(rows) * share).rounded()), leaving: 1)
    case .fold(let index, let count, _):
      guard sizes.count >= count else { return nil }
      var fold: [Int] = []
      for place in 0...index {
        let others = count - 1 - place
        let rows = left.reduce(0) { $0 + sizes[$1] }
        let wanted = Double(rows) / Double(others + 1)
        fold = others == 0 ? left : draw(from: &left, rows: Int(wanted.rounded()), leaving: others)
      }
      taken = fold
    }
    var isHeldBack = [Bool](repeating: false, count: sizes.count)
    for group in taken { isHeldBack[group] = true }
    return isHeldBack
  }

  /// Takes groups out of those that are left.
  private func draw(from left: inout [Int], rows wanted: Int, leaving count: Int) -> [Int] {
    var taken: [Int] = []
    var rest: [Int] = []
    var rows = 0
    for (place, group) in left.enumerated() {
      let isWanted = abs(rows + sizes[group] - wanted) < wanted - rows
      if isWanted, rest.count + left.count - place - 1 >= count {
        taken.append(group)
        rows += sizes[group]
      } else {
        rest.append(group)
      }
    }
    if taken.isEmpty, let place = rest.indices.min(by: { sizes[rest[$0]] < sizes[rest[$1]] }) {
      taken.append(rest.remove(at: place))
    }
    left = rest
    return taken
  }
}
