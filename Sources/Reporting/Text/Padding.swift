extension String {
  /// The text with spaces before it, up to a width.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// The text with spaces behind it, up to a width.
  func rightPadded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text without the spaces at its end.
  var trimmingTrailingSpaces: String { String(prefix(upTo: trimmedEnd)) }

  private var trimmedEnd: Index {
    lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex
  }
}
