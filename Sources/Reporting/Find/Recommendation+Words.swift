import Tuning

extension Recommendation {
  /// The range, as far as it was measured: an end beyond which no rate was trained that loses more is no
  /// end.
  var rangeWords: String {
    guard let range else { return "none" }
    let (low, high) = (
      Decimal.significant(range.lowerBound), Decimal.significant(range.upperBound)
    )
    guard let decision else { return "\(low) to \(high)" }
    return low + (decision.low.isReached ? "" : " or lower") + " to "
      + (decision.high.isReached ? high : "at least \(high)")
  }

  /// Why there is no range.
  static let noRange = "no range: nothing was learned"

  /// The range, or why there is none.
  var rangeSentence: String {
    range == nil ? Self.noRange : "range \(rangeWords)"
  }
}
