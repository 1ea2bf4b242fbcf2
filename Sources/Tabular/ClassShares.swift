/// How the rows of a table are spread over its classes.
package struct ClassShares: Sendable {
  /// A class below this share of the rows, and of less than half of what each would have of equal ones,
  /// is rare: a model may do without it and still be right of most.
  private static let rare = 0.1

  /// The classes, the most frequent first.
  package let classes: [(name: String, share: Double)]

  /// Nil where a number is predicted.
  package init?(_ dataset: Dataset) {
    guard case .classes(let rows, let names) = dataset.targets, !rows.isEmpty else { return nil }
    var counts = [Int](repeating: 0, count: names.count)
    for row in rows { counts[Int(row)] += 1 }
    let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    classes = order.map { (names[$0], Double(counts[$0]) / Double(rows.count)) }
  }

  /// Whether some class is rare.
  package var isImbalanced: Bool {
    guard let least = classes.last?.share else { return false }
    return least < Self.rare && 2 * least * Double(classes.count) < 1
  }
}
