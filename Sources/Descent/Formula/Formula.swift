/// A function of one or two variables, with its exact derivatives.
package struct Formula: Sendable {
  /// What was read.
  package let expression: Expression
  /// The letters of the variables in alphabetical order; `x` alone for a constant.
  package let variables: [Character]
  /// The first derivatives, one a variable.
  package let gradient: [Expression]
  /// The polynomial that it is, where it has one variable and is one.
  package let polynomial: Polynomial?

  private let program: ExpressionProgram
  private let slopes: [ExpressionProgram]
  /// The second derivatives: of the first variable, of both, of the second.
  private let curvatures: [ExpressionProgram]

  /// Reads a formula such as `x^2`, `5x^3`, `(1 - x)^2 + 100(y - x^2)^2` or `x*sin(x)`.
  ///
  /// One letter is a variable, but `e`, which is Euler's number; there are at most two. Powers are
  /// written with `^`, `**` or raised digits, and bind to the right and before a minus sign; a sign
  /// of multiplication may be left out but in front of a number and behind a divisor. `log` is the
  /// natural logarithm.
  ///
  /// - Parameter text: The text.
  /// - Throws: `FormulaError` with the character where the text is no formula.
  package init(parsing text: String) throws(FormulaError) {
    var parser = FormulaParser(text)
    let (expression, variables) = try parser.formula()
    self.expression = expression
    self.variables = variables
    gradient = variables.indices.map { expression.derivative($0) }
    let second =
      [gradient[0].derivative(0)]
      + (variables.count > 1 ? [gradient[0].derivative(1), gradient[1].derivative(1)] : [])
    let coefficients = variables.count == 1 ? expression.coefficients : nil
    polynomial = coefficients.map { Polynomial($0, variable: variables[0]) }
    if let polynomial, !polynomial.coefficients.allSatisfy(\.isFinite) {
      throw parser.error(
        nil, "its coefficients are too large for double precision (at most 1.8e308)")
    }
    let isFinite =
      polynomial.map { $0.derivative.derivative.coefficients.allSatisfy(\.isFinite) }
      ?? (gradient + second).allSatisfy(\.hasFiniteNumbers)
    guard isFinite else {
      throw parser.error(
        nil, "its derivatives are too large for double precision (at most 1.8e308)")
    }
    program = ExpressionProgram(expression)
    slopes = gradient.map { ExpressionProgram($0) }
    curvatures = second.map { ExpressionProgram($0) }
  }

  /// The value at a place; not finite where there is none.
  package func value(at place: [Double]) -> Double { program.value(at: place) }

  /// The derivative of the `variable`-th variable at a place.
  package func slope(_ variable: Int = 0, at place: [Double]) -> Double {
    slopes[variable].value(at: place)
  }

  /// The second derivative of the first variable, of both, and of the second.
  package func curvatures(at place: [Double]) -> [Double] { curvatures.map { $0.value(at: place) } }

  /// The formula for people.
  package var readable: String { polynomial?.readable ?? expression.text(variables) }

  /// What has no value at a place, such as `log of -0.5`; nil where everything has one, but for numbers
  /// that are too large.
  package func gap(at place: [Double]) -> String? { expression.gap(at: place) }
}

extension Expression {
  fileprivate var hasFiniteNumbers: Bool {
    if case .number(let value) = self { return value.isFinite }
    return parts.allSatisfy(\.hasFiniteNumbers)
  }

  /// The innermost part that has no value although its parts have.
  fileprivate func gap(at place: [Double]) -> String? {
    for part in parts {
      if let gap = part.gap(at: place) { return gap }
    }
    guard ExpressionProgram(self).value(at: place).isNaN else { return nil }
    let numbers = parts.map { ExpressionProgram($0).value(at: place) }
    guard numbers.allSatisfy(\.isFinite) else { return nil }
    let values = numbers.map { Polynomial.readableNumber(($0 * 1e4).rounded() / 1e4) }
    switch self {
    case .function(let function, _): return "\(function.rawValue) of \(values[0])"
    case .quotient: return "\(values[0]) divided by \(values[1])"
    case .power: return "\(values[0]) to the power \(values[1])"
    // Numbers that are too large take each other away.
    case .number, .constant, .variable, .sum, .product: return nil
    }
  }
}
