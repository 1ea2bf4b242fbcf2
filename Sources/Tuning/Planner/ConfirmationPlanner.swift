import Training

/// Short real trainings that decide among learning rates: the planner of `find`.
///
/// It starts with rates half a decade apart around a centre, trains all for a hundredth of the
/// budget, and at every rung keeps the best and some beside it. It is a value that results are
/// folded into: the next round follows from the plan and the finished rounds alone.
package struct ConfirmationPlanner: Sendable {
  /// What confirmation is to decide about.
  package struct Plan: Sendable {
    /// log₁₀ of the middle of the first rates.
    package var centre: Double
    /// The steps of the training that the rate is for.
    package var budgetSteps: Int
    /// The training steps that confirmation may spend, over all lanes.
    package var allowedSteps: Int
    package var schedule: Schedule
    package var weightDecay: Double
    package var effort: SurveyEffort

    package init(
      centre: Double, budgetSteps: Int, allowedSteps: Int, schedule: Schedule, weightDecay: Double,
      effort: SurveyEffort = .usual
    ) {
      self.centre = centre
      self.budgetSteps = budgetSteps
      self.allowedSteps = allowedSteps
      self.schedule = schedule
      self.weightDecay = weightDecay
      self.effort = effort
    }
  }

  package let plan: Plan
  /// Every rate that was trained, from low to high.
  package private(set) var rates: [TrialRate] = []
  /// The places of the rates that are still trained.
  private(set) var alive: [Int] = []
  /// The rung that is being trained, or was last.
  private(set) var rung = 0
  /// The training steps spent, over all lanes.
  package private(set) var cost = 0
  /// The validation loss before training, of each repeat.
  private(set) var untrainedLosses: [Double] = []
  private var pending: Round?

  package init(_ plan: Plan) {
    self.plan = plan
    alive = Array(-Rung.reach...Rung.reach)
    pending = firstRound(places: alive)
  }

  /// The round to train next, or nil when confirmation is done.
  package var nextRound: Round? { pending }

  /// Takes in the result of `nextRound`.
  package mutating func absorb(_ result: RoundResult) {
    cost += result.cost
    for lane in result.lanes {
      guard let index = rates.firstIndex(where: { $0.learningRate == lane.lane.learningRate })
      else { preconditionFailure("a result is of a rate that was not asked for") }
      rates[index].repeats[lane.lane.repeat].absorb(lane, round: result.round)
    }
    if untrainedLosses.isEmpty {
      untrainedLosses = rates[0].repeats.map { $0.loss(at: 0) ?? .nan }
    }
    pending = roundAfterRung()
  }

  // MARK: Rounds

  private func learningRate(at place: Int) -> Double {
    LearningRate.atDecade(plan.centre + Rung.spacing * Double(place))
  }

  /// The number of updates at a share of the budget, at least one.
  func step(at share: Double) -> Int { max(1, Int((share * Double(plan.budgetSteps)).rounded())) }

  private func lanes(of places: [Int], repeats: [Int]) -> [Lane] {
    places.flatMap { place in
      repeats.map {
        Lane(
          learningRate: learningRate(at: place), schedule: plan.schedule,
          weightDecay: plan.weightDecay, repeat: $0)
      }
    }
  }

  /// A round of rates that start anew; makes their records.
  private mutating func firstRound(places: [Int]) -> Round {
    for place in places {
      rates.append(
        TrialRate(
          place: place, learningRate: learningRate(at: place),
          repeats: Array(repeating: .init(), count: SurveyEffort.mostRepeats)))
    }
    rates.sort { $0.place < $1.place }
    let end = step(at: Rung.all[0].share)
    return Round(lanes: lanes(of: places, repeats: repeats), checkpoints: [0, end], end: end)
  }

  private mutating func roundAfterRung() -> Round? {
    // Where no validation loss is a number, no training can tell rates apart.
    guard !repeats.isEmpty else { return nil }
    let best = bestPlace
    if let wider = widening(best: best) { return wider }
    // Where every training diverged, none goes on.
    guard !isOut(best) else { return nil }
    let start = step(at: Rung.all[rung].share)
    // A rung that was cut short is the last; small budgets have rungs that end where they began.
    guard pending?.end == start,
      let next = Rung.all.indices.first(where: { $0 > rung && step(at: Rung.all[$0].share) > start }
      )
    else { return nil }
    let survivors = survivors(best: best)
    let stage = Rung.all[next]
    let repeats = repeats(at: next)
    let affordable = start + (plan.allowedSteps - cost) / (survivors.count * repeats.count)
    let end = min(step(at: stage.share), affordable)
    guard end > start else { return nil }
    (alive, rung) = (survivors, next)
    let checkpoints = stage.checkpoints.map { step(at: $0) }.filter { $0 > start && $0 < end }
    return Round(
      lanes: lanes(of: alive, repeats: repeats), start: start, checkpoints: checkpoints + [end],
      end: end)
  }

  /// The places that go on after a rung, from low to high.
  private func survivors(best: Int) -> [Int] {
    let sound = alive.filter { !isOut($0) }.sorted()
    let keep = Rung.all[rung].keep
    return sound.filter { $0 < best }.suffix(keep.below) + [best]
      + sound.filter { $0 > best }.prefix(keep.above)
  }

  /// While the best rate of the first rung stands at an end, the next rate beyond it.
  private mutating func widening(best: Int) -> Round? {
    guard rung == 0, let lowest = alive.min(), let highest = alive.max() else { return nil }
    let place: Int
    if best == highest {
      place = highest + 1
    } else if best == lowest {
      // Where nothing learns, the lowest rate does the least harm: no reason to go lower, unless even
      // that one does harm.
      guard isOut(best) || hasLearned(best) || isFailing(best) else { return nil }
      place = lowest - 1
    } else {
      return nil
    }
    guard abs(place) <= Rung.farthest else { return nil }
    alive.append(place)
    return firstRound(places: [place])
  }
}
