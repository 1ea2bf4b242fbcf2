import Glibc

/// When a lane of a range test has shown enough: its smoothed loss exceeds `factor` times the
/// lowest smoothed loss before it, or is no longer finite.
///
/// One extreme batch of a heavy-tailed target lifts the smoothed loss as well, so most of the last
/// batches have to lie above the same limit; a training that diverges lifts them all. And where
/// batches differ by more than `factor` from one another, the limit is as far away as they do.
package struct StopRule: Codable, Hashable, Sendable {
  /// How far the loss may rise above its lowest value, at least.
  package var factor: Double
  /// The smoothing's share of the past; see `ExponentialAverage`.
  package var beta: Double

  package init(factor: Double, beta: Double) {
    self.factor = factor
    self.beta = beta
  }

  /// How many of the last batches are looked at; more than half have to lie above the limit.
  private static let window = 5
  /// The limit, in robust standard deviations of the logarithm of a batch's loss.
  private static let reach = 4.0

  /// Watches one lane.
  struct Monitor {
    private let factor: Double
    private var average: ExponentialAverage
    private var best = Double.infinity
    private var losses: [Double] = []

    init(_ rule: StopRule) {
      factor = rule.factor
      average = ExponentialAverage(beta: rule.beta)
    }

    /// Takes in the loss of a step and says whether it stops the lane.
    mutating func stops(at loss: Float) -> Bool {
      let smoothed = average.add(Double(loss))
      losses.append(Double(loss))
      defer { best = min(best, smoothed) }
      guard smoothed.isFinite else { return true }
      guard smoothed > factor * best else { return false }
      let limit = max(factor, exp(StopRule.reach * noise)) * best
      let above = losses.suffix(StopRule.window).count { $0 > limit }
      return smoothed > limit && 2 * above > StopRule.window
    }

    /// The standard deviation of the logarithm of a batch's loss.
    ///
    /// It is read off the differences of neighbours, in which the course of the training hardly
    /// shows, by their median, which neither a few extreme batches nor the first steps of a
    /// divergence move.
    private var noise: Double {
      let logarithms = losses.map { log(max($0, .leastNormalMagnitude)) }
      let differences = zip(logarithms, logarithms.dropFirst()).map { abs($1 - $0) }.sorted()
      guard !differences.isEmpty else { return 0 }
      // The median of |x − y| is 0.954 standard deviations of normal x and y.
      return differences[differences.count / 2] / 0.954
    }
  }
}
