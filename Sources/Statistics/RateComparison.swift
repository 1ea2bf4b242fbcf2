import Experiment
import Training

/// What learning rates ended with after the same trainings, one a replicate.
package struct RateComparison: Sendable {
  /// One rate.
  package struct Rate: Sendable {
    package var learningRate: Double
    /// One a replicate, in the order of replicates.
    package var trials: [TrialResult]

    package init(learningRate: Double, trials: [TrialResult]) {
      self.learningRate = learningRate
      self.trials = trials
    }

    /// How many trainings diverged.
    package var divergedCount: Int { trials.count { $0.validationLoss == nil } }

    /// The mean validation loss of the trainings that did not diverge; nil where all did.
    package var loss: Double? { trials.compactMap(\.validationLoss).finiteMean }

    /// Their mean accuracy, or R² for a number; nil where there is none.
    package var metric: Double? { trials.compactMap(\.metric).finiteMean }

    /// Their mean of a metric of unequal classes; nil where there is none.
    package func mean(of metric: Metric) -> Double? {
      trials.compactMap { $0.classMetrics[metric] }.finiteMean
    }
  }

  /// The recommended rate first, then the user's.
  package let rates: [Rate]

  package init(rates: [Rate]) {
    precondition(!rates.isEmpty && rates.allSatisfy { $0.trials.count == rates[0].trials.count })
    self.rates = rates
  }

  package var recommended: Rate { rates[0] }
  /// The rates that the user named, but for the recommended one.
  package var others: ArraySlice<Rate> { rates.dropFirst() }
  package var replicates: [Replicate] { recommended.trials.map(\.replicate) }
  /// The folds of the rows that they were trained on; 1 for the ordinary split.
  package var foldCount: Int { Set(replicates.map(\.fold)).count }
  /// The trials of each replicate, in the order of rates.
  package var trialsByReplicate: [[TrialResult]] {
    replicates.indices.map { place in rates.map { $0.trials[place] } }
  }

  /// The metrics of unequal classes that are known of some rate.
  package var classMetrics: [Metric] {
    Metric.ofUnequalClasses.filter { metric in rates.contains { $0.mean(of: metric) != nil } }
  }

  /// Every training step spent, over all lanes.
  package var cost: Int {
    rates.flatMap(\.trials).reduce(0) { $0 + ($1.detail?.cost ?? $1.steps) }
  }

  /// The user's rate that ended lowest, of those with which nothing diverged; nil where there is none.
  package var best: Rate? {
    others.filter { $0.divergedCount == 0 }.min { $0.loss ?? .infinity < $1.loss ?? .infinity }
  }

  /// The mean validation loss before training; nil where none is finite.
  package var untrainedLoss: Double? { recommended.trials.map(\.untrainedLoss).finiteMean }

  /// A rate against the recommended one. Its interval counts that the best of the others is chosen after the trainings,
  /// so that a row of the table and a sentence on the best say the same.
  ///
  /// - Parameter rate: One of `others`.
  /// - Returns: Their comparison over the replicates with which neither diverged; nil where there is
  ///   none.
  package func pair(of rate: Rate) -> RatePair? {
    RatePair(rate, against: recommended, chosenFrom: max(1, others.count))
  }
}
