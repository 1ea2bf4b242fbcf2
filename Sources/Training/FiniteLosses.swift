/// What of losses and scores may enter a mean, a rank or a weight.
///
/// A number that is not finite says that there is none. In a sum it would take over everything, and
/// in a comparison the outcome would depend on where it stands; so whatever adds up or orders losses
/// goes through these.
extension Double {
  /// The number, or nil where it is not finite.
  package var ifFinite: Double? { isFinite ? self : nil }
}

extension Sequence<Double> {
  /// The mean of the numbers that are finite; nil where none is.
  ///
  /// - Complexity: O(n)
  package var finiteMean: Double? {
    var (sum, count) = (0.0, 0)
    for number in self where number.isFinite { (sum, count) = (sum + number, count + 1) }
    return count > 0 ? sum / Double(count) : nil
  }

  /// The lowest of the numbers that are finite; nil where none is.
  ///
  /// - Complexity: O(n)
  package var finiteMinimum: Double? { lazy.filter(\.isFinite).min() }
}

extension Collection where Element: BinaryFloatingPoint {
  /// The arithmetic mean, summed in double precision; NaN without values, and where one is not
  /// finite.
  ///
  /// - Complexity: O(n)
  package var mean: Double { reduce(0.0) { $0 + Double($1) } / Double(count) }
}
