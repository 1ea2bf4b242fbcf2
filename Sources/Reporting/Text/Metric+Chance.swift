import Tabular
import Training

extension Metric {
  /// A value of it for a line that goes on with it, and beside an accuracy what always guessing the most
  /// frequent class gives.
  ///
  /// - Parameters:
  ///   - value: The value; nil where there is none.
  ///   - chance: See `ClassShares.chance`; nil where it is not known.
  /// - Returns: Such as `, accuracy 0.98 (always guessing 0.63)`; empty without a value.
  func listed(_ value: Double?, chance: Double?) -> String {
    guard let value else { return "" }
    let guessing =
      self == .accuracy
      ? chance.map { " (always guessing \(Decimal.significant($0)))" } : nil
    return ", \(words) \(Decimal.significant(value))\(guessing ?? "")"
  }
}

extension ClassShares {
  /// The accuracy of who always guesses the most frequent class.
  var chance: Double { classes[0].share }
}
