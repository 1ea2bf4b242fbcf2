import Glibc

/// A function that a formula can name.
package enum FormulaFunction: String, Sendable, Hashable, CaseIterable {
  case sin, cos, tan, exp, log, sqrt, abs
  /// -1, 0 or 1: the slope of `abs`.
  case sign

  /// The function that a word names; the natural logarithm has two names.
  package init?(named word: String) {
    self.init(rawValue: word == "ln" ? "log" : word)
  }

  /// Those of a name that a message lists.
  static let names = allCases.map(\.rawValue).joined(separator: ", ")

  func value(at x: Double) -> Double {
    switch self {
    case .sin: Glibc.sin(x)
    case .cos: Glibc.cos(x)
    case .tan: Glibc.tan(x)
    case .exp: Glibc.exp(x)
    case .log: Glibc.log(x)
    case .sqrt: x.squareRoot()
    case .abs: Swift.abs(x)
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    }
  }

  /// The derivative of the function, at what stands inside it. That of `abs` at its kink is 0, as
  /// PyTorch has it.
  func derivative(at inside: Expression) -> Expression {
    switch self {
    case .sin: .function(.cos, inside)
    case .cos: .times([.number(-1), .function(.sin, inside)])
    case .tan: .over(.number(1), .raise(.function(.cos, inside), .number(2)))
    case .exp: .function(.exp, inside)
    case .log: .over(.number(1), inside)
    case .sqrt: .over(.number(1), .times([.number(2), .function(.sqrt, inside)]))
    case .abs: .function(.sign, inside)
    case .sign: .number(0)
    }
  }
}

/// A number that a formula can name.
package enum FormulaConstant: String, Sendable, Hashable, CaseIterable {
  case pi, e

  init?(named word: String) { self.init(rawValue: word == "π" ? "pi" : word) }

  var value: Double {
    switch self {
    case .pi: .pi
    case .e: M_E
    }
  }
}
