import Statistics

extension MeanEstimate {
  /// A difference with its sign, and its interval where there is one, such as `+0.02 (0.01 to 0.03)`.
  var signedWords: String {
    let text = (mean > 0 ? "+" : "") + Decimal.significant(mean, digits: 2)
    guard let low, let high else { return text }
    return "\(text) (\(Decimal.range(low, high, digits: 2)))"
  }

  /// Its interval, such as `0.01 to 0.02`; nil for one value.
  var intervalWords: String? {
    guard let low, let high else { return nil }
    return Decimal.range(low, high)
  }
}

extension Comparison.Entry {
  /// How far it is behind the best, and its interval where there is one; empty for the best.
  var differenceWords: String {
    guard difference > 0 else { return "" }
    let words = Decimal.significant(difference, digits: 2)
    guard let low, let high else { return words }
    return "\(words) (\(Decimal.range(low, high, digits: 2)))"
  }
}
