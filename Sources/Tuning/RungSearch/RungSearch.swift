import Glibc

/// Trainings that decide among learning rates where each costs money and nothing is known of what is
/// usual: a wide first rung of short trainings, then fewer and longer ones.
///
/// The rates lie half a decade apart. The first rung trains every second one, then those beside the best
/// until it has a neighbour on either side; the second rung trains the best and its neighbours for
/// longer, the third the two rates between which the best is expected. How far the best moves from rung
/// to rung tells how far a whole training's lies from that of the last, together with what is usual; see
/// `RungShift`. It is a pure function of the plan and of what is finished.
package struct RungSearch: Sendable {
  /// What is searched.
  package struct Plan: Sendable, Hashable {
    /// The first rung's rates.
    package var lowest: Double
    package var highest: Double
    /// Whether nothing beyond them is to be tried.
    package var isBounded: Bool
    package var seeds: [UInt64]
    /// The length of a whole training, in whatever unit: at least 1.
    package var length: Int

    package init(
      lowest: Double, highest: Double, isBounded: Bool, seeds: [UInt64], length: Int
    ) {
      precondition(lowest < highest && !seeds.isEmpty && length >= 1)
      self.lowest = lowest
      self.highest = highest
      self.isBounded = isBounded
      self.seeds = seeds
      self.length = length
    }

    /// The distance of two neighbouring rates in decades: half a decade, or as near to it as fits.
    var spacing: Double {
      let span = log10(highest) - log10(lowest)
      return span / Double(lastPlace)
    }

    /// The place of the highest rate; the lowest has 0.
    var lastPlace: Int {
      max(1, Int(((log10(highest) - log10(lowest)) / RungSearch.usualSpacing).rounded()))
    }

    /// The rate at a place between rates.
    package func learningRate(at place: Double) -> Double {
      LearningRate.canonical(pow(10, log10(lowest) + spacing * place), digits: 4)
    }

    /// The lengths of the rungs, rising.
    package var rungs: [Int] {
      var rungs: [Int] = []
      for share in RungSearch.shares {
        let length = max(1, Int((share * Double(self.length)).rounded()))
        if length > rungs.last ?? 0 { rungs.append(length) }
      }
      return rungs
    }
  }

  /// A training.
  package struct Run: Sendable, Hashable {
    package var place: Int
    package var length: Int
    package var seed: UInt64
  }

  /// What a training gave.
  package enum Outcome: Sendable, Hashable {
    case diverged
    /// The loss at its end, and the first that was logged.
    case loss(Double, first: Double)
  }

  static let usualSpacing = 0.5
  /// The lengths of the rungs, as shares of a whole training.
  static let shares = [0.05, 0.15, 0.3]
  /// How many rates beyond the first rung's are tried: two decades.
  static let farthest = 4

  package let plan: Plan
  /// Every training that is decided, rung by rung.
  package private(set) var runs: [Run] = []
  /// What is decided; nil until all of `runs` are finished.
  package private(set) var answer: RungAnswer?

  private let finished: [Run: Outcome]

  /// - Parameters:
  ///   - plan: What is searched.
  ///   - finished: What trainings gave; others than those that are decided do no harm.
  package init(_ plan: Plan, finished: [Run: Outcome]) {
    self.plan = plan
    self.finished = finished
    var rungs: [RungScores] = []
    guard let first = climbFirst() else { return }
    rungs.append(first)
    for length in plan.rungs.dropFirst() {
      guard first.best != nil else { break }
      let isLast = length == plan.rungs.last
      guard let next = isLast ? climbLast(length, rungs) : climb(length, rungs) else { return }
      rungs.append(next)
    }
    answer = RungAnswer(plan, rungs: rungs)
  }

  /// The trainings that are decided and not finished.
  package var pending: [Run] { runs.filter { finished[$0] == nil } }

  // MARK: Rungs

  /// Decides trainings of some rates.
  ///
  /// - Returns: Whether all are finished.
  private mutating func train(
    _ places: [Int], length: Int, into scores: inout RungScores
  ) -> Bool {
    let fresh = places.filter { !scores.hasTrained($0) }.sorted()
    let decided = fresh.flatMap { place in
      plan.seeds.map { Run(place: place, length: length, seed: $0) }
    }
    runs += decided
    for place in fresh {
      let outcomes = plan.seeds.compactMap {
        finished[Run(place: place, length: length, seed: $0)]
      }
      guard outcomes.count == plan.seeds.count else { return false }
      scores.add(outcomes, at: place)
    }
    return true
  }

  private var allowed: ClosedRange<Int> {
    plan.isBounded ? 0...plan.lastPlace : -Self.farthest...plan.lastPlace + Self.farthest
  }

  private mutating func climbFirst() -> RungScores? {
    let length = plan.rungs[0]
    var scores = RungScores(length: length)
    let coarse = Set(stride(from: 0, through: plan.lastPlace, by: 2)).union([plan.lastPlace])
    var places = Array(coarse)
    // Nearly everything fits into a few rounds; what does not is no curve with one valley.
    for _ in 0..<2 * (allowed.count) {
      guard train(places, length: length, into: &scores) else { return nil }
      places = scores.wantedNeighbours(within: allowed)
      if places.isEmpty { break }
    }
    return scores
  }

  /// The second rung: the best of the first and the rate below it, as longer trainings mostly want lower
  /// ones, and on until the best has a neighbour on either side.
  private mutating func climb(_ length: Int, _ rungs: [RungScores]) -> RungScores? {
    var scores = RungScores(length: length)
    guard let best = rungs[0].best else { return scores }
    var places = (best - 1...best).filter {
      allowed.contains($0) && !rungs[0].hasDiverged($0)
    }
    for _ in 0..<Self.farthest {
      guard train(places, length: length, into: &scores) else { return nil }
      let edge = rungs[0].edge(untrained: rungs.untrained) ?? .max
      // Where all diverge in a longer training, lower rates may not.
      let lowest = scores.places.first ?? best
      places =
        scores.best == nil
        ? [lowest - 1].filter(allowed.contains)
        : scores.wantedNeighbours(within: allowed).filter { $0 < edge }
      if places.isEmpty { break }
    }
    return scores
  }

  /// The last rung: the two rates between which the best is expected.
  private mutating func climbLast(_ length: Int, _ rungs: [RungScores]) -> RungScores? {
    var scores = RungScores(length: length)
    let shift = RungShift(rungs, spacing: plan.spacing)
    guard let expected = shift.place(at: length) else { return scores }
    let edge = rungs.edge ?? .max
    var low = Int(expected.rounded(.down))
    // On a rate itself, the other one is where longer trainings mostly go.
    if expected - Double(low) < 0.15 { low -= 1 }
    low = min(max(low, allowed.lowerBound), min(allowed.upperBound, edge) - 1, edge - 2)
    let places = [low, low + 1].filter { allowed.contains($0) && $0 < edge }
    guard train(places, length: length, into: &scores) else { return nil }
    // Where both diverge in so long a training, a lower one is needed.
    for place in stride(from: low - 1, through: max(allowed.lowerBound, low - 3), by: -1)
    where scores.best == nil {
      guard train([place], length: length, into: &scores) else { return nil }
    }
    return scores
  }
}
