import Experiment

/// A learning rate against the recommended one, over the replicates with which neither diverged.
package struct RatePair: Sendable, Hashable {
  /// Which of the two trains better.
  package enum Verdict: String, Sendable, Hashable {
    /// The interval of the difference lies above 0.
    case worse
    /// It holds 0, or there is none.
    case indistinguishable
    /// It lies below 0.
    case better
  }

  /// The trainings without which a difference has no interval: of two, which one outlier makes, nothing follows.
  package static let fewest = 3

  /// The number of replicates.
  package let replicateCount: Int
  /// The mean validation losses at the end.
  package let loss: Double
  package let recommendedLoss: Double
  /// Mean accuracies, or R² for a number; nil where there is none.
  package let metric: Double?
  package let recommendedMetric: Double?
  /// The mean of loss − recommended loss of the same replicate, with its interval: what both owe to the
  /// same weights, batches and rows cancels.
  package let difference: MeanEstimate
  package let verdict: Verdict
  /// The number of updates after which the better rate's mean validation loss first was no higher
  /// than what the other ended with; to the next checkpoint. Nil where they are the same.
  package let reachedAt: Int?

  init?(
    _ rate: RateComparison.Rate, against recommended: RateComparison.Rate,
    chosenFrom choices: Int
  ) {
    let pairs = zip(rate.trials, recommended.trials).filter {
      $0.validationLoss != nil && $1.validationLoss != nil
    }
    guard !pairs.isEmpty else { return nil }
    let losses = pairs.map { ($0.validationLoss ?? 0, $1.validationLoss ?? 0) }
    replicateCount = pairs.count
    loss = losses.map(\.0).mean
    recommendedLoss = losses.map(\.1).mean
    metric = Self.mean(pairs.map(\.0.metric))
    recommendedMetric = Self.mean(pairs.map(\.1.metric))
    difference = MeanEstimate(
      losses.map { $0 - $1 }, chosenFrom: choices, fewest: Self.fewest)
    if let low = difference.low, let high = difference.high, low > 0 || high < 0 {
      verdict = low > 0 ? .worse : .better
    } else {
      verdict = .indistinguishable
    }
    reachedAt =
      switch verdict {
      case .worse: Self.step(pairs.map(\.1), reaching: loss)
      case .better: Self.step(pairs.map(\.0), reaching: recommendedLoss)
      case .indistinguishable: nil
      }
  }

  /// A loss as a share of what the better of the two gains; nil where nothing is gained.
  package func share(of loss: Double, untrained: Double) -> Double? {
    let gain = untrained - min(self.loss, recommendedLoss)
    return gain > 0 ? loss / gain : nil
  }

  private static func mean(_ values: [Double?]) -> Double? {
    let known = values.compactMap { $0 }
    return known.count == values.count ? known.mean : nil
  }

  /// The first checkpoint at which the mean of the trials is no higher than a level.
  private static func step(_ trials: [TrialResult], reaching level: Double) -> Int? {
    trials[0].checkpoints.indices.first { place in
      let losses = trials.compactMap { $0.checkpoints[place].validationLoss }
      return losses.count == trials.count && losses.mean <= level
    }.map { trials[0].checkpoints[$0].step }
  }
}
