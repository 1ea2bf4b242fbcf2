import Glibc

/// Trainings through the whole budget that decide among learning rates.
///
/// It starts with rates a quarter of a decade apart around a survey's answer and trains each once a
/// run, that is, once a fold of the rows. While the best stands at an end it goes further; then
/// outward until both ends lose more than the range may; then halfway between what the range holds and
/// what it does not; all as long as the allowance pays. It is a value that results are folded into: the
/// next round follows from the plan and what is finished alone.
package struct DecisionPlanner: Sendable {
  /// What is to be decided.
  package struct Plan: Sendable, Hashable {
    /// log₁₀ of the survey's answer.
    package var centre: Double
    /// log₁₀ of a rate that is tried whatever the survey answered, if the trainings pay for what lies between.
    package var alsoTried: Double?
    /// Every rate is trained once in each; at least one.
    package var runs: [DecisionRun]
    /// How many of the folds hold back each row once; those from there on are of further repetitions.
    package var foldsOfRepetition: Int
    /// The trainings that may be spent.
    package var trainings: Int

    package init(
      centre: Double, alsoTried: Double? = nil, runs: [DecisionRun], foldsOfRepetition: Int,
      trainings: Int
    ) {
      precondition(!runs.isEmpty, "a decision needs a run")
      self.centre = centre
      self.alsoTried = alsoTried
      self.runs = runs
      self.foldsOfRepetition = foldsOfRepetition
      self.trainings = trainings
    }

    /// Which repetition of the folds a run belongs to.
    func repetition(of run: DecisionRun) -> Int { run.fold / foldsOfRepetition }

    /// log₁₀ of the rate of the grid that is nearest to the survey's answer.
    fileprivate var middle: Double { DecisionPlanner.onGrid(centre) }
  }

  /// The rates that it starts with lie so many decades apart. They are the same whatever the survey answered,
  /// so that decisions of other seeds can be compared.
  static let spacing = 0.25

  /// log₁₀ of the rate of the grid that is nearest to log₁₀ of a rate.
  private static func onGrid(_ decade: Double) -> Double { (decade / spacing).rounded() * spacing }

  /// Whether a rate that was trained is one of those, or between two of them.
  func isOnGrid(_ rate: Int) -> Bool { decades[rate] == Self.onGrid(decades[rate]) }

  /// How far from the survey's answer, in decades, rates are tried.
  private static let farthest = 4.0

  /// The rates on either side that it starts with, and the trainings of a run that pay for them: most
  /// tables want nine or ten, and lanes that start together are trained faster.
  private static let reaches: [(trainings: Int, rates: Int)] = [
    (trainings: 10, rates: 3), (7, 2), (0, 1),
  ]

  /// The most rates that it usually starts with.
  package static let usualStart = 2 * reaches[0].rates + 1

  /// The fewest trainings with which it says more than a survey: three rates and one more.
  package static let fewestTrainings = 4

  package let plan: Plan
  /// log₁₀ of the rates that were trained, from low to high.
  private(set) var decades: [Double] = []
  /// What each of them gave, run by run.
  package private(set) var trainings: [[FullTraining]] = []
  private var pending: [Double]

  package init(_ plan: Plan) {
    self.plan = plan
    pending = Self.firstDecades(
      around: plan.centre, alsoTried: plan.alsoTried, affordable: plan.trainings / plan.runs.count)
  }

  /// The rates that it starts with: those around the survey's answer, and up to the rate that is tried in
  /// any case, where the trainings of a run pay for it.
  private static func firstDecades(
    around centre: Double, alsoTried: Double?, affordable: Int
  ) -> [Double] {
    let reach = reaches.first(where: { affordable >= $0.trainings })?.rates ?? 1
    let usual = (-reach...reach).map { onGrid(centre) + Double($0) * spacing }
    guard let alsoTried, !usual.contains(onGrid(alsoTried)) else { return usual }
    let wide = decadesBetween(centre, alsoTried)
    return wide.count <= affordable ? wide : usual
  }

  /// From one rate to another, and one more beyond the first.
  private static func decadesBetween(_ centre: Double, _ other: Double) -> [Double] {
    let (middle, end) = (onGrid(centre), onGrid(other))
    return Array(
      stride(from: min(middle - spacing, end), through: max(middle + spacing, end), by: spacing))
  }

  /// The trainings of a run that pay for every rate between the survey's answer and another.
  package static func trainings(from centre: Double, to other: Double) -> Int {
    max(fewestTrainings, decadesBetween(centre, other).count)
  }

  /// The rate of a decimal logarithm, with four digits, which lie below the quarters of a decade.
  private static func learningRate(_ decade: Double) -> Double {
    LearningRate.canonical(pow(10, decade), digits: 4)
  }

  /// The runs that say something: one whose rows give no finite loss untrained tells rates apart no better later.
  var usableRuns: [DecisionRun] { usable.map { plan.runs[$0] } }

  /// What each rate gave in those.
  var usableTrainings: [[FullTraining]] {
    let usable = usable
    return trainings.map { row in usable.map { row[$0] } }
  }

  private var usable: [Int] {
    guard let first = trainings.first else { return [] }
    return plan.runs.indices.filter { first[$0].untrainedLoss.isFinite }
  }

  /// The rates to train next, in every run; empty when it is decided.
  package var nextRound: [Double] { pending.map(Self.learningRate) }

  /// The rates that were trained, from low to high.
  package var learningRates: [Double] { decades.map(Self.learningRate) }

  /// The trainings that were spent.
  package var spent: Int { trainings.count * plan.runs.count }

  /// Takes in what the rates of `nextRound` gave.
  ///
  /// - Parameter results: A row a rate, in the order of `nextRound`, with a training a run.
  package mutating func absorb(_ results: [[FullTraining]]) {
    precondition(
      results.count == pending.count && results.allSatisfy { $0.count == plan.runs.count },
      "a round's results are of its rates and runs")
    let all = zip(decades + pending, trainings + results).sorted { $0.0 < $1.0 }
    decades = all.map(\.0)
    trainings = all.map(\.1)
    pending = roundAfter()
  }

  /// What to train next.
  private func roundAfter() -> [Double] {
    guard let scores = DecisionScores(self), let lowest = decades.first, let highest = decades.last
    else { return [] }
    // First where the best may still lie, then what lies above, as it bounds what diverges.
    let outward = [
      (decade: highest + Self.spacing, isBest: scores.isBestHighest, isOpen: scores.isOpenAbove),
      (decade: lowest - Self.spacing, isBest: scores.isBestLowest, isOpen: scores.isOpenBelow),
    ].filter { abs($0.decade - plan.middle) <= Self.farthest }
    let further =
      (outward.filter(\.isBest) + outward.filter { !$0.isBest && $0.isOpen }).map(\.decade)
    let wanted =
      further.isEmpty ? DecisionRange(self, scores).between(apart: Self.spacing) : further
    return wanted.prefix(max(0, plan.trainings - spent) / plan.runs.count).sorted()
  }
}
