extension StringProtocol {
  /// The text as it may be shown: on one line, and with nothing in it that acts on a terminal or
  /// that nobody sees.
  ///
  /// Names of columns, classes and files come from outside, and a terminal does what is written to
  /// it: one could end the line and print an answer of its own, turn the reading order round, or
  /// hide what follows. Such characters are shown as `\n` or `\u{202e}`. A backslash stays as it is,
  /// so this is for eyes alone, and to show a shown text again changes nothing.
  package var shown: String {
    guard !isShownAsItIs else { return String(self) }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.isSeen { text.unicodeScalars.append(scalar) } else { text += scalar.escape }
    }
    return text
  }

  /// The text as it may be shown, cut where it is longer than a message can hold.
  package var singleLine: String { shown(atMost: 60) }

  /// The text as it may be shown, cut behind so many characters.
  ///
  /// - Parameter limit: The most characters that are shown before an ellipsis.
  /// - Returns: The text.
  package func shown(atMost limit: Int) -> String {
    let start = unicodeScalars.prefix(limit + 1)
    guard start.count > limit else { return shown }
    return String(String.UnicodeScalarView(start.dropLast())).shown + "…"
  }

  /// Whether there is nothing to be escaped.
  package var isShownAsItIs: Bool {
    utf8.allSatisfy { (0x20...0x7E).contains($0) } || unicodeScalars.allSatisfy(\.isSeen)
  }
}

extension Unicode.Scalar {
  /// Whether it takes a place on a line and does nothing else.
  ///
  /// Not so: controls (C0, DEL, C1), ends of lines and paragraphs, marks of direction, byte-order
  /// marks, what has no width, and bytes of a file's name that belong to no character.
  package var isSeen: Bool {
    if (0x20...0x7E).contains(value) { return true }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
    default: return !properties.isDefaultIgnorableCodePoint && SystemPath.keptByte(self) == nil
    }
  }

  /// How it is shown where it is not seen.
  fileprivate var escape: String {
    switch self {
    case "\n": #"\n"#
    case "\r": #"\r"#
    case "\t": #"\t"#
    default:
      SystemPath.keptByte(self).map { "\\x\(String($0, radix: 16, uppercase: true))" }
        ?? "\\u{\(String(value, radix: 16))}"
    }
  }
}
