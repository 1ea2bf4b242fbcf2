import RandomStreams

/// How many standard errors a difference of two levels may have, for all differences at once.
///
/// The range of several means in terms of the standard error of a difference (Tukey, 1953), or the
/// farthest difference between contenders and those of another stratum, by simulation: the noise
/// of either is estimated on its own. Means are those of equally many losses; with unequal numbers the value
/// is a little too high (Tukey and Kramer; Hayter, 1984).
package struct CriticalValue: Sendable, Hashable {
  /// The number of contenders, at least 1; at least 2 where they are compared with one another.
  package var contenders: Int
  package var contenderDegrees: Int
  /// What they are compared with; nil where that is one another.
  package var others: Others?
  /// The probability that any difference is farther.
  package var miss: Double

  /// Configurations of another stratum.
  package struct Others: Sendable, Hashable {
    package var count: Int
    package var degrees: Int
    /// Their variance as a share of the sum of theirs and the contenders'.
    package var share: Double

    package init(count: Int, degrees: Int, share: Double) {
      (self.count, self.degrees, self.share) = (count, degrees, share)
    }
  }

  package init(contenders: Int, contenderDegrees: Int, others: Others? = nil, miss: Double) {
    (self.contenders, self.contenderDegrees) = (contenders, contenderDegrees)
    (self.others, self.miss) = (others, miss)
  }

  /// How many tables are drawn: the value's own standard error is about 0.006 for a miss of 5 %.
  package static let draws = 50_000
  private static let seed: UInt64 = 2026

  /// The value, to three decimals, the same at every call.
  ///
  /// - Complexity: O(draws), whatever the number of configurations.
  package func simulated() -> Double {
    var stream = RandomStream(seed: Self.seed, purpose: .criticalValue)
    var statistics = (0..<Self.draws).map { _ in farthest(&stream) }
    statistics.sort()
    let place = Int(((1 - miss) * Double(Self.draws)).rounded(.up)) - 1
    return (statistics[place] * 1000).rounded() / 1000
  }

  /// The farthest difference in one table.
  private func farthest(_ stream: inout RandomStream) -> Double {
    let noise = stream.chiSquared(degrees: Double(contenderDegrees)) / Double(contenderDegrees)
    let extremes = stream.normalExtremes(count: contenders)
    guard let others else {
      return (extremes.high - extremes.low) / (2 * noise).squareRoot()
    }
    let otherNoise = stream.chiSquared(degrees: Double(others.degrees)) / Double(others.degrees)
    let otherExtremes = stream.normalExtremes(count: others.count)
    let (spread, otherSpread) = ((1 - others.share).squareRoot(), others.share.squareRoot())
    let farthest = max(
      otherSpread * otherExtremes.high - spread * extremes.low,
      spread * extremes.high - otherSpread * otherExtremes.low)
    return farthest / ((1 - others.share) * noise + others.share * otherNoise).squareRoot()
  }
}
