import Glibc

/// Learning rates as canonical decimals of six significant digits, so that a rate is the same
/// number wherever it was computed, printed or typed.
package enum LearningRate {
  /// The nearest number with six significant decimal digits.
  ///
  /// - Parameters:
  ///   - value: Greater than zero and finite.
  ///   - count: Another number of digits.
  /// - Returns: The number that its digits read as.
  package static func canonical(_ value: Double, digits count: Int = 6) -> Double {
    precondition(value > 0 && value.isFinite, "a learning rate must be greater than zero")
    var exponent = Int(log10(value).rounded(.down)) + 1 - count
    var digits = (value / pow(10, Double(exponent))).rounded()
    if digits >= pow(10, Double(count)) {
      digits = (digits / 10).rounded()
      exponent += 1
    }
    return Double("\(Int(digits))e\(exponent)") ?? value
  }

  /// The canonical rate at a power of ten.
  package static func atDecade(_ exponent: Double) -> Double { canonical(pow(10, exponent)) }

  /// Rates from `low` to `high`, evenly on the logarithm.
  package static func logarithmicGrid(from low: Double, to high: Double, count: Int) -> [Double] {
    guard count > 1 else { return [canonical(low)] }
    let (first, last) = (log10(low), log10(high))
    return (0..<count).map { atDecade(first + (last - first) * Double($0) / Double(count - 1)) }
  }
}
