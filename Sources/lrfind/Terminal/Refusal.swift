/// One line about an error that ends the program, in the words of the argument parser.
///
/// The parser itself would print several, each with a head of its own, and the usage behind them.
struct Refusal: CustomStringConvertible {
  /// What is wrong, and where to read more where it is the parser that says so.
  ///
  /// Errors of ours name the remedy themselves; they begin with a small letter or with an option.
  let description: String

  /// - Parameters:
  ///   - message: What the parser says, on one line or several.
  ///   - page: The command whose help tells more, such as `lrfind sweep`.
  init(_ message: String, page: String) {
    var text = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if text.hasSuffix(".") { text.removeLast() }
    guard let first = text.first, first.isUppercase, text.dropFirst().first?.isLowercase == true
    else {
      description = text
      return
    }
    text = first.lowercased() + text.dropFirst()
    let parts = text.split(separator: ". Did you mean ", maxSplits: 1)
    if parts.count > 1 { text = "\(parts[0]) (did you mean \(parts[1]))" }
    description = "\(text); see '\(page) --help'"
  }
}
