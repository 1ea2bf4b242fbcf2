import Experiment
import Training

/// What optimizers ended with at rates that nobody tuned, beside a recommended rate after the same
/// trainings, one a replicate.
package struct UntunedComparison: Sendable {
  /// An optimizer at a rate of its authors or of habit.
  package struct Contender: Sendable {
    package var optimizer: Optimizer
    package var rate: RateComparison.Rate

    package init(optimizer: Optimizer, rate: RateComparison.Rate) {
      self.optimizer = optimizer
      self.rate = rate
    }

    /// What it was trained under; nil without a training.
    package var schedule: ScheduleSpecification? {
      rate.trials.first?.configuration.schedule
    }

    /// Whether its authors promise that nothing has to be tuned.
    package var isTuningFree: Bool { optimizer.traits.untunedRate == rate.learningRate }
  }

  /// The recommended rate, with the optimizer that it is for.
  package let tuned: Contender
  package let contenders: [Contender]

  package init(tuned: Contender, contenders: [Contender]) {
    self.tuned = tuned
    self.contenders = contenders
  }

  package var replicates: [Replicate] { tuned.rate.trials.map(\.replicate) }
  /// The folds of the rows that they were trained on; 1 for the ordinary split.
  package var foldCount: Int { Set(replicates.map(\.fold)).count }

  /// Every training step spent, over all lanes.
  package var cost: Int {
    ([tuned] + contenders).flatMap(\.rate.trials).reduce(0) {
      $0 + ($1.detail?.cost ?? $1.steps)
    }
  }

  /// A contender against the tuned rate, over the replicates with which neither diverged.
  ///
  /// Every interval counts that one of the tuning-free ones is chosen after the trainings, so that a row of
  /// the table and a sentence on the one that was chosen say the same, whichever that is.
  package func pair(of contender: Contender) -> RatePair? {
    RatePair(contender.rate, against: tuned.rate, chosenFrom: max(1, tuningFree.count))
  }

  /// Those whose authors promise that nothing has to be tuned.
  package var tuningFree: [Contender] { contenders.filter(\.isTuningFree) }

  /// The tuning-free one that stands for all, of those with which nothing diverged: of those that are told to
  /// be better than the tuned rate the one that ended lowest; where there are none, of all.
  package var bestTuningFree: Contender? {
    let winners = wholeTuningFree.filter { pair(of: $0)?.verdict == .better }
    return Self.lowest(winners) ?? lowestTuningFree
  }

  /// The tuning-free one that ended lowest, perhaps by chance.
  package var lowestTuningFree: Contender? { Self.lowest(wholeTuningFree) }

  /// The best against the tuned rate.
  package var bestPair: RatePair? { bestTuningFree.flatMap(pair(of:)) }

  private var wholeTuningFree: [Contender] { tuningFree.filter { $0.rate.divergedCount == 0 } }

  private static func lowest(_ contenders: [Contender]) -> Contender? {
    contenders.min { $0.rate.loss ?? .infinity < $1.rate.loss ?? .infinity }
  }

  /// The contenders that were trained under another schedule than the tuned rate.
  package var offSchedule: [Contender] { contenders.filter { $0.schedule != tuned.schedule } }

  /// A loss of a contender as a share of what training gains at the better of its rate and the tuned
  /// one; nil where nothing is gained.
  package func share(of loss: Double, _ pair: RatePair) -> Double? {
    guard let untrained = tuned.rate.trials.map(\.untrainedLoss).finiteMean else { return nil }
    return pair.share(of: loss, untrained: untrained)
  }
}
