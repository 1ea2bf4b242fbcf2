extension String {
  /// The text in ASCII: what charts are drawn with becomes one character for one, so that they keep
  /// their form; symbols are spelled, and other letters are escaped.
  var inASCII: String {
    guard !utf8.allSatisfy({ $0 < 0x80 }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.isASCII {
        text.unicodeScalars.append(scalar)
      } else {
        text += Self.spellings[scalar] ?? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
    return text
  }

  private static let spellings: [Unicode.Scalar: String] = [
    "┤": "|", "│": "|", "├": "|", "└": "+", "─": "-", "┴": "+", "━": "=", "┷": "^", "┈": ".",
    "┊": ":", "╎": "|",
    "•": "*", "·": ".", "⋅": "*", "▲": "^", "▼": "v",
    "×": "x", "÷": "/", "−": "-", "–": "-", "±": "+/-", "≈": "~", "→": "->", "…": "...",
    "≤": "<=", "≥": ">=", "′": "'", "″": "''", "∂": "d",
    "η": "lr", "β": "beta", "λ": "lambda", "κ": "kappa", "π": "pi", "γ": "gamma", "ε": "epsilon",
    "µ": "u", "²": "^2", "³": "^3",
  ]
}
