extension String {
  /// The text in lines of at most a width, broken between words; one that is longer stands alone.
  ///
  /// What sets it apart on a terminal takes no room.
  ///
  /// - Parameters:
  ///   - width: The characters of a line.
  ///   - indent: What each line after the first begins with, besides what the text begins with.
  /// - Returns: The lines; at least one.
  func wrapped(to width: Int, indent: String = "") -> [String] {
    guard shownCount > width else { return [self] }
    let lead = String(prefix { $0 == " " })
    var lines: [String] = []
    var line = lead
    var length = lead.count
    var gap = 0
    var isFresh = true
    for word in dropFirst(lead.count).split(separator: " ", omittingEmptySubsequences: false) {
      guard !word.isEmpty else {
        gap += 1
        continue
      }
      let count = String(word).shownCount
      if !isFresh, length + gap + count > width {
        lines.append(line)
        line = lead + indent
        (length, isFresh) = (line.count, true)
      }
      // Words that were set apart from each other stay so.
      let room = isFresh ? 0 : gap
      line += String(repeating: " ", count: room) + word
      (length, gap, isFresh) = (length + room + count, 1, false)
    }
    return lines + [line]
  }

  /// The characters that a terminal shows: all but those that set a text apart.
  var shownCount: Int {
    guard utf8.contains(0x1B) else { return count }
    var (shown, isInSequence) = (0, false)
    for character in self {
      if character == "\u{1B}" { isInSequence = true }
      if !isInSequence { shown += 1 }
      if character == "m" { isInSequence = false }
    }
    return shown
  }
}
