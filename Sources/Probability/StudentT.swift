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
    return IncompleteBeta.value(degrees / sum, square / sum, degrees / 2, 0.5) / 2
  }
}
