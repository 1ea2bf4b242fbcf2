import Tabular

/// How a text is set apart on a terminal; without colours everything is plain.
package struct Style: Sendable {
  /// Whether the terminal shows colours.
  package let hasColor: Bool

  package init(hasColor: Bool) { self.hasColor = hasColor }

  /// A heading or an answer.
  func bold(_ text: String) -> String { wrap(text, .bold) }
  /// What matters less.
  func faint(_ text: String) -> String { wrap(text, .faint) }
  /// Good news.
  func green(_ text: String) -> String { wrap(text, .green) }
  /// A doubt.
  func yellow(_ text: String) -> String { wrap(text, .yellow) }

  /// What a terminal is told to set a text apart; nothing else is ever asked of it.
  private enum Code: Int, CaseIterable {
    case plain = 0
    case bold = 1
    case faint = 2
    case green = 32
    case yellow = 33

    var sequence: String { "\u{1B}[\(rawValue)m" }
  }

  private func wrap(_ text: String, _ code: Code) -> String {
    hasColor ? code.sequence + text + Code.plain.sequence : text
  }

  /// A line as it may be written to a terminal: it stays one line, and what is not seen in it is
  /// shown escaped, but for what sets texts apart where that is done.
  ///
  /// Texts from outside are shown so where they are put into a line. This is for those that were
  /// forgotten.
  package func guarded(_ line: String) -> String {
    guard hasColor, !line.isShownAsItIs else { return line.shown }
    var rest = line.unicodeScalars[...]
    var text = ""
    while let escape = rest.firstIndex(of: "\u{1B}") {
      text += String(rest[..<escape]).shown
      rest = rest[escape...]
      let own = Code.allCases.map(\.sequence).first { rest.starts(with: $0.unicodeScalars) }
      text += own ?? "\u{1B}".shown
      rest = rest.dropFirst(own?.unicodeScalars.count ?? 1)
    }
    return text + String(rest).shown
  }
}
