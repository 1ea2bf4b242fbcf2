import Tabular

/// A command cut into words as a shell does it, with places for values in them.
struct CommandWords {
  struct Word {
    var pieces: [CommandTemplate.Piece] = []
    /// How many characters at its beginning stand outside of quotes.
    fileprivate var plainCount = 0
    fileprivate var isPlainSoFar = true

    /// The variable that it sets where it stands in front of a program: its name stands outside of
    /// quotes.
    var assignment: (name: String, value: [CommandTemplate.Piece])? {
      guard case .text(let text)? = pieces.first, let sign = text.firstIndex(of: "=") else {
        return nil
      }
      let name = text[..<sign]
      guard let first = name.first, first == "_" || first.isASCIILetter, name.count < plainCount,
        name.allSatisfy({ $0 == "_" || $0.isASCIILetter || $0.isASCIIDigit })
      else { return nil }
      let rest = String(text[text.index(after: sign)...])
      return (String(name), (rest.isEmpty ? [] : [.text(rest)]) + pieces.dropFirst())
    }

    fileprivate mutating func append(_ character: Character, isQuoted: Bool) {
      if isQuoted { isPlainSoFar = false }
      if isPlainSoFar { plainCount += 1 }
      if case .text(let text)? = pieces.last {
        pieces[pieces.count - 1] = .text(text + String(character))
      } else {
        pieces.append(.text(String(character)))
      }
    }
  }

  private(set) var words: [Word] = []
  private var rest: Substring
  private var word: Word?

  /// What only a shell knows.
  private static let operators: Set<Character> = ["|", "&", ";", "<", ">", "(", ")"]

  /// - Throws: `CommandError` for a quote that is not closed, and for what needs a shell.
  init(_ text: String) throws(CommandError) {
    rest = text[...]
    guard !text.unicodeScalars.contains("\0") else {
      throw CommandError("it holds a zero byte, which no argument can")
    }
    while let character = rest.popFirst() {
      switch character {
      case "'": try readSingleQuoted()
      case "\"": try readDoubleQuoted()
      case "\\": try readEscaped()
      case "{", "}": readBrace(character, isQuoted: false)
      case "$", "`": throw Self.refusal(of: character)
      case "~" where word == nil: throw Self.refusal(of: character)
      case _ where character.isWhitespace: endWord()
      case _ where Self.operators.contains(character): throw Self.refusal(of: character)
      default: append(character, isQuoted: false)
      }
    }
    endWord()
  }

  private static func refusal(of character: Character) -> CommandError {
    CommandError(
      "'\(character)' needs a shell, and none runs the command; put it into quotes, or give "
        + "a script: 'bash train.sh {lr}'")
  }

  private mutating func append(_ character: Character, isQuoted: Bool) {
    var present = word ?? Word()
    present.append(character, isQuoted: isQuoted)
    word = present
  }

  private mutating func endWord() {
    if let word { words.append(word) }
    word = nil
  }

  /// Begins a word that may be empty, as `''` is.
  private mutating func beginQuoted() {
    var present = word ?? Word()
    present.isPlainSoFar = false
    word = present
  }

  private mutating func readSingleQuoted() throws(CommandError) {
    beginQuoted()
    while let character = rest.popFirst() {
      switch character {
      case "'": return
      case "{", "}": readBrace(character, isQuoted: true)
      default: append(character, isQuoted: true)
      }
    }
    throw CommandError("a ' is not closed; add one at the end of the quoted text")
  }

  private mutating func readDoubleQuoted() throws(CommandError) {
    beginQuoted()
    while let character = rest.popFirst() {
      switch character {
      case "\"": return
      case "\\":
        if let next = rest.first, "\"\\$`".contains(next) {
          rest.removeFirst()
          append(next, isQuoted: true)
        } else if rest.first?.isNewline == true {
          rest.removeFirst()
        } else {
          append("\\", isQuoted: true)
        }
      case "$", "`":
        throw CommandError(
          "'\(character)' in double quotes needs a shell, and none runs the command; put it into "
            + "single quotes, or write \\\(character)")
      case "{", "}": readBrace(character, isQuoted: true)
      default: append(character, isQuoted: true)
      }
    }
    throw CommandError("a \" is not closed; add one at the end of the quoted text")
  }

  private mutating func readEscaped() throws(CommandError) {
    guard let next = rest.popFirst() else {
      throw CommandError("it ends with a \\, which has nothing behind it to quote; leave it out")
    }
    // A line that goes on in the next one.
    if next.isNewline { return }
    append(next, isQuoted: true)
  }

  /// A place such as `{lr}`, a brace that is written twice, or a brace.
  private mutating func readBrace(_ brace: Character, isQuoted: Bool) {
    if rest.first == brace {
      rest.removeFirst()
      append(brace, isQuoted: isQuoted)
      return
    }
    if brace == "{", let end = rest.firstIndex(of: "}") {
      let name = rest[..<end]
      if CommandWords.isName(name) {
        rest = rest[rest.index(after: end)...]
        var present = word ?? Word()
        present.isPlainSoFar = false
        present.pieces.append(.value(String(name)))
        word = present
        return
      }
    }
    append(brace, isQuoted: isQuoted)
  }

  /// Whether a text can be the name of a place.
  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.first, first == "_" || first.isASCIILetter else { return false }
    return text.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "_-.".contains($0) }
  }
}

extension Character {
  fileprivate var isASCIILetter: Bool { isASCII && isLetter }
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
