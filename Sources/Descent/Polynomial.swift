/// A polynomial of one variable with real coefficients: c₀ + c₁·x + … + cₙ·xⁿ.
package struct Polynomial: Sendable, Hashable {
  /// The largest degree that is read from text.
  package static let highestDegree = 50

  /// The coefficients c₀, c₁, …, cₙ; the last is not 0, except in the polynomial 0, which is [0].
  package let coefficients: [Double]
  /// The letter that the variable is written as.
  package let variable: Character

  /// - Parameters:
  ///   - coefficients: c₀, c₁, …; zeros at the end are left out.
  ///   - variable: The letter that the variable is written as.
  package init(_ coefficients: [Double], variable: Character = "x") {
    var rest = coefficients[...]
    while let last = rest.last, last == 0 { rest.removeLast() }
    // Adding 0 turns -0 into 0.
    self.coefficients = rest.isEmpty ? [0] : rest.map { $0 + 0 }
    self.variable = variable
  }

  /// The highest power, 0 for a constant.
  package var degree: Int { coefficients.count - 1 }

  /// The coefficient of the highest power.
  var leading: Double { coefficients[degree] }

  /// The value at a place, by Horner's rule.
  ///
  /// - Parameter x: A finite number.
  /// - Returns: The value, infinite where it overflows but never NaN.
  /// - Complexity: O(degree)
  package func value(at x: Double) -> Double {
    var result = 0.0
    for coefficient in coefficients.reversed() { result = result * x + coefficient }
    return result
  }

  /// The derivative: c₁ + 2·c₂·x + … + n·cₙ·xⁿ⁻¹.
  package var derivative: Polynomial {
    Polynomial(
      coefficients.enumerated().dropFirst().map { Double($0.offset) * $0.element },
      variable: variable)
  }

  /// This polynomial plus `coefficient` · x^`power`.
  package func adding(_ coefficient: Double, power: Int) -> Polynomial {
    var sums = coefficients
    while sums.count <= power { sums.append(0) }
    sums[power] += coefficient
    return Polynomial(sums, variable: variable)
  }

  /// The sign of the values far out.
  ///
  /// - Parameter side: 1 for x → +∞, -1 for x → -∞.
  /// - Returns: 1 or -1, or 0 for the polynomial 0.
  package func signFarOut(side: Int) -> Int {
    let sign = leading > 0 ? 1 : leading < 0 ? -1 : 0
    return side < 0 && !degree.isMultiple(of: 2) ? -sign : sign
  }

  /// How far a computed value can be off by rounding, that of the coefficients included.
  func roundingError(at x: Double) -> Double {
    var magnitude = 0.0
    for coefficient in coefficients.reversed() { magnitude = magnitude * abs(x) + abs(coefficient) }
    return magnitude * Double(4 * coefficients.count) * .ulpOfOne
  }
}
