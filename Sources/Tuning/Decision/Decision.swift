import Glibc
import Probability
import Training

/// What full trainings decided.
package struct Decision: Codable, Sendable, Hashable {
  /// The risk from which an answer is doubtful: it is as likely as not that one split of the rows would say so.
  package static let doubtfulFrom = 0.5

  /// An end of the range.
  package struct End: Codable, Sendable, Hashable {
    package var learningRate: Double
    /// Whether a rate beyond it was trained and lost more; otherwise the range goes at least so far.
    package var isReached: Bool
  }

  /// What full trainings of a rate gave.
  package struct Rate: Codable, Sendable, Hashable {
    package var learningRate: Double
    /// The runs in which it diverged.
    package var divergedCount: Int
    /// The mean validation loss over the runs; nil where it diverged in one.
    package var loss: Double?
    /// How far its loss lies above that of the answer, as a share of what training gains: the mean
    /// over the runs, and its standard error.
    package var regret: Double
    package var regretError: Double
    /// Half the 95 % interval of its loss less the answer's, on further rows; nil of one run.
    package var lossReach: Double?

    /// The 95 % interval of the difference to the answer's loss, laid around the loss: what may be lost or gained by
    /// going there. How folds differ among themselves has no part in it.
    package var interval: ClosedRange<Double>? {
      guard let loss, let lossReach, lossReach.isFinite else { return nil }
      return max(0, loss - lossReach)...(loss + lossReach)
    }
  }

  /// The loss that is to be expected.
  package struct Promise: Codable, Sendable, Hashable {
    /// The mean loss of runs at the rate that the other runs chose, so that it does not flatter the
    /// choice; in the units of training.
    package var loss: Double
    /// The 95 % interval of the loss on as many new rows as a fold holds back.
    package var low: Double
    package var high: Double
    /// The root of the mean squared error in the target's units, which each fold has its own of; nil for classes.
    package var rootMeanSquare: Double?
    /// The mean accuracy, or R² for a number; nil where there is none.
    package var metric: Double?
  }

  package var learningRate: Double
  package var low: End
  package var high: End
  /// The lowest trained rate from which every training diverged in a fold or seed at least.
  package var edge: Double?
  /// The highest rate at which nothing diverged, nor at one between it and the best.
  package var highestSound: Double?
  /// The estimated chance that the rate loses more than `Gain.tolerance` on one sample of further rows. Over many samples
  /// fewer do, about two fifths of that.
  package var risk: Double
  /// Nil where there is one run alone, which chose the rate too.
  package var promise: Promise?
  /// The mean validation loss before training.
  package var untrainedLoss: Double
  /// The rates that were trained in full, from low to high.
  package var rates: [Rate]
  /// The folds that each was trained on, those of all repetitions, and the seeds of each.
  package var folds: Int
  package var seeds: Int
  /// Whether a higher or lower rate might be better, which the allowance did not pay for.
  package var isBestAtEnd: Bool
  package var hasLearned: Bool
  /// Whether every rate diverged in a run.
  package var isHopeless: Bool

  /// The loss that is to be expected at the answer, or where that is not known the lowest.
  var expectedLoss: Double { promise?.loss ?? rates.compactMap(\.loss).min() ?? .infinity }

  /// The trainings that were spent.
  package var trainings: Int { rates.count * folds * seeds }

  /// Two-sided 95 %.
  private static let intervalLevel = 0.975

  /// Nil where no run has a finite loss even before training.
  ///
  /// - Parameter planner: Finished.
  package init?(_ planner: DecisionPlanner) {
    guard let scores = DecisionScores(planner) else { return nil }
    let (places, trainings) = (planner.learningRates, planner.usableTrainings)
    let answer = scores.answer
    learningRate = LearningRate.canonical(pow(10, answer), digits: 4)

    let range = DecisionRange(planner, scores)
    low = End(
      learningRate: min(LearningRate.canonical(pow(10, range.lowest), digits: 4), learningRate),
      isReached: range.isReachedBelow)
    high = End(
      learningRate: max(range.highest.map { places[$0] } ?? 0, learningRate),
      isReached: range.isReachedAbove)

    edge = range.edge.map { places[$0] }
    highestSound = range.highestSound.map { places[$0] }
    risk = range.estimates.map(\.chanceOfLoss).max() ?? 1
    untrainedLoss = scores.untrained.mean
    rates = places.indices.map { rate in
      let divergedCount = trainings[rate].count { $0.loss == nil }
      return Rate(
        learningRate: places[rate], divergedCount: divergedCount,
        loss: divergedCount > 0 ? nil : trainings[rate].compactMap(\.loss).mean,
        regret: range.estimates[rate].mean, regretError: range.estimates[rate].error,
        lossReach: Self.reach(of: scores.lossesAboveAnswer(trainings[rate])))
    }
    folds = Set(planner.plan.runs.map(\.fold)).count
    seeds = planner.plan.runs.count / folds
    isBestAtEnd = scores.isBestHighest || scores.isBestLowest
    hasLearned = scores.hasLearned
    isHopeless = scores.isHopeless
    promise = Self.promise(planner, scores)
  }

  /// Half the 95 % interval of a mean over runs, or with the variance of a further sample added, of that sample; nil of one run.
  private static func reach(of values: [Double], furtherSamples: Double = 0) -> Double? {
    guard values.count > 1 else { return nil }
    let (mean, count) = (values.mean, Double(values.count))
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    return StudentT.quantile(intervalLevel, degrees: count - 1)
      * (variance * (furtherSamples + 1 / count + RegretEstimate.sharedRows)).squareRoot()
  }

  /// The loss of each run at the rate that the other folds of its repetition chose, which did not see the rows that
  /// it is judged by; of one split that the other seeds chose, on the same rows. Seeds of a fold are judged by the
  /// same rows, so that their mean counts as one.
  private static func promise(_ planner: DecisionPlanner, _ all: DecisionScores) -> Promise? {
    let runs = all.runs
    let hasFolds = Set(runs.map(\.fold)).count > 1
    let outcomes = runs.indices.compactMap {
      left -> (fold: Int, loss: Double, scale: Double?, metric: Double?)? in
      let repetition = planner.plan.repetition(of: runs[left])
      let others = runs.indices.filter {
        (hasFolds ? runs[$0].fold != runs[left].fold : runs[$0] != runs[left])
          && planner.plan.repetition(of: runs[$0]) == repetition
      }
      let choice = DecisionScores(planner, runs: others)
      return choice.map {
        (
          runs[left].fold, all.loss(at: $0.answer, run: left), all.targetScales[left],
          all.metric(at: $0.answer, run: left)
        )
      }
    }
    let folds = Set(outcomes.map(\.fold)).sorted()
    let losses =
      folds.count > 1
      ? folds.map { fold in outcomes.filter { $0.fold == fold }.map(\.loss).mean }
      : outcomes.map(\.loss)
    guard let reach = reach(of: losses, furtherSamples: 1) else { return nil }
    let mean = losses.mean
    return Promise(
      loss: mean, low: max(0, mean - reach), high: mean + reach,
      rootMeanSquare: outcomes.compactMap { outcome in
        outcome.scale.map { ScaledLoss(outcome.loss, $0) }
      }.rootMeanSquare, metric: outcomes.compactMap(\.metric).finiteMean)
  }
}
