/// The figures in one line of print.
struct LineFigures {
  private enum Token: Equatable {
    case word(String, isTight: Bool)
    case number(Double)
    /// `3/20`: the first of the two.
    case share(Double)
    /// A colon, or an equals sign.
    case sign(Character)
    /// What ends a name: a comma, a bracket, a dash that stands alone.
    case stop
    case other
  }

  private(set) var figures: [Figure] = []
  private(set) var epoch: Double?

  private let wanted: String?
  private let tokens: [Token]

  /// The words of a name that are kept.
  private static let mostWords = 4
  /// What loggers put in front, and what wraps a number.
  private static let skipped: Set = [
    "info", "debug", "warning", "root", "tensor", "tf.tensor", "array", "np.float64", "np.float32",
    "float",
  ]

  init(_ line: String, wanted: String?) {
    self.wanted = wanted
    tokens = Self.tokens(of: line)
  }

  mutating func read() {
    var label: [String] = []
    var isSigned = false
    // `tensor(0.5, …)`: a bracket that belongs to the number.
    var isWrapped = false
    // XGBoost and LightGBM begin a line with the round in brackets.
    if tokens.count > 2, tokens[0] == .stop, case .number(let round) = tokens[1], tokens[2] == .stop
    {
      epoch = round
    }
    for token in tokens {
      switch token {
      case .word(let word, let isTight):
        isWrapped = Self.skipped.contains(word.lowercased())
        guard !isWrapped else { continue }
        // `name=value` has no second word in its name.
        label = isTight ? [word] : (label + [word]).suffix(Self.mostWords)
        isSigned = false
      case .sign: isSigned = true
      case .number(let value), .share(let value):
        if let last = label.last?.lowercased() {
          if Figure.isPlace(last) {
            if Figure.isEpoch(last) { epoch = value }
          } else if case .number = token, isSigned || isKnown(label) {
            figures.append(Figure(name: name(label), value: value))
          }
        }
        label = []
        isSigned = false
      case .stop:
        // `Epoch [3/20]`: the number is still to come.
        if let last = label.last?.lowercased(), Figure.isPlace(last) { continue }
        if isSigned || isWrapped { continue }
        label = []
      case .other:
        label = []
        isSigned = false
      }
    }
  }

  /// The name of a figure: with the rows in front that the whole line is about, as in
  /// `Test:  [ 0/10]  loss: 0.5`.
  private func name(_ label: [String]) -> String {
    let isAbout = tokens.count > 1 && tokens[1] == .sign(":")
    if isAbout, case .word(let rows, _) = tokens[0], Self.rows.contains(rows.lowercased()),
      label.first != rows
    {
      return ([rows] + label).joined(separator: " ")
    }
    return label.joined(separator: " ")
  }

  private static let rows: Set = [
    "test", "val", "valid", "validation", "eval", "dev", "train", "training",
  ]

  /// Whether a name's number needs no sign in front.
  private func isKnown(_ label: [String]) -> Bool {
    guard let last = label.last else { return false }
    let name = label.joined(separator: " ")
    return MetricName(last).isLoss || Figure.isScore(last.lowercased()) || name == wanted
      || last == wanted
  }

  private static func tokens(of line: String) -> [Token] {
    var tokens: [Token] = []
    let characters = Array(line)
    var place = 0
    while place < characters.count {
      let character = characters[place]
      if character.isWhitespace || character == "\"" || character == "'" {
        place += 1
      } else if character == ":" || character == "=" {
        tokens.append(.sign(character))
        place += 1
      } else if ",;|()[]{}<>".contains(character) {
        tokens.append(.stop)
        place += 1
      } else {
        let start = place
        while place < characters.count, isPart(characters, place, from: start) { place += 1 }
        let text = String(characters[start..<place])
        let isTight = place < characters.count && characters[place] == "="
        tokens.append(token(text, isTight: isTight))
      }
    }
    return tokens
  }

  /// Whether a character goes on with what begins at `start`.
  private static func isPart(_ characters: [Character], _ place: Int, from start: Int) -> Bool {
    let character = characters[place]
    if character.isWhitespace || "\",;|()[]{}<>=".contains(character) { return false }
    if character == ":" {
      // The time of day, and nothing else.
      return place > start && characters[place - 1].isNumber && characters[start].isNumber
        && place + 1 < characters.count && characters[place + 1].isNumber
    }
    if character == "'" {
      // `valid_0's`.
      return place > start && place + 1 < characters.count && characters[place + 1].isLetter
    }
    return true
  }

  private static func token(_ text: String, isTight: Bool) -> Token {
    if let value = Figure.value(of: text) { return .number(value) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let first = Double(parts[0]), Double(parts[1]) != nil {
      return .share(first)
    }
    if text.allSatisfy({ "-–—*#".contains($0) }) { return .stop }
    guard let first = text.first, first.isLetter || first == "_" || first == "@" else {
      return .other
    }
    return .word(text, isTight: isTight)
  }
}
