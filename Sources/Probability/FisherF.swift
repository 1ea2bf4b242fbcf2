/// The F distribution of the ratio of two independent variances, in double precision.
package enum FisherF {
  /// P(F > ratio) = I_{ν₂/(ν₂ + ν₁ F)}(ν₂/2, ν₁/2), with the regularised incomplete beta function I
  /// (Abramowitz and Stegun, 26.6.2).
  ///
  /// - Parameters:
  ///   - ratio: The ratio, at least 0; it may be infinite.
  ///   - numerator: The degrees of freedom ν₁ of the numerator, greater than 0.
  ///   - denominator: Those ν₂ of the denominator, greater than 0.
  /// - Returns: The probability of more.
  package static func upperTail(_ ratio: Double, _ numerator: Double, _ denominator: Double)
    -> Double
  {
    let scaled = numerator * ratio
    guard scaled.isFinite else { return 0 }
    let sum = denominator + scaled
    return IncompleteBeta.value(
      denominator / sum, scaled / sum, denominator / 2, numerator / 2)
  }
}
