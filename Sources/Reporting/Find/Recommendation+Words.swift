import Tuning

extension Recommendation {
  /// The range, as far as it was measured: an end beyond which no rate was trained that loses more is no
  /// end.
  var rangeWords: String {
    guard hasLearned else { return "none" }
    let (low, high) = (Decimal.significant(low), Decimal.significant(high))
    guard let decision else { return "\(low) to \(high)" }
    return low + (decision.low.isReached ? "" : " or lower") + " to "
      + (decision.high.isReached ? high : "at least \(high)")
  }

  /// The range, or why there is none.
  var rangeSentence: String {
    hasLearned ? "range \(rangeWords)" : "no range: nothing was learned"
  }
}
