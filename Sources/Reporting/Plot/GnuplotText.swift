import Tabular

/// Texts and numbers in a gnuplot script.
package enum GnuplotText {
  /// A text in single quotes, in which gnuplot expands nothing: no backslash, no backquote, no
  /// macro. Only the quote itself has to be doubled. Where texts are drawn, `noenhanced` keeps
  /// gnuplot from reading `_ ^ { } @ &` as formatting. What nobody sees is shown escaped, so that
  /// it cannot end a line of the script.
  package static func quoted(_ text: String) -> String {
    var quoted = "'"
    for character in text.shown.unicodeScalars {
      quoted.unicodeScalars.append(character)
      if character == "'" { quoted.unicodeScalars.append(character) }
    }
    return quoted + "'"
  }

  /// A finite number as gnuplot reads it.
  package static func number(_ value: Double) -> String { Decimal.exact(value) }
}
