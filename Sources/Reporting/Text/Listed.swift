extension [String] {
  /// All in a row, such as `a, b or c`.
  ///
  /// - Parameter word: What stands before the last.
  /// - Returns: The row.
  package func listed(with word: String) -> String {
    guard count > 1, let last else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) \(word) \(last)"
  }
}
