import Glibc
import Probability

/// What full trainings decided.
package struct Decision: Codable, Sendable, Hashable {
  /// The regret that a range and a confident answer are to stay below.
  package static let rangeRegret = 0.05

  /// The chance of a larger regret from which an answer is doubtful.
  package static let doubtfulFrom = 0.3

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
  }

  /// The loss that is to be expected.
  package struct Promise: Codable, Sendable, Hashable {
    /// The mean loss of runs at the rate that the other runs chose, so that it does not flatter the
    /// choice; in the units of training.
    package var loss: Double
    /// The 95 % interval of the loss on as many new rows as a fold holds back.
    package var low: Double
    package var high: Double
  }

  package var learningRate: Double
  package var low: End
  package var high: End
  /// The lowest trained rate from which every training diverged in a fold or seed at least.
  package var edge: Double?
  /// The highest rate at which nothing diverged.
  package var highestSound: Double?
  /// The estimated chance that the rate loses more than `rangeRegret`.
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

  /// The mean validation loss of the rate that ended lowest.
  var lowestLoss: Double { rates.compactMap(\.loss).min() ?? .infinity }

  /// The trainings that were spent.
  package var trainings: Int { rates.count * folds * seeds }

  /// The spread of a difference between two rates that is assumed beside what is seen, with the
  /// weight of one run: few runs may agree by chance.
  private static let usualSpread = 0.05
  /// How much more a mean over folds varies than one over independent samples, as folds share the rows
  /// that they train on: the rows of a fold over those that are trained on, 1 of 4 (Nadeau and Bengio,
  /// Inference for the Generalization Error, Machine Learning 52, 2003).
  private static let sharedRows = 0.25
  /// The standard errors by which the ends of the range are known to lose less than they may.
  private static let rangeErrors = 1.0
  private static let promiseLevel = 0.975

  /// Nil where no run has a finite loss even before training.
  ///
  /// - Parameter planner: Finished.
  package init?(_ planner: DecisionPlanner) {
    guard let scores = DecisionScores(planner) else { return nil }
    let places = planner.learningRates
    let answer = scores.answer
    learningRate = LearningRate.canonical(pow(10, answer), digits: 4)

    let estimates = scores.decades.indices.map { rate in
      Estimate(scores.differences(of: rate, to: answer))
    }
    let isGood = scores.decades.indices.map { rate in
      !scores.isOut[rate]
        && estimates[rate].likelyMost <= Self.rangeRegret
    }
    let nearest = scores.decades.indices.min {
      abs(scores.decades[$0] - answer) < abs(scores.decades[$1] - answer)
    }
    var (first, last) = (nearest ?? 0, nearest ?? 0)
    while first > 0, isGood[first - 1] { first -= 1 }
    while last < places.count - 1, isGood[last + 1] { last += 1 }
    // Other rows and weights may diverge a little lower than these did.
    if last < places.count - 1, scores.isOut[last + 1] { last = max(first, last - 1) }
    let lowest =
      first > 0 && isGood[first]
      ? Self.crossing(
        from: (scores.decades[first], estimates[first]),
        to: (scores.decades[first - 1], estimates[first - 1]))
      : scores.decades[first]
    low = End(
      learningRate: min(LearningRate.canonical(pow(10, lowest), digits: 4), learningRate),
      isReached: first > 0)
    high = End(
      learningRate: max(scores.isOut[last] ? 0 : places[last], learningRate),
      isReached: last < places.count - 1)

    edge = scores.edge.map { places[$0] }
    highestSound = places.indices.last { !scores.isOut[$0] }.map { places[$0] }
    risk = estimates.map(\.chanceOfLoss).max() ?? 1
    untrainedLoss = scores.untrained.mean
    rates = places.indices.map { rate in
      let divergedCount = planner.trainings[rate].count { $0.loss == nil }
      return Rate(
        learningRate: places[rate], divergedCount: divergedCount,
        loss: divergedCount > 0 ? nil : planner.trainings[rate].compactMap(\.loss).mean,
        regret: estimates[rate].mean, regretError: estimates[rate].error)
    }
    folds = Set(planner.plan.runs.map(\.fold)).count
    seeds = planner.plan.runs.count / folds
    isBestAtEnd = scores.isBestHighest || scores.isBestLowest
    hasLearned = scores.hasLearned
    isHopeless = scores.isHopeless
    promise = Self.promise(planner, scores)
  }

  /// Where what may be lost is reached between a rate that is good and the next one, which is not: along a straight line.
  /// The loss bends upwards towards lower rates, so that the line is reached a little early. Towards higher
  /// rates it may break off between two rates, and nothing is taken for good there that was not trained.
  ///
  /// - Returns: The rate's decimal logarithm.
  private static func crossing(
    from good: (decade: Double, estimate: Estimate), to bad: (decade: Double, estimate: Estimate)
  ) -> Double {
    let (near, far) = (good.estimate.likelyMost, bad.estimate.likelyMost)
    return good.decade + (bad.decade - good.decade) * (rangeRegret - near) / (far - near)
  }

  /// The loss of each run at the rate that the others of its repetition chose, which did not see the rows that
  /// it is judged by. Seeds of a fold are judged by the same rows, so that their mean counts as one.
  private static func promise(_ planner: DecisionPlanner, _ all: DecisionScores) -> Promise? {
    let runs = planner.plan.runs
    let outcomes = all.runs.indices.compactMap { left -> (fold: Int, loss: Double)? in
      let repetition = planner.plan.repetition(of: all.runs[left])
      let others = runs.indices.filter {
        runs[$0] != all.runs[left] && planner.plan.repetition(of: runs[$0]) == repetition
      }
      let choice = DecisionScores(
        decades: all.decades, trainings: planner.trainings.map { row in others.map { row[$0] } },
        runs: others.map { runs[$0] }, survey: planner.plan.centre)
      return choice.map { (all.runs[left].fold, all.loss(at: $0.answer, run: left)) }
    }
    let folds = Set(outcomes.map(\.fold)).sorted()
    let losses =
      folds.count > 1
      ? folds.map { fold in outcomes.filter { $0.fold == fold }.map(\.loss).mean }
      : outcomes.map(\.loss)
    guard losses.count > 1 else { return nil }
    let (mean, count) = (losses.mean, Double(losses.count))
    let variance = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let reach =
      StudentT.quantile(promiseLevel, degrees: count - 1)
      * (variance * (1 + 1 / count + sharedRows)).squareRoot()
    return Promise(loss: mean, low: max(0, mean - reach), high: mean + reach)
  }

  /// The mean of differences over runs, and how sure it is.
  private struct Estimate {
    let mean: Double
    let error: Double
    private let degrees: Double

    init(_ differences: [Double]) {
      let count = Double(differences.count)
      let mean = differences.mean
      let squares = differences.reduce(usualSpread * usualSpread) {
        $0 + ($1 - mean) * ($1 - mean)
      }
      self.mean = mean
      degrees = count
      error = (squares / count * (1 / count + sharedRows)).squareRoot()
    }

    /// What is lost with the rate at most, by the standard errors that the range asks for.
    var likelyMost: Double { mean + rangeErrors * error }

    /// The chance that the rate is so much better than the answer that the answer loses too much.
    var chanceOfLoss: Double {
      StudentT.cumulative((-mean - rangeRegret) / error, degrees: degrees)
    }
  }
}
