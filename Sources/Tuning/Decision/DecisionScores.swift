import Glibc
import Probability
import Training

/// What full trainings say of their rates.
///
/// Losses are compared within a run alone: folds differ in how well they can be predicted, and one
/// that explodes would drown the others. What counts is the gap: how far a loss lies above the run's
/// best, as a share of what that run gained since it was untrained.
struct DecisionScores {
  /// The cap of a gap in the search for the best: how bad a bad rate is does not matter.
  static let cap = 0.2
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
  /// The chance that a rate which diverged in no run does so with other rows, as a share of the runs in which the
  /// next higher one did. What diverges loses all that training gains, so that as much may be lost to keep away.
  private static let chanceBelow = 0.15
  /// How far above the largest loss of the range an end has to lie before it is seen to lose more.
  private static let endMargin = 0.01

  /// The runs that count.
  let runs: [DecisionRun]
  /// log₁₀ of the rates, from low to high.
  let decades: [Double]
  /// The losses, capped, rate by rate and run by run.
  let losses: [[Double]]
  /// The accuracies, or R², alike.
  private let metrics: [[Double?]]
  /// What each run gained: from its fold's untrained loss to its lowest.
  let gains: [Double]
  /// The place of the best rate.
  let best: Int
  /// log₁₀ of the answer.
  let answer: Double
  /// The untrained loss of each run's fold.
  let untrained: [Double]
  /// The target's units in one of each run's fold; nil for classes.
  let targetScales: [Double?]
  private let diverged: [Bool]

  /// Of the rates of the planner's grid: the more rates lie close to each other, the better is the best of them by
  /// chance. It is nil where no run has a finite loss even before training.
  ///
  /// - Parameters:
  ///   - planner: What was trained.
  ///   - only: Places of the runs to look at, among those that are usable; nil for all.
  init?(_ planner: DecisionPlanner, runs only: [Int]? = nil) {
    let grid = planner.decades.indices.filter { planner.isOnGrid($0) }
    let (all, trainings) = (planner.usableRuns, planner.usableTrainings)
    let places = only ?? Array(all.indices)
    self.init(
      decades: grid.map { planner.decades[$0] },
      trainings: grid.map { rate in places.map { trainings[rate][$0] } },
      runs: places.map { all[$0] }, survey: planner.plan.centre)
  }

  /// - Parameters:
  ///   - decades: log₁₀ of the rates, ascending.
  ///   - trainings: What they gave, run by run.
  ///   - runs: The runs.
  ///   - survey: log₁₀ of the survey's answer.
  private init?(
    decades: [Double], trainings: [[FullTraining]], runs: [DecisionRun], survey: Double
  ) {
    guard !runs.isEmpty else { return nil }
    self.runs = runs
    self.decades = decades
    // Untrained losses of a fold differ in the initial weights alone, which is noise.
    let untrained = runs.map { run in
      runs.indices.filter { runs[$0].fold == run.fold }
        .map { trainings[0][$0].untrainedLoss }.mean
    }
    self.untrained = untrained
    targetScales = trainings[0].map(\.targetScale)
    metrics = trainings.map { $0.map(\.metric) }
    losses = trainings.map { Self.capped($0, untrained: untrained) }
    let losses = losses
    gains = runs.indices.map { run in
      let lowest = losses.map { $0[run] }.min() ?? untrained[run]
      return max(
        untrained[run] - lowest, Gain.least * untrained[run],
        .leastNormalMagnitude)
    }
    let gains = gains
    diverged = SoundRates.diverged(trainings)
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
    let rates = SoundRates(diverged: diverged) { $0 > best }
    let edge = rates.edge
    let weights = decades.indices.map { rate in
      rates.isOut(rate) && rate != best
        || abs(decades[rate] - decades[best]) > Self.valleyReach + 1e-9
        ? 0 : exp(-(scores[rate] - scores[best]) / Self.softness)
    }
    let centre = zip(decades, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    guard edge < decades.count, decades[edge] <= decades[best] + 2 * DecisionPlanner.spacing else {
      answer = centre
      return
    }
    // What diverged that near may with other rows do so nearer, and between two rates nothing was trained.
    let isNext = decades[edge] <= decades[best] + DecisionPlanner.spacing
    let lower = decades.lastIndex { $0 <= decades[best] - DecisionPlanner.spacing }
    let share = Double(trainings[edge].count { $0.loss == nil }) / Double(runs.count)
    let highest = lower.flatMap { lower in
      isNext && !diverged[lower] && scores[lower] - scores[best] <= Self.chanceBelow * share
        ? lower : nil
    }
    answer = min(centre, decades[highest ?? best])
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
    differences(losses[rate], to: decades[best]).mean <= Gain.tolerance + Self.endMargin
  }

  /// Whether the best rate brought the loss below what it was before training.
  var hasLearned: Bool {
    losses[best].mean < untrained.mean * (1 - Gain.least)
  }

  /// Whether every rate diverged in a run.
  var isHopeless: Bool { diverged.allSatisfy { $0 } }

  // MARK: What is known of a rate

  /// A run's loss at a rate between two that were trained: on a line over the logarithm of the rate.
  func loss(at decade: Double, run: Int) -> Double {
    let (lower, upper, share) = between(decade)
    return losses[lower][run] + share * (losses[upper][run] - losses[lower][run])
  }

  /// A run's accuracy or R² likewise; nil where it is not known.
  func metric(at decade: Double, run: Int) -> Double? {
    let (lower, upper, share) = between(decade)
    guard let low = metrics[lower][run], let high = metrics[upper][run] else { return nil }
    return low + share * (high - low)
  }

  /// The trained rates next to one, and how far it lies from the lower to the upper one.
  private func between(_ decade: Double) -> (lower: Int, upper: Int, share: Double) {
    let upper = decades.firstIndex { $0 >= decade } ?? last
    guard upper > 0, decades[upper] > decade else { return (upper, upper, 0) }
    let share = (decade - decades[upper - 1]) / (decades[upper] - decades[upper - 1])
    return (upper - 1, upper, share)
  }

  /// How far losses lie above those at a rate, run by run, as a share of what was gained.
  private func differences(_ losses: [Double], to decade: Double) -> [Double] {
    gains.indices.map { (losses[$0] - loss(at: decade, run: $0)) / gains[$0] }
  }

  /// How far the losses of a rate, on the grid or not, lie above those of the answer, likewise.
  ///
  /// - Parameter trainings: What the rate gave, in all runs that are usable.
  /// - Returns: A difference a run.
  func differencesToAnswer(_ trainings: [FullTraining]) -> [Double] {
    differences(Self.capped(trainings, untrained: untrained), to: answer)
  }

  /// The same in the units of the loss.
  func lossesAboveAnswer(_ trainings: [FullTraining]) -> [Double] {
    let losses = Self.capped(trainings, untrained: untrained)
    return losses.indices.map { losses[$0] - loss(at: answer, run: $0) }
  }

  private static func capped(_ trainings: [FullTraining], untrained: [Double]) -> [Double] {
    zip(trainings, untrained).map { min($0.loss ?? .infinity, lossCap * $1) }
  }
}
