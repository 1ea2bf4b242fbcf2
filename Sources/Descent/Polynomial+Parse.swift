extension Polynomial {
  /// Reads a polynomial such as `x^2`, `5x^3`, `x^4 - 3x^2 + x`, `-2*t**2 + 1/3*t` or `x² + 1e-3x`.
  ///
  /// Any one letter but `e`, which belongs to numbers, is the variable; a constant has `x`.
  /// Powers are written with `^`, `**` or raised digits. Parentheses are not understood.
  ///
  /// - Parameter text: The text.
  /// - Throws: `PolynomialError` with the character where the text is no polynomial, for a second
  ///   variable, and for degrees above `highestDegree`.
  package init(parsing text: String) throws(PolynomialError) {
    var parser = PolynomialParser(text)
    self = try parser.polynomial()
  }
}

/// Reads from left to right: terms, joined by + and -, of factors.
private struct PolynomialParser {
  /// A term so far: coefficient · variable^power.
  private struct Term {
    var coefficient = 1.0
    var power = 0
    /// Whether the last factor was a divisor, behind which a factor without * could mean two things.
    var endsInDivisor = false
  }

  private let text: String
  private let characters: [Character]
  private var position = 0
  private var variable: Character?

  init(_ text: String) {
    self.text = text.singleLine
    characters = Array(text)
  }

  mutating func polynomial() throws(PolynomialError) -> Polynomial {
    skipSpaces()
    guard next != nil else {
      throw error(nil, "it is empty; give one such as \"x^2\" or \"x^4 - 3x^2 + x\"")
    }
    var coefficients = [Double](repeating: 0, count: Polynomial.highestDegree + 1)
    var sign = takeSign() ?? 1
    while true {
      let start = position
      let term = try term()
      coefficients[term.power] += sign * term.coefficient
      guard coefficients[term.power].isFinite, term.coefficient.isFinite else {
        throw error(start, "this number is too large for double precision (at most 1.8e308)")
      }
      guard next != nil else { break }
      guard let following = takeSign() else { throw unexpected() }
      sign = following
    }
    let result = Polynomial(coefficients, variable: variable ?? "x")
    guard result.derivative.derivative.coefficients.allSatisfy(\.isFinite) else {
      throw error(nil, "its derivatives are too large for double precision (at most 1.8e308)")
    }
    return result
  }

  private mutating func term() throws(PolynomialError) -> Term {
    var term = Term()
    var needsFactor = true
    while true {
      skipSpaces()
      guard let character = next else { break }
      if character.isDecimalDigit || character == "." {
        guard needsFactor else {
          let advice = term.power > 0 ? "write \(variable ?? "x")^2 for a power and " : "write "
          throw error(position, "a number stands behind another factor; \(advice)* between factors")
        }
        term.coefficient *= try number()
        term.endsInDivisor = false
      } else if character.isVariable {
        guard !term.endsInDivisor else {
          throw error(
            position, "what is divided by what? Write * in front of '\(character)', as in 1/3*x")
        }
        let start = position
        try takeVariable()
        term.power += try power()
        guard term.power <= Polynomial.highestDegree else {
          throw error(start, "the degree is above \(Polynomial.highestDegree), the highest allowed")
        }
      } else if character == "/", !needsFactor {
        position += 1
        skipSpaces()
        let start = position
        guard let divisor = next, divisor.isDecimalDigit || divisor == "." else {
          throw error(start, "only division by a number is understood")
        }
        let value = try number()
        guard value != 0 else { throw error(start, "division by 0") }
        term.coefficient /= value
        term.endsInDivisor = true
      } else if !needsFactor, takeProductSign() {
        term.endsInDivisor = false
        needsFactor = true
        continue
      } else {
        break
      }
      needsFactor = false
    }
    guard !needsFactor else { throw next == nil ? incomplete() : unexpected() }
    return term
  }

  private mutating func number() throws(PolynomialError) -> Double {
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

  private mutating func takeVariable() throws(PolynomialError) {
    let start = position
    let word = String(characters[start...].prefix { $0.isVariable })
    guard let letter = word.first else { return }
    guard word != "e" && word != "E" else {
      throw error(
        start, "'\(letter)' is read as part of numbers, as in 1e-3; name the variable x")
    }
    guard word.count <= 2, characters.dropFirst(start + word.count).first != "(" || word.count == 1
    else {
      throw error(
        start, "'\(word)' is not understood: only numbers, one letter, and + - * / ^ are")
    }
    let names = [variable].compactMap { $0 } + word
    if let other = names.firstIndex(where: { $0 != names[0] }) {
      throw error(
        start + (variable == nil ? other : other - 1),
        "there are two variables, '\(names[0])' and '\(names[other])'; "
          + "a polynomial of one variable is needed")
    }
    guard word.count == 1 else {
      throw error(start, "'\(word)' is not understood; write \(letter)^2 for a power")
    }
    variable = letter
    position += 1
  }

  /// The power behind a variable, 1 where none is written.
  private mutating func power() throws(PolynomialError) -> Int {
    if let raised = next, raised.raisedDigit != nil {
      var digits = ""
      while let digit = next?.raisedDigit {
        digits += "\(digit)"
        position += 1
      }
      return Int(digits) ?? .max >> 1
    }
    skipSpaces()
    let start = position
    if next == "^" {
      position += 1
    } else if next == "*", characters.dropFirst(position + 1).first == "*" {
      position += 2
    } else {
      position = start
      return 1
    }
    skipSpaces()
    let digits = characters[position...].prefix { $0.isDecimalDigit }
    let after = characters.dropFirst(position + digits.count).first
    guard !digits.isEmpty, after != "." else {
      throw error(position, "a power must be a whole number from 0, as in x^2")
    }
    position += digits.count
    return Int(String(digits)).map { min($0, .max >> 1) } ?? .max >> 1
  }

  // MARK: Characters

  private var next: Character? { position < characters.count ? characters[position] : nil }

  private mutating func skipSpaces() {
    while let character = next, character.isWhitespace { position += 1 }
  }

  private mutating func takeDigits() {
    while let character = next, character.isDecimalDigit { position += 1 }
  }

  private mutating func takeSign() -> Double? {
    skipSpaces()
    switch next {
    case "+":
      position += 1
      return 1
    case "-", "−", "–":
      position += 1
      return -1
    default: return nil
    }
  }

  private mutating func takeProductSign() -> Bool {
    guard let character = next, "*·×⋅".contains(character) else { return false }
    position += 1
    return true
  }

  // MARK: Errors

  private func error(_ position: Int?, _ problem: String) -> PolynomialError {
    PolynomialError(text: text, position: position.map { $0 + 1 }, problem: problem)
  }

  private func incomplete() -> PolynomialError {
    error(characters.count, "it ends where a number or the variable should follow")
  }

  private func unexpected() -> PolynomialError {
    switch next {
    case "(", ")", "[", "]", "{", "}":
      error(position, "parentheses are not understood; multiply out, as in x^2 - 2x + 1")
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

extension Character {
  fileprivate var isDecimalDigit: Bool { ("0"..."9").contains(self) }

  /// Whether it can name a variable: a mark without a letter under it counts as alphabetic too, but
  /// joins whatever is written in front of it.
  fileprivate var isVariable: Bool {
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
