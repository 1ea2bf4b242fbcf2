extension Expression {
  /// The text of the expression, which reads back as one of the same values but for rounding.
  ///
  /// - Parameter names: The letters of the variables.
  /// - Returns: The text.
  package func text(_ names: [Character]) -> String { Writer(names: names).text(self) }
}

/// Writes expressions with no more parentheses than are needed.
private struct Writer {
  let names: [Character]

  func text(_ expression: Expression) -> String {
    switch expression {
    case .number(let value): return Polynomial.readableNumber(value)
    case .constant(let constant): return constant.rawValue
    case .variable(let index): return String(names[index])
    case .sum(let terms):
      var result = ""
      for (index, term) in terms.enumerated() {
        let text = inSum(term)
        if index == 0 {
          result = text
        } else if text.hasPrefix("-") {
          result += " - " + text.dropFirst()
        } else {
          result += " + " + text
        }
      }
      return result
    case .product(let factors): return product(factors)
    case .quotient(let top, let bottom): return "\(factor(top))/\(atom(bottom))"
    case .power(let base, let exponent): return "\(atom(base))^\(atom(exponent))"
    case .function(let function, let inside): return "\(function.rawValue)(\(text(inside)))"
    }
  }

  private func inSum(_ term: Expression) -> String {
    if case .sum = term { return "(\(text(term)))" }
    return text(term)
  }

  private func product(_ factors: [Expression]) -> String {
    var (result, isAfterNumber) = ("", false)
    for (index, part) in factors.enumerated() {
      if index == 0, case .number(let value) = part {
        if value == -1, factors.count > 1, !isNumber(factors[1]) {
          result = "-"
        } else {
          result = text(part)
          isAfterNumber = true
        }
        continue
      }
      let piece = factor(part)
      if isAfterNumber {
        result += (canFollowNumber(part) ? "" : "·") + piece
      } else if result.isEmpty || result == "-" {
        result += piece
      } else {
        result += "·" + piece
      }
      isAfterNumber = false
    }
    return result
  }

  private func isNumber(_ expression: Expression) -> Bool {
    if case .number = expression { true } else { false }
  }

  /// Whether it can stand behind a number without a sign between them.
  private func canFollowNumber(_ expression: Expression) -> Bool {
    switch expression {
    case .variable, .function, .sum: true
    case .power(let base, _): canFollowNumber(base)
    case .number, .constant, .product, .quotient: false
    }
  }

  /// As a factor.
  private func factor(_ expression: Expression) -> String {
    switch expression {
    case .sum, .product, .quotient: "(\(text(expression)))"
    case .number(let value): value < 0 ? "(\(text(expression)))" : text(expression)
    case .constant, .variable, .power, .function: text(expression)
    }
  }

  /// As a base, an exponent or a divisor.
  private func atom(_ expression: Expression) -> String {
    switch expression {
    case .constant, .variable, .function: return text(expression)
    case .number(let value):
      let text = text(expression)
      return value < 0 || text.contains("e") ? "(\(text))" : text
    case .sum, .product, .quotient, .power: return "(\(text(expression)))"
    }
  }
}
