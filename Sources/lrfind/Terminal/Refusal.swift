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
  ///   - nearest: The option that may have been meant by an unknown one.
  init(_ message: String, page: String, nearest: (String) -> String?) {
    var text = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if text.hasSuffix(".") { text.removeLast() }
    if let own = Self.ownRefusal(in: text) {
      description = own
      return
    }
    guard let first = text.first, first.isUppercase, text.dropFirst().first?.isLowercase == true
    else {
      description = text
      return
    }
    text = first.lowercased() + text.dropFirst()
    let parts = text.split(separator: ". Did you mean ", maxSplits: 1)
    if parts.count > 1 {
      text = "\(parts[0]) (did you mean \(parts[1]))"
    } else if let nearest = Self.unknownOption(in: text).flatMap(nearest) {
      text += " (did you mean '\(nearest)'?)"
    }
    description = "\(text); see '\(page) --help'"
  }

  /// The option of which a text says that there is none.
  static func unknownOption(in text: String) -> String? {
    let head = "nknown option '"
    guard text.dropFirst().hasPrefix(head) else { return nil }
    return String(text.dropFirst(1 + head.count).prefix { $0 != "'" && $0 != "=" })
  }

  /// What a reader of ours says of a value, with the option in front: the parser repeats the value,
  /// as in `The value 'x' is invalid for '--lr <lr>': 'x' is not a number from 1e-30 to 1e30`.
  private static func ownRefusal(in text: String) -> String? {
    guard text.hasPrefix("The value '"), let middle = text.firstRange(of: "' is invalid for '--"),
      let end = text[middle.upperBound...].firstRange(of: "': ")
    else { return nil }
    let option = text[middle.upperBound..<end.lowerBound].prefix { $0 != " " }
    return "--\(option): \(text[end.upperBound...])"
  }
}
