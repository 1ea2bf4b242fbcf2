extension String {
  /// The text in lines of at most a width, broken between words; one that is longer stands alone.
  ///
  /// - Parameters:
  ///   - width: The characters of a line.
  ///   - indent: What each line after the first begins with, besides what the text begins with.
  /// - Returns: The lines; at least one.
  func wrapped(to width: Int, indent: String = "") -> [String] {
    guard count > width else { return [self] }
    let lead = String(prefix { $0 == " " })
    var lines: [String] = []
    var line = lead
    var isFresh = true
    for word in split(separator: " ") {
      if !isFresh, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isFresh) = (lead + indent, true)
      }
      line += (isFresh ? "" : " ") + word
      isFresh = false
    }
    return lines + [line]
  }
}
