import Glibc
import Probability

/// What full trainings say of their rates.
///
/// Losses are compared within a run alone: folds differ in how well they can be predicted, and one
/// that explodes would drown the others. What counts is the gap: how far a loss lies above the run's
/// best, as a share of what that run gained since it was untrained.
struct DecisionScores {
  /// The cap of a gap in the search for the best: how bad a bad rate is does not matter.
  private static let cap = 0.2
  /// The temperature of the soft minimum over gaps.
  private static let softness = 0.02
  /// How far from the best, in decades, rates have a say in the answer: what ends low beyond lies in another
  /// valley, and between two valleys is a hill.
  private static let valleyReach = 1.0
  /// What the survey's answer weighs beside one training of each rate: the gap that makes up for a
  /// decade's distance from it.
  private static let surveyWeight = 0.1
  /// A loss beyond so many untrained ones counts as that.
  private static let lossCap = 3.0
  /// How far above the largest loss of the range an end has to lie before it is seen to lose more.
  private static let endMargin = 0.01

  /// The runs that count.
  let runs: [DecisionRun]
  /// log₁₀ of the rates, from low to high.
  let decades: [Double]
  /// The losses, capped, rate by rate and run by run.
  let losses: [[Double]]
  /// What each run gained: from its fold's untrained loss to its lowest.
  let gains: [Double]
  /// Whether a rate is out: it, or a lower one that is above the best, diverged in a run.
  let isOut: [Bool]
  /// The place of the best rate.
  let best: Int
  /// log₁₀ of the answer.
  let answer: Double
  /// The untrained loss of each run's fold.
  let untrained: [Double]
  private let diverged: [Bool]

  /// Nil where no run has a finite loss even before training.
  init?(_ planner: DecisionPlanner) {
    self.init(
      decades: planner.places.map(DecisionPlanner.decade), trainings: planner.trainings,
      runs: planner.plan.runs, survey: planner.plan.centre)
  }

  /// - Parameters:
  ///   - decades: log₁₀ of the rates, ascending.
  ///   - trainings: What they gave, run by run.
  ///   - runs: The runs.
  ///   - survey: log₁₀ of the survey's answer.
  init?(decades: [Double], trainings: [[FullTraining]], runs: [DecisionRun], survey: Double) {
    // A run whose rows give no finite loss untrained tells rates apart no better later.
    let usable = runs.indices.filter { trainings[0][$0].untrainedLoss.isFinite }
    guard !usable.isEmpty else { return nil }
    let (runs, trainings) = (
      usable.map { runs[$0] }, trainings.map { row in usable.map { row[$0] } }
    )
    self.runs = runs
    self.decades = decades
    // Untrained losses of a fold differ in the initial weights alone, which is noise.
    let untrained = runs.map { run in
      runs.indices.filter { runs[$0].fold == run.fold }
        .map { trainings[0][$0].untrainedLoss }.mean
    }
    self.untrained = untrained
    losses = trainings.map { row in
      row.indices.map { min(row[$0].loss ?? .infinity, Self.lossCap * untrained[$0]) }
    }
    let losses = losses
    gains = runs.indices.map { run in
      let lowest = losses.map { $0[run] }.min() ?? untrained[run]
      return max(
        untrained[run] - lowest, ConfirmationPlanner.leastFall * untrained[run],
        .leastNormalMagnitude)
    }
    let gains = gains
    diverged = trainings.map { $0.contains { $0.loss == nil } }
    let scores = decades.indices.map { rate in
      let gaps = runs.indices.map { run in
        let lowest = losses.map { $0[run] }.min() ?? 0
        return min(Self.cap, (losses[rate][run] - lowest) / gains[run])
      }
      let distance = decades[rate] - survey
      return gaps.mean + Self.surveyWeight / Double(runs.count) * distance * distance
    }
    let diverged = diverged
    let sound = decades.indices.filter { !diverged[$0] }
    let best =
      (sound.isEmpty ? Array(decades.indices) : sound)
      .min { scores[$0] < scores[$1] } ?? 0
    self.best = best
    let edge = decades.indices.first { $0 > best && diverged[$0] } ?? decades.count
    isOut = decades.indices.map { diverged[$0] || $0 >= edge }
    let isOut = isOut
    let weights = decades.indices.map { rate in
      isOut[rate] && rate != best || abs(decades[rate] - decades[best]) > Self.valleyReach + 1e-9
        ? 0 : exp(-(scores[rate] - scores[best]) / Self.softness)
    }
    let centre = zip(decades, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    // What diverged two places higher may with other rows do so one place higher, and between the two
    // nothing was trained.
    let isNearEdge = isOut.indices.contains(best + 2) && isOut[best + 2]
    answer = isNearEdge ? min(centre, decades[best]) : centre
  }

  // MARK: What is still to be looked at

  private var last: Int { decades.count - 1 }

  var isBestHighest: Bool { best == last && !diverged[best] }

  /// Where nothing learns, the lowest rate does the least harm: no reason to go lower, unless even
  /// that one does harm.
  var isBestLowest: Bool {
    best == 0 && (diverged[0] || hasLearned || losses[0].mean > untrained.mean)
  }

  /// Whether the highest rate is still as good as the range may be.
  var isOpenAbove: Bool { !diverged[last] && isClose(last) }

  /// Whether the lowest rate is.
  var isOpenBelow: Bool { hasLearned && isClose(0) }

  private func isClose(_ rate: Int) -> Bool {
    differences(of: rate, to: decades[best]).mean <= Decision.rangeRegret + Self.endMargin
  }

  /// Whether the best rate brought the loss below what it was before training.
  var hasLearned: Bool {
    losses[best].mean < untrained.mean * (1 - ConfirmationPlanner.leastFall)
  }

  /// Whether every rate diverged in a run.
  var isHopeless: Bool { diverged.allSatisfy { $0 } }

  /// The place of the lowest rate from which all higher ones diverged in a run; nil where the
  /// highest did not.
  var edge: Int? {
    guard diverged[last] else { return nil }
    return (diverged.lastIndex(of: false) ?? -1) + 1
  }

  // MARK: What is known of a rate

  /// A run's loss at a rate between two that were trained: on a line over the logarithm of the rate.
  func loss(at decade: Double, run: Int) -> Double {
    let upper = decades.firstIndex { $0 >= decade } ?? last
    guard upper > 0, decades[upper] > decade else { return losses[upper][run] }
    let share = (decade - decades[upper - 1]) / (decades[upper] - decades[upper - 1])
    return losses[upper - 1][run] + share * (losses[upper][run] - losses[upper - 1][run])
  }

  /// How far a rate's loss lies above that at another, run by run, as a share of what was gained.
  func differences(of rate: Int, to decade: Double) -> [Double] {
    gains.indices.map { (losses[rate][$0] - loss(at: decade, run: $0)) / gains[$0] }
  }
}
