/// What is descended on in one variable.
package enum Curve: Sendable {
  /// A polynomial, of which everything is known.
  case polynomial(Polynomial)
  /// Any other function, of which it is known what it is and how it rises at a place.
  case formula(Formula)

  /// What a formula of one variable is, best.
  package init(_ formula: Formula) {
    precondition(formula.variables.count == 1)
    self = formula.polynomial.map { .polynomial($0) } ?? .formula(formula)
  }

  package var polynomial: Polynomial? {
    if case .polynomial(let polynomial) = self { polynomial } else { nil }
  }

  /// The letter that the variable is written as.
  package var variable: Character {
    switch self {
    case .polynomial(let polynomial): polynomial.variable
    case .formula(let formula): formula.variables[0]
    }
  }

  package func value(at x: Double) -> Double {
    switch self {
    case .polynomial(let polynomial): polynomial.value(at: x)
    case .formula(let formula): formula.value(at: [x])
    }
  }

  package func slope(at x: Double) -> Double {
    switch self {
    case .polynomial(let polynomial): polynomial.derivative.value(at: x)
    case .formula(let formula): formula.slope(at: [x])
    }
  }

  package func curvature(at x: Double) -> Double {
    switch self {
    case .polynomial(let polynomial): polynomial.derivative.derivative.value(at: x)
    case .formula(let formula): formula.curvatures(at: [x])[0]
    }
  }

  /// The function for people.
  package var readable: String {
    switch self {
    case .polynomial(let polynomial): polynomial.readable
    case .formula(let formula): formula.readable
    }
  }

  /// Its derivative for people.
  package var readableSlope: String {
    switch self {
    case .polynomial(let polynomial): polynomial.derivative.readable
    case .formula(let formula): formula.gradient[0].text(formula.variables)
    }
  }

  /// What has no value at a place; nil where everything has one; see `Formula.gap`.
  package func gap(at x: Double) -> String? {
    switch self {
    case .polynomial: nil
    case .formula(let formula): formula.gap(at: [x])
    }
  }
}
