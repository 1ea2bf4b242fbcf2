import Tabular

/// What the terminal can show: how a text is set apart there, how wide it may be, and with which
/// characters it is written.
package struct Style: Sendable {
  /// Whether the terminal shows colours; without them everything is plain.
  package let hasColor: Bool
  /// The characters of a line; nil where any number will do.
  package let columns: Int?
  /// Whether it shows ASCII alone.
  package let isASCII: Bool

  package init(hasColor: Bool, columns: Int? = nil, isASCII: Bool = false) {
    self.hasColor = hasColor
    self.columns = columns
    self.isASCII = isASCII
  }

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

  /// A line of text as lines that the terminal holds, broken between words.
  package func fitted(_ line: String) -> [String] {
    let text = spelled(line)
    return columns.map { text.wrapped(to: $0, indent: "  ") } ?? [text]
  }

  /// A text as lines of what is laid out by its width, broken between words as it is spelled there.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - room: The characters of a line; the terminal's unless given.
  ///   - indent: What the lines behind the first begin with.
  /// - Returns: The lines.
  func broken(_ text: String, to room: Int? = nil, indent: String = "  ") -> [String] {
    spelled(text).wrapped(to: room ?? width, indent: indent)
  }

  /// What is written below a chart, set in like its axis.
  func caption(_ text: String) -> [String] {
    let room = columns.map { max(20, $0 - TextChart.margin.count) } ?? Int.max
    return broken(text, to: room).map { faint(TextChart.margin + $0) }
  }

  /// The characters of a line of what is laid out by its width.
  var width: Int { columns ?? Self.usualColumns }

  private static let usualColumns = 80

  /// A text in the characters that the terminal shows.
  package func spelled(_ text: String) -> String { isASCII ? text.inASCII : text }

  /// The width of a chart that is as wide as it wants to be, unless the terminal is narrower.
  ///
  /// - Parameter wanted: The characters from axis to axis.
  /// - Returns: The characters that there is room for.
  func chartWidth(_ wanted: Int) -> Int {
    columns.map { min(wanted, $0 - TextChart.margin.count - 1) } ?? wanted
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
