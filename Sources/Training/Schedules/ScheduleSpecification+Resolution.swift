extension ScheduleSpecification {
  /// Why a schedule cannot be followed in a run.
  package struct BudgetError: Error, CustomStringConvertible, Equatable {
    package let description: String
    /// Whether it would do to say how long an epoch is.
    package let needsEpochs: Bool
  }

  /// What the schedule means for a run.
  ///
  /// Shares of the budget are rounded to steps, and are at least one step; a warmup that is less
  /// than the whole budget leaves at least one.
  ///
  /// - Parameters:
  ///   - budgetSteps: The steps of the run, at least 1.
  ///   - stepsPerEpoch: The batches of an epoch, or nil where there is none.
  /// - Returns: The schedule.
  /// - Throws: `BudgetError` when a stretch of it is longer than the run, and when it counts in
  ///   epochs but there are none.
  package func resolved(
    budgetSteps: Int, stepsPerEpoch: Int?
  ) throws(BudgetError) -> Schedule {
    precondition(budgetSteps >= 1)
    let budget = Budget(name: shape.name, steps: budgetSteps, stepsPerEpoch: stepsPerEpoch)
    let warmupSteps = try warmup.map { (warmup) throws(BudgetError) in
      try budget.warmup(warmup)
    }
    guard let warmupSteps else { return try shape.resolved(budget) }
    var rest = budget
    rest.steps -= warmupSteps
    var schedule = try shape.resolved(rest)
    schedule.warmupSteps = warmupSteps
    return schedule
  }
}

extension ScheduleSpecification.Shape {
  fileprivate func resolved(
    _ budget: Budget
  ) throws(ScheduleSpecification.BudgetError) -> Schedule {
    let steps = budget.steps
    switch self {
    case .constant:
      return .constant
    case .step(let every, let gamma):
      return Schedule(.staircase(every: try budget.length(every, of: "every"), gamma: gamma))
    case .multistep(let milestones, let gamma):
      return Schedule(.milestones(try budget.ascending(milestones), gamma: gamma))
    case .exponential(let gamma):
      return Schedule(.staircase(every: try budget.length(.epochs(1), of: "gamma"), gamma: gamma))
    case .inverseTime(let k):
      return Schedule(.inverseTime(k: k))
    case .linear(let end):
      return Schedule(.polynomial(power: 1, end: end, steps: steps))
    case .polynomial(let power, let end):
      return Schedule(.polynomial(power: power, end: end, steps: steps))
    case .cosine(let min):
      return Schedule(.cosine(min: min, steps: steps))
    case .warmRestarts(let period, let mult, let min):
      let period = try budget.length(period, of: "period")
      return Schedule(.warmRestarts(period: period, mult: mult, min: min))
    case .triangular(let cycle):
      return try cycle.resolved(budget, .same)
    case .triangular2(let cycle):
      return try cycle.resolved(budget, .halving)
    case .expRange(let gamma, let cycle):
      return try cycle.resolved(budget, .exponential(gamma: gamma))
    case .onecycle(let cycle):
      return try cycle.resolved(budget)
    case .inverseSqrt(let warmup):
      return Schedule(.inverseSqrt(warmup: max(1, try budget.warmup(warmup))))
    case .wsd(let warmup, let decay, let shape):
      let rise = try budget.warmup(warmup)
      let fall = try budget.length(decay, of: "decay")
      guard rise + fall <= steps else {
        throw budget.error(
          "warmup=\(warmup) and decay=\(decay) are \(rise) and \(fall) steps, together longer "
            + "than the budget of \(steps)")
      }
      return Schedule(
        .stableDecay(stable: steps - rise - fall, decay: fall, shape: shape), warmupSteps: rise)
    case .plateau(let plateau):
      return Schedule(.plateau(plateau))
    case .resnet:
      return try Self.multistep().resolved(budget)
    case .bert:
      return try ScheduleSpecification(.linear(), warmup: .percent(10)).resolved(
        budgetSteps: steps, stepsPerEpoch: budget.stepsPerEpoch)
    }
  }
}

extension ScheduleSpecification.Cycle {
  fileprivate func resolved(
    _ budget: Budget, _ height: Schedule.CycleHeight
  ) throws(ScheduleSpecification.BudgetError) -> Schedule {
    Schedule(.cyclic(base: base, up: try budget.length(up, of: "up"), height: height))
  }
}

extension ScheduleSpecification.OneCycle {
  fileprivate func resolved(
    _ budget: Budget
  ) throws(ScheduleSpecification.BudgetError) -> Schedule {
    let rise = try budget.exact(pct, of: "pct")
    guard rise <= Double(budget.steps) else {
      throw budget.error("pct=\(pct) is longer than the budget of \(budget.steps) steps")
    }
    return Schedule(
      .onecycle(
        OneCycle(
          timing: OneCycle.Timing(rise: rise, steps: budget.steps, anneal: anneal), div: div,
          final: final, baseMomentum: baseMomentum, maxMomentum: maxMomentum)))
  }
}

/// What durations are measured by.
private struct Budget {
  /// The name of the schedule, for messages.
  var name: String
  var steps: Int
  var stepsPerEpoch: Int?

  func error(
    _ problem: String, needsEpochs: Bool = false
  ) -> ScheduleSpecification.BudgetError {
    ScheduleSpecification.BudgetError(
      description: "schedule \(name): \(problem)", needsEpochs: needsEpochs)
  }

  /// A duration in steps, not rounded.
  func exact(
    _ duration: TrainingDuration, of key: String
  ) throws(ScheduleSpecification.BudgetError) -> Double {
    switch duration {
    case .percent(let share): return share / 100 * Double(steps)
    case .steps(let count): return Double(count)
    case .epochs(let count):
      guard let stepsPerEpoch else {
        throw error(
          "\(key) counts in epochs, but the steps of an epoch are not known", needsEpochs: true)
      }
      return count * Double(stepsPerEpoch)
    }
  }

  /// A duration in steps, at least one.
  func length(
    _ duration: TrainingDuration, of key: String
  ) throws(ScheduleSpecification.BudgetError) -> Int {
    let exact = try exact(duration, of: key)
    guard exact < Double(Int32.max) else { throw error("\(key)=\(duration) is too long") }
    return max(1, Int(exact.rounded()))
  }

  /// The steps of a warmup, which have to leave some.
  func warmup(
    _ duration: TrainingDuration
  ) throws(ScheduleSpecification.BudgetError) -> Int {
    if duration.amount == 0 { return 0 }
    let count = try length(duration, of: "warmup")
    if case .percent(let share) = duration, share < 100 { return min(count, steps - 1) }
    guard count < steps else {
      let length = "\(duration)" == "\(count)" ? "" : ", which is \(count) steps,"
      throw error(
        "warmup=\(duration)\(length) must be shorter than the budget of \(steps) steps")
    }
    return count
  }

  /// Milestones in steps.
  func ascending(
    _ milestones: [TrainingDuration]
  ) throws(ScheduleSpecification.BudgetError) -> [Int] {
    var (last, result): (Double, [Int]) = (0, [])
    for milestone in milestones {
      let next = try exact(milestone, of: "at")
      guard next > last else {
        throw error("at=\(milestone) does not come after the milestone before it")
      }
      last = next
      result.append(try length(milestone, of: "at"))
    }
    return result
  }
}
