/// How a text is set apart on a terminal; without colours everything is plain.
package struct Style: Sendable {
  /// Whether the terminal shows colours.
  package let hasColor: Bool

  package init(hasColor: Bool) { self.hasColor = hasColor }

  /// A heading or an answer.
  func bold(_ text: String) -> String { wrap(text, code: 1) }
  /// What matters less.
  func faint(_ text: String) -> String { wrap(text, code: 2) }
  /// Good news.
  func green(_ text: String) -> String { wrap(text, code: 32) }
  /// A doubt.
  func yellow(_ text: String) -> String { wrap(text, code: 33) }

  private func wrap(_ text: String, code: Int) -> String {
    hasColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
