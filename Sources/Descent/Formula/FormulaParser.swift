/// Reads a formula from left to right: terms, joined by + and -, of factors, of powers.
struct FormulaParser {
  /// Deeper nests and longer formulas have derivatives of unreasonable size.
  private static let deepest = 30
  private static let largest = 300

  private let text: String
  private let characters: [Character]
  private var position = 0
  private var depth = 0
  /// The letters of the variables in the order in which they were read.
  private var letters: [Character] = []

  init(_ text: String) {
    self.text = text.singleLine
    characters = Array(text)
  }

  /// All of the text.
  mutating func formula() throws(FormulaError) -> (Expression, variables: [Character]) {
    skipSpaces()
    guard next != nil else {
      throw error(nil, "it is empty; give one such as \"x^2\" or \"x^4 - 3x^2 + x\"")
    }
    let expression = try sum()
    guard next == nil else { throw unexpected() }
    guard expression.size <= Self.largest else {
      throw error(nil, "it is too long: at most \(Self.largest) numbers and signs are understood")
    }
    let variables = letters.isEmpty ? ["x"] : letters.sorted()
    let order = letters.map { variables.firstIndex(of: $0) ?? 0 }
    return (expression.renumbered(order), variables)
  }

  private mutating func sum() throws(FormulaError) -> Expression {
    depth += 1
    guard depth <= Self.deepest else {
      throw tooDeep
    }
    defer { depth -= 1 }
    var terms: [Expression] = []
    var isNegative = takeSign() == -1
    while true {
      let term = try term()
      terms.append(isNegative ? term.negated : term)
      skipSpaces()
      guard next != nil, next != ")", let sign = takeSign() else { break }
      isNegative = sign == -1
    }
    return terms.count == 1 ? terms[0] : .sum(terms)
  }

  private mutating func term() throws(FormulaError) -> Expression {
    var factors: [Expression] = []
    var needsFactor = true
    // Behind a divisor a factor without * could mean two things.
    var endsInDivisor = false
    while true {
      skipSpaces()
      guard let character = next else { break }
      if character.isDecimalDigit || character == "." {
        guard needsFactor else { throw numberBehindFactor(factors.last) }
        factors.append(try power())
      } else if character.isLetterOfName || character == "(" {
        guard needsFactor || !endsInDivisor else {
          throw error(
            position, "what is divided by what? Write * in front of '\(character)', as in 1/3*x")
        }
        factors.append(try power())
      } else if character == "/", !needsFactor {
        position += 1
        let isNegative = takeMinus()
        skipSpaces()
        let start = position
        let divisor = try power()
        guard divisor != .number(0) else { throw error(start, "division by 0") }
        let top = factors.count == 1 ? factors[0] : .product(factors)
        factors = [.quotient(top, isNegative ? divisor.negated : divisor)]
        endsInDivisor = true
        continue
      } else if !needsFactor, takeProductSign() {
        if takeMinus() { factors.append(.number(-1)) }
        (needsFactor, endsInDivisor) = (true, false)
        continue
      } else {
        break
      }
      (needsFactor, endsInDivisor) = (false, false)
    }
    guard !needsFactor else { throw next == nil ? incomplete() : unexpected() }
    return factors.count == 1 ? factors[0] : .product(factors)
  }

  /// A number, a variable, a function or something in parentheses, with its power.
  private mutating func power() throws(FormulaError) -> Expression {
    skipSpaces()
    let base = try atom()
    if let raised = next, raised.raisedDigit != nil {
      var digits = ""
      while let digit = next?.raisedDigit {
        digits += "\(digit)"
        position += 1
      }
      return .power(base, .number(Double(digits) ?? 0))
    }
    let start = position
    skipSpaces()
    if next == "^" {
      position += 1
    } else if next == "*", characters.dropFirst(position + 1).first == "*" {
      position += 2
    } else {
      position = start
      return base
    }
    depth += 1
    guard depth <= Self.deepest else {
      throw tooDeep
    }
    defer { depth -= 1 }
    let isNegative = takeMinus()
    skipSpaces()
    guard let following = next,
      following.isDecimalDigit || following == "." || following == "(" || following.isLetterOfName
    else { throw error(position, "a power should follow, as in x^2") }
    let exponent = try power()
    return .power(base, isNegative ? exponent.negated : exponent)
  }

  private mutating func atom() throws(FormulaError) -> Expression {
    guard let character = next else { throw incomplete() }
    if character.isDecimalDigit || character == "." { return .number(try number()) }
    if character == "(" { return try parenthesised() }
    guard character.isLetterOfName else { throw unexpected() }
    return try named()
  }

  private mutating func parenthesised() throws(FormulaError) -> Expression {
    let start = position
    position += 1
    let inside = try sum()
    skipSpaces()
    guard next == ")" else {
      throw next == nil ? error(start, "this parenthesis is not closed; add ')'") : unexpected()
    }
    position += 1
    return inside
  }

  /// A function, a constant or a variable.
  private mutating func named() throws(FormulaError) -> Expression {
    let start = position
    let word = String(characters[start...].prefix { $0.isLetterOfName })
    if let function = FormulaFunction(named: word) {
      position += word.count
      skipSpaces()
      guard next == "(" else {
        throw error(position, "parentheses should follow '\(word)', as in \(word)(x)")
      }
      return .function(function, try parenthesised())
    }
    if let constant = FormulaConstant(named: word) {
      position += word.count
      return .constant(constant)
    }
    guard let letter = word.first, word.count <= 2, word != "E" else {
      throw error(
        start,
        word == "E"
          ? "'E' is read as part of numbers, as in 1E-3; name the variable x"
          : "'\(word)' is not understood: only numbers, one or two letters as variables, + - * / ^, "
            + "parentheses, pi, e and \(FormulaFunction.names) are")
    }
    guard Set(word).count == word.count else {
      throw error(start, "'\(word)' is not understood; write \(letter)^2 for a power")
    }
    guard word.count == 1 || !word.contains(where: { $0 == "e" || $0 == "E" }) else {
      throw error(start, "'\(word)' is not understood; write * between factors")
    }
    if !letters.contains(letter) { letters.append(letter) }
    guard letters.count <= 2 else {
      throw error(
        start,
        "there are three variables, '\(letters[0])', '\(letters[1])' and '\(letter)'; at "
          + "most two are understood")
    }
    position += 1
    return .variable(letters.firstIndex(of: letter) ?? 0)
  }

  private mutating func number() throws(FormulaError) -> Double {
    let start = position
    takeDigits()
    if next == "." {
      position += 1
      takeDigits()
    }
    if next == "e" || next == "E" {
      var ahead = position + 1
      if ahead < characters.count, "+-".contains(characters[ahead]) { ahead += 1 }
      if ahead < characters.count, characters[ahead].isDecimalDigit {
        position = ahead
        takeDigits()
      }
    }
    guard let value = Double(String(characters[start..<position])) else {
      throw error(start, "'\(String(characters[start..<position]))' is not a number")
    }
    guard value.isFinite else {
      throw error(start, "this number is too large for double precision (at most 1.8e308)")
    }
    return value
  }

  // MARK: Characters

  private var next: Character? { position < characters.count ? characters[position] : nil }

  private mutating func skipSpaces() {
    while let character = next, character.isWhitespace { position += 1 }
  }

  private mutating func takeDigits() {
    while let character = next, character.isDecimalDigit { position += 1 }
  }

  private mutating func takeSign() -> Int? {
    skipSpaces()
    if takeMinus() { return -1 }
    guard next == "+" else { return nil }
    position += 1
    return 1
  }

  private mutating func takeMinus() -> Bool {
    skipSpaces()
    guard let character = next, "-−–".contains(character) else { return false }
    position += 1
    return true
  }

  private mutating func takeProductSign() -> Bool {
    guard let character = next, "*·×⋅".contains(character) else { return false }
    position += 1
    return true
  }

  // MARK: Errors

  func error(_ position: Int?, _ problem: String) -> FormulaError {
    FormulaError(text: text, position: position.map { $0 + 1 }, problem: problem)
  }

  private func numberBehindFactor(_ factor: Expression?) -> FormulaError {
    guard case .variable(let index)? = factor else {
      return error(position, "a number stands behind another factor; write * between factors")
    }
    return error(
      position,
      "a number stands behind another factor; write \(letters[index])^2 for a power and "
        + "* between factors")
  }

  private var tooDeep: FormulaError {
    error(position, "it is nested too deeply: at most \(Self.deepest) levels are understood")
  }

  private func incomplete() -> FormulaError {
    error(characters.count, "it ends where a number or the variable should follow")
  }

  private func unexpected() -> FormulaError {
    switch next {
    case ")":
      error(position, "')' is not understood here; is a '(' or a factor missing in front of it?")
    case "[", "]", "{", "}":
      error(position, "such brackets are not understood; write ( and )")
    case "|":
      error(position, "'|' is not understood; write abs(x)")
    case ",":
      error(position, "a comma is not understood; decimals have a point, as in 0.5")
    case "=":
      error(position, "'=' is not understood; give only what is behind it")
    case .some(let character):
      error(
        position, "'\(character)' is not understood here; a number or the variable should follow")
    case nil:
      incomplete()
    }
  }
}

extension Expression {
  /// The expression times -1, as it is written with a minus in front.
  fileprivate var negated: Expression {
    switch self {
    case .number(let value): .number(-value)
    case .product(let factors): .product([.number(-1)] + factors)
    default: .product([.number(-1), self])
    }
  }

  /// The expression with its variables numbered anew.
  fileprivate func renumbered(_ order: [Int]) -> Expression {
    switch self {
    case .number, .constant: self
    case .variable(let index): .variable(order[index])
    case .sum(let terms): .sum(terms.map { $0.renumbered(order) })
    case .product(let factors): .product(factors.map { $0.renumbered(order) })
    case .quotient(let top, let bottom):
      .quotient(top.renumbered(order), bottom.renumbered(order))
    case .power(let base, let exponent):
      .power(base.renumbered(order), exponent.renumbered(order))
    case .function(let function, let inside): .function(function, inside.renumbered(order))
    }
  }
}

extension Character {
  fileprivate var isDecimalDigit: Bool { ("0"..."9").contains(self) }

  /// Whether it can name something: a mark without a letter under it counts as alphabetic too, but
  /// joins whatever is written in front of it.
  fileprivate var isLetterOfName: Bool {
    switch unicodeScalars.first?.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// The digit of a raised one, such as 2 of ².
  fileprivate var raisedDigit: Int? { Array<Character>("⁰¹²³⁴⁵⁶⁷⁸⁹").firstIndex(of: self) }
}

extension String {
  /// The text without what would break a line of a message.
  fileprivate var singleLine: String { String(map { $0.isNewline || $0 == "\t" ? " " : $0 }) }
}
