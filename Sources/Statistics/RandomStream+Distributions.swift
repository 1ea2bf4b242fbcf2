import Glibc
import RandomStreams

extension RandomStream {
  /// A number drawn uniformly from (0, 1), an odd multiple of 2⁻⁵³.
  mutating func openUnit() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A number drawn from the standard normal distribution (Box and Muller, 1958).
  mutating func normal() -> Double {
    (-2 * log(openUnit())).squareRoot() * cos(2 * .pi * openUnit())
  }

  /// A number drawn from the χ² distribution.
  ///
  /// Twice a gamma variate of shape ν/2 (Marsaglia and Tsang, 2000); a shape below 1 is drawn one
  /// higher and scaled by U^(1/shape).
  ///
  /// - Parameter degrees: The degrees of freedom ν, greater than 0.
  /// - Returns: The number.
  mutating func chiSquared(degrees: Double) -> Double {
    let shape = degrees / 2
    let scale = shape < 1 ? pow(openUnit(), 1 / shape) : 1
    let d = (shape < 1 ? shape + 1 : shape) - 1 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = pow(1 + c * x, 3)
      if v > 0, log(openUnit()) < x * x / 2 + d - d * v + d * log(v) { return 2 * scale * d * v }
    }
  }

  /// The lowest and the highest of several independent standard normal numbers, drawn without
  /// drawing the others.
  ///
  /// The highest of m uniform numbers is U^(1/m); below it the others are uniform again, so that
  /// the lowest is the highest · (1 − V^(1/(m − 1))).
  ///
  /// - Parameter count: How many, at least 1.
  /// - Returns: The two; the same for one number.
  mutating func normalExtremes(count: Int) -> (low: Double, high: Double) {
    if count == 1 {
      let value = normal()
      return (value, value)
    }
    // From the logarithms, as the highest may be too near to 1.
    let logHigh = log(openUnit()) / Double(count)
    let shareBelow = -expm1(log(openUnit()) / Double(count - 1))
    let high = -Normal.quantile(max(-expm1(logHigh), .leastNormalMagnitude))
    return (Normal.quantile(max(exp(logHigh) * shareBelow, .leastNormalMagnitude)), high)
  }
}
