/// A column as the user names it: by its name, or by its number from 1.
///
/// A column that is *named* `3` wins over column number 3.
package struct ColumnReference: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The name or number.
  package var text: String

  package init(_ text: String) { self.text = text }

  package init(stringLiteral text: String) { self.text = text }

  /// Finds the column's index.
  ///
  /// - Throws: `DataError` of kind `usage` when there is no such column; it names the nearest.
  func index(in columns: [RawColumn], source: String) throws(DataError) -> Int {
    if let index = columns.firstIndex(where: { $0.name == text }) { return index }
    if let number = Int(text) {
      if columns.indices.contains(number - 1) { return number - 1 }
      let range = columns.count == 1 ? "the only one is 1" : "they go from 1 to \(columns.count)"
      throw DataError(
        .usage, source: source, "there is no column \(text)",
        remedy: "\(range), the last is '\(columns.last?.name.singleLine ?? "")'")
    }
    let names = columns.map(\.name)
    let nearest = names.nearest(to: text).map { "did you mean '\($0.singleLine)'?" }
    throw DataError(
      .usage, source: source, "there is no column '\(text.singleLine)'",
      remedy: nearest
        ?? "the columns are \(names.prefix(8).map(\.singleLine).joined(separator: ", "))"
        + (names.count > 8 ? ", …" : ""))
  }
}

extension [String] {
  /// The text that takes the fewest edits to become `text`; nil when all are very different.
  ///
  /// Upper and lower case are the same here. The first of several equally near ones is returned.
  ///
  /// - Complexity: O(total length · length of `text`)
  package func nearest(to text: String) -> String? {
    let wanted = Array<Character>(text.lowercased())
    let limit = Swift.max(2, wanted.count / 2)
    let distances = map { name in
      (name: name, distance: Array<Character>(name.lowercased()).edits(to: wanted))
    }
    guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= limit
    else { return nil }
    return best.name
  }
}

extension [Character] {
  /// The number of insertions, deletions and replacements between two texts (Levenshtein).
  fileprivate func edits(to other: [Character]) -> Int {
    var previous = Array<Int>(0...other.count)
    for (row, character) in enumerated() {
      var current = [row + 1]
      for (column, candidate) in other.enumerated() {
        let replaced = previous[column] + (character == candidate ? 0 : 1)
        current.append(Swift.min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[other.count]
  }
}
