import Glibc

/// Trainings through the whole budget that decide among learning rates.
///
/// It starts with rates a quarter of a decade apart around a survey's answer and trains each once a
/// run, that is, once a fold of the rows. While the best stands at an end it goes further; then
/// outward until both ends lose more than the range may, as long as the allowance pays. It is a value
/// that results are folded into: the next round follows from the plan and what is finished alone.
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

    /// The place that is nearest to the survey's answer.
    fileprivate var middle: Int { DecisionPlanner.place(of: centre) }
  }

  /// The place that is nearest to log₁₀ of a rate.
  private static func place(of decade: Double) -> Int {
    Int((decade * Double(placesPerDecade)).rounded())
  }

  /// The rates of a decade. They are the same whatever the survey answered, so that decisions of
  /// other seeds can be compared.
  static let placesPerDecade = 4

  /// How far from the survey's answer rates are tried: four decades.
  private static let farthest = 4 * placesPerDecade

  /// The rates on either side that it starts with, and the trainings of a run that pay for them: most
  /// tables want nine or ten, and lanes that start together are trained faster.
  private static let reaches: [(trainings: Int, rates: Int)] = [
    (trainings: 10, rates: 3), (7, 2), (0, 1),
  ]

  /// The fewest trainings with which it says more than a survey: three rates and one more.
  package static let fewestTrainings = 4

  package let plan: Plan
  /// The places of the rates that were trained, without a gap: the quarters of a decade above 1.
  private(set) var places: ClosedRange<Int>
  /// What each of them gave, run by run; empty before the first round.
  package private(set) var trainings: [[FullTraining]] = []
  private var pending: [Int]

  package init(_ plan: Plan) {
    self.plan = plan
    places = Self.firstPlaces(
      around: plan.centre, alsoTried: plan.alsoTried, affordable: plan.trainings / plan.runs.count)
    pending = Array(places)
  }

  /// The places that it starts with: those around the survey's answer, and up to the rate that is tried in
  /// any case, where the trainings of a run pay for it.
  private static func firstPlaces(
    around centre: Double, alsoTried: Double?, affordable: Int
  ) -> ClosedRange<Int> {
    let middle = place(of: centre)
    let reach = reaches.first(where: { affordable >= $0.trainings })?.rates ?? 1
    let usual = middle - reach...middle + reach
    guard let alsoTried, !usual.contains(place(of: alsoTried)) else { return usual }
    let wide = placesBetween(centre, alsoTried)
    return wide.count <= affordable ? wide : usual
  }

  /// From one rate to another, and one more beyond the first.
  private static func placesBetween(_ centre: Double, _ other: Double) -> ClosedRange<Int> {
    let (middle, end) = (place(of: centre), place(of: other))
    return min(middle - 1, end)...max(middle + 1, end)
  }

  /// The trainings of a run that pay for every rate between the survey's answer and another.
  package static func trainings(from centre: Double, to other: Double) -> Int {
    max(fewestTrainings, placesBetween(centre, other).count)
  }

  /// log₁₀ of the rate at a place.
  static func decade(of place: Int) -> Double { Double(place) / Double(placesPerDecade) }

  /// The rate at a place, with four digits, which lie below the quarters of a decade.
  static func learningRate(at place: Int) -> Double {
    LearningRate.canonical(pow(10, decade(of: place)), digits: 4)
  }

  /// The rates to train next, in every run; empty when it is decided.
  package var nextRound: [Double] { pending.map(Self.learningRate) }

  /// The rates that were trained, from low to high.
  package var learningRates: [Double] {
    trainings.isEmpty ? [] : places.map(Self.learningRate)
  }

  /// The trainings that were spent.
  package var spent: Int { trainings.count * plan.runs.count }

  /// Takes in what the rates of `nextRound` gave.
  ///
  /// - Parameter results: A row a rate, in the order of `nextRound`, with a training a run.
  package mutating func absorb(_ results: [[FullTraining]]) {
    precondition(
      results.count == pending.count && results.allSatisfy { $0.count == plan.runs.count },
      "a round's results are of its rates and runs")
    let lower = zip(pending, results).filter { trainings.isEmpty || $0.0 < places.lowerBound }
    let upper = zip(pending, results).filter { !trainings.isEmpty && $0.0 > places.upperBound }
    trainings = lower.map(\.1) + trainings + upper.map(\.1)
    places =
      min(places.lowerBound, pending.first ?? .max)...max(places.upperBound, pending.last ?? .min)
    pending = roundAfter()
  }

  /// The places to train next.
  private func roundAfter() -> [Int] {
    guard let scores = DecisionScores(self) else { return [] }
    var affordable = (plan.trainings - spent) / plan.runs.count
    var next: [Int] = []
    let lower = places.lowerBound - 1
    let upper = places.upperBound + 1
    // First where the best may still lie, then what lies above, as it bounds what diverges.
    let wanted = [
      (place: upper, isBest: scores.isBestHighest, isOpen: scores.isOpenAbove),
      (place: lower, isBest: scores.isBestLowest, isOpen: scores.isOpenBelow),
    ]
    for side in wanted.filter(\.isBest) + wanted.filter({ !$0.isBest && $0.isOpen })
    where affordable > 0 && abs(side.place - plan.middle) <= Self.farthest {
      next.append(side.place)
      affordable -= 1
    }
    return next.sorted()
  }
}
