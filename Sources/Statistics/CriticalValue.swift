import RandomStreams

/// How many standard errors a difference to the best may have, for all differences at once.
///
/// The 95 % point of maxᵢ |Dᵢ − δᵢ| / SEᵢ over all other configurations i, where Dᵢ is the estimated
/// difference to one fixed configuration: Dunnett's two-sided critical value (1955), by simulation,
/// so that missing cells and two variances are taken as they are.
package struct CriticalValue: Sendable {
  /// Configurations that are alike in all that matters here.
  package struct Kind: Sendable {
    /// How many, the one compared with not among them.
    package var count: Int
    /// The variance of their means as a share of the contenders' variance of one loss.
    package var variance: Double
    /// Whether their variance is estimated from the contenders.
    package var isContender: Bool
    /// The share of the replicate effects' error in the difference: R⁻¹ · (m − m_best).
    package var replicateShare: [Double]

    package init(count: Int, variance: Double, isContender: Bool, replicateShare: [Double] = []) {
      self.count = count
      self.variance = variance
      self.isContender = isContender
      self.replicateShare = replicateShare
    }
  }

  package var kinds: [Kind]
  /// The configuration that all are compared with; its count is 1.
  package var best: Kind
  package var contenderDegrees: Double
  package var otherDegrees: Double

  package init(
    kinds: [Kind], best: Kind, contenderDegrees: Double, otherDegrees: Double
  ) {
    self.kinds = kinds
    self.best = best
    self.contenderDegrees = contenderDegrees
    self.otherDegrees = otherDegrees
  }

  /// How many tables are drawn: the value's own standard error is about 0.006.
  package static let draws = 50_000
  /// The share of tables in which every interval covers.
  package static let confidence = 0.95
  private static let seed: UInt64 = 2026

  /// The value, to three decimals, the same at every call.
  ///
  /// - Complexity: O(draws · kinds), whatever the number of configurations.
  package func simulated() -> Double {
    var stream = RandomStream(seed: Self.seed, purpose: .criticalValue)
    let kinds = kinds.filter { $0.count > 0 }
    let replicateCount = kinds.map(\.replicateShare.count).max() ?? 0
    var statistics = [Double](repeating: 0, count: Self.draws)
    for draw in statistics.indices {
      let contenders = stream.chiSquared(degrees: contenderDegrees) / contenderDegrees
      let others =
        otherDegrees > 0 ? stream.chiSquared(degrees: otherDegrees) / otherDegrees : contenders
      let effects = (0..<replicateCount).map { _ in stream.normal() }
      let bestError = stream.normal() * best.variance.squareRoot()
      let bestVariance = best.variance * (best.isContender ? contenders : others)
      for kind in kinds {
        let extremes = stream.normalExtremes(count: kind.count)
        let spread = kind.variance.squareRoot()
        let shift = zip(kind.replicateShare, effects).reduce(-bestError) { $0 - $1.0 * $1.1 }
        let replicateVariance = kind.replicateShare.reduce(0) { $0 + $1 * $1 } * contenders
        let variance =
          kind.variance * (kind.isContender ? contenders : others) + bestVariance
          + replicateVariance
        let farthest = max(
          abs(spread * extremes.low + shift), abs(spread * extremes.high + shift))
        statistics[draw] = max(statistics[draw], farthest / variance.squareRoot())
      }
    }
    statistics.sort()
    let place = Int((Self.confidence * Double(Self.draws)).rounded(.up)) - 1
    return (statistics[place] * 1000).rounded() / 1000
  }
}
