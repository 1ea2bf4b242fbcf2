import Glibc

/// Student's t distribution, in double precision.
package enum StudentT {
  /// P(T ≤ t) = 1 − I_{ν/(ν + t²)}(ν/2, ½) / 2 for t ≥ 0, with the regularised incomplete beta
  /// function I (Abramowitz and Stegun, 26.7.1).
  ///
  /// - Parameters:
  ///   - t: Where.
  ///   - degrees: The degrees of freedom ν, greater than 0.
  /// - Returns: The probability of less.
  package static func cumulative(_ t: Double, degrees: Double) -> Double {
    let tail = upperTail(abs(t), degrees: degrees)
    return t < 0 ? tail : 1 - tail
  }

  /// The value that is not exceeded with a probability: the inverse of `cumulative`.
  ///
  /// Bisection of the upper tail down to neighbouring numbers, which neither a starting guess nor
  /// a slope can lead astray. About 60 evaluations.
  ///
  /// - Parameters:
  ///   - probability: Between 0 and 1, both excluded.
  ///   - degrees: The degrees of freedom, greater than 0.
  /// - Returns: The quantile; relative error about 1e-12.
  package static func quantile(_ probability: Double, degrees: Double) -> Double {
    precondition(probability > 0 && probability < 1 && degrees > 0)
    if probability < 0.5 { return -quantile(1 - probability, degrees: degrees) }
    let tail = 1 - probability
    var (low, high) = (0.0, 1.0)
    while upperTail(high, degrees: degrees) > tail, high < 1e300 { (low, high) = (high, high * 2) }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return middle }
      if upperTail(middle, degrees: degrees) > tail { low = middle } else { high = middle }
    }
  }

  /// P(T > t) for t ≥ 0.
  private static func upperTail(_ t: Double, degrees: Double) -> Double {
    let square = t * t
    guard square.isFinite else { return 0 }
    let sum = degrees + square
    return incompleteBeta(degrees / sum, square / sum, degrees / 2, 0.5) / 2
  }

  /// I_x(a, b), with 1 − x given apart, as it may be too small to be had from x.
  ///
  /// The continued fraction DLMF 8.17.22 on the side where it converges quickly.
  private static func incompleteBeta(
    _ x: Double, _ complement: Double, _ a: Double, _ b: Double
  ) -> Double {
    if x <= 0 { return 0 }
    if complement <= 0 { return 1 }
    let front = exp(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(complement))
    return x < (a + 1) / (a + b + 2)
      ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(complement, b, a) / b
  }

  /// The continued fraction, by Lentz's method as modified by Thompson and Barnett (1986).
  private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      result *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return result
  }

  /// log Γ(x) for x > 0.
  private static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }
}
