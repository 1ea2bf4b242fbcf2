import Glibc
import Training

/// What a search in rungs recommends.
package struct RungAnswer: Sendable {
  /// A reason to distrust it.
  package enum Doubt: Sendable, Hashable {
    /// Training diverged at every rate down to the lowest.
    case everyRateDiverged(lowest: Double)
    /// No rate brought the loss below what the lowest rate began with.
    case lossNeverFell
    /// The best rate is the lowest or highest that was to be tried.
    case bestAtEdge(isLow: Bool)
    /// The best rates of the shortest and the longest trainings lie so many decades apart.
    case rungsDisagree(decades: Double)
    /// The rates differ by less than what a training's log tells.
    case nothingTold
    /// Between the best of the longest trainings and the answer their loss changes by this share of what
    /// they gained, so that the answer rests on what is usual and not on what was seen.
    case expectedAlone(share: Double)
  }

  package let plan: RungSearch.Plan
  package let rungs: [RungScores]
  package let learningRate: Double
  /// The rates that are expected to lose less than five per cent of what training gains.
  package let low: Double
  package let high: Double
  /// The lowest rate from which trainings diverged.
  package let edge: Double?
  /// The length of the longest trainings in which it was seen.
  package let edgeLength: Int?
  /// Where the losses of the longest trainings are lowest, by a parabola; nil where every rate diverged.
  package let bottom: Double?
  /// How far a whole training's rate lies from that of the longest trainings, in decades.
  package let correction: Double
  package let doubts: [Doubt]

  /// The rates that are expected to lose little; nil where nothing was learned, and there is nothing to lose.
  package var range: ClosedRange<Double>? {
    let hasLearned = !doubts.contains {
      switch $0 {
      case .everyRateDiverged, .lossNeverFell: true
      case .bestAtEdge, .rungsDisagree, .nothingTold, .expectedAlone: false
      }
    }
    return hasLearned ? low...max(low, high) : nil
  }

  /// The range reaches so many places at least: what lies between rates is not known better.
  private static let leastReach = 0.5
  private static let mostReach = 3.0
  /// What a valley of short trainings keeps of its reach to higher rates in whole ones: longer trainings
  /// want lower rates, and forgive high ones less.
  private static let narrowing = 0.5
  /// The change of the loss, as a share of what is gained, from which an answer beside what was trained is
  /// doubtful.
  private static let steepest = 0.15

  init(_ plan: RungSearch.Plan, rungs: [RungScores]) {
    self.plan = plan
    self.rungs = rungs
    let untrained = rungs.untrained
    let edgePlace = rungs.edge
    let shift = RungShift(rungs, spacing: plan.spacing)
    let spacing = plan.spacing
    guard let last = rungs.last(where: { $0.best != nil }), let best = last.best,
      let whole = shift.place(at: plan.length)
    else {
      let lowest = rungs.flatMap(\.places).min() ?? 0
      let rate = plan.learningRate(at: Double(lowest))
      learningRate = plan.learningRate(at: Double(lowest) - 2)
      (low, high) = (learningRate, learningRate)
      edge = rate
      edgeLength = rungs.first?.length
      bottom = nil
      correction = 0
      doubts = [.everyRateDiverged(lowest: rate)]
      return
    }
    // Half a decade below what diverged, where longer trainings may too.
    let ceiling = edgePlace.map { Double($0) - 1 } ?? .infinity
    let place = min(whole, max(ceiling, Double(best) - 1))
    learningRate = plan.learningRate(at: place)
    edge = edgePlace.map { plan.learningRate(at: Double($0)) }
    edgeLength = edgePlace.flatMap { place in
      rungs.last { $0.hasLeft(place, untrained: untrained) }?.length
    }
    bottom = shift.place(at: last.length).map(plan.learningRate)
    correction = shift.correction(to: plan.length) * spacing

    let gaps = Self.gaps(rungs)
    let centre = shift.place(at: last.length) ?? Double(best)
    let reaches = (
      Self.reach(from: centre, direction: -1, gaps),
      max(Self.leastReach, Self.narrowing * Self.reach(from: centre, direction: 1, gaps))
    )
    low = plan.learningRate(at: place - reaches.0)
    high = plan.learningRate(
      at: min(place + reaches.1, max(place, edgePlace.map { Double($0) - 0.5 } ?? .infinity)))

    var doubts: [Doubt] = []
    let first = rungs[0]
    if let untrained, let loss = last.loss(at: best) {
      if !(loss < untrained - Gain.least * abs(untrained)) { doubts.append(.lossNeverFell) }
    }
    let tried = rungs.flatMap(\.places)
    if best == tried.min() { doubts.append(.bestAtEdge(isLow: true)) }
    if best == tried.max(), edgePlace == nil {
      doubts.append(.bestAtEdge(isLow: false))
    }
    if abs(shift.distance) * spacing > 1 {
      doubts.append(.rungsDisagree(decades: abs(shift.distance) * spacing))
    }
    // At an end nothing else was to be expected.
    if doubts.isEmpty, let untrained, let lowest = last.loss(at: best), untrained > lowest,
      let loss = last.loss(along: place, untrained: untrained)
    {
      let share = abs(loss - lowest) / (untrained - lowest)
      if share > Self.steepest { doubts.append(.expectedAlone(share: share)) }
    }
    let losses = first.places.compactMap { first.loss(at: $0) }
    if losses.count > 2, Set(losses).count == 1 { doubts.append(.nothingTold) }
    self.doubts = doubts
  }

  /// How far each rate's loss lies above the best of its longest rung, as a share of what that rung
  /// gained; nil where it diverged.
  private static func gaps(_ rungs: [RungScores]) -> [Int: Double] {
    var gaps: [Int: Double] = [:]
    let untrained = rungs.untrained
    for rung in rungs {
      guard let best = rung.best, let lowest = rung.loss(at: best) else { continue }
      // Two rates say where the best is, not how wide the valley.
      guard rung.places.count > 2 || gaps.isEmpty else { continue }
      let gain = max((untrained ?? lowest) - lowest, Gain.least * abs(untrained ?? lowest))
      for place in rung.places {
        guard let loss = rung.loss(at: place) else {
          gaps[place] = .infinity
          continue
        }
        gaps[place] = gain > 0 ? (loss - lowest) / gain : 0
      }
    }
    return gaps
  }

  /// How far the range reaches from a place, in places.
  private static func reach(from centre: Double, direction: Double, _ gaps: [Int: Double]) -> Double
  {
    let places = gaps.keys.sorted().filter { (Double($0) - centre) * direction > 0 }
    var (reach, gap) = (0.0, 0.0)
    for place in direction > 0 ? places : places.reversed() {
      let (distance, next) = (abs(Double(place) - centre), gaps[place] ?? .infinity)
      guard next <= Gain.tolerance else {
        if next.isFinite, next > gap {
          reach += (distance - reach) * max(0, Gain.tolerance - gap) / (next - gap)
        }
        break
      }
      (reach, gap) = (distance, max(0, next))
    }
    return min(max(reach, leastReach), mostReach)
  }
}
