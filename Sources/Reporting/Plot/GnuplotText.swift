/// Texts and numbers in a gnuplot script.
package enum GnuplotText {
  /// A text in single quotes, in which gnuplot expands nothing: no backslash, no backquote, no
  /// macro. Only the quote itself has to be doubled. Where texts are drawn, `noenhanced` keeps
  /// gnuplot from reading `_ ^ { } @ &` as formatting.
  package static func quoted(_ text: String) -> String {
    var quoted = "'"
    for character in singleLine(text).unicodeScalars {
      quoted.unicodeScalars.append(character)
      if character == "'" { quoted.unicodeScalars.append(character) }
    }
    return quoted + "'"
  }

  /// The text with control characters shown as spaces, so that it cannot end a line of the script.
  package static func singleLine(_ text: String) -> String {
    let isBreaking: (Unicode.Scalar) -> Bool = {
      $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x2028
        || $0.value == 0x2029
    }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.lazy.map { isBreaking($0) ? " " : $0 }))
  }

  /// A finite number as gnuplot reads it.
  package static func number(_ value: Double) -> String {
    let text = String(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
