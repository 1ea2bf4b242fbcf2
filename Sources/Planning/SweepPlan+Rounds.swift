import Experiment
import Tabular
import Training

extension SweepPlan {
  /// The trials of the plan on a data set, as far as they are decided.
  package struct Trials: Sendable {
    /// In plan order: round by round, and configuration by configuration.
    package var all: [Trial]
    /// The places of the trials among `all`, in the order in which they are tried: round by round,
    /// replicate by replicate, coarse to fine.
    package var order: [Int]
    /// The places of each round's trials among `all`.
    package var rounds: [Range<Int>]
    /// Whether nothing more is to be decided when these are finished.
    package var isLastRound: Bool

    package init(all: [Trial], order: [Int], rounds: [Range<Int>], isLastRound: Bool) {
      self.all = all
      self.order = order
      self.rounds = rounds
      self.isLastRound = isLastRound
    }
  }

  /// What is to be trained: a pure function of the plan and of finished trials.
  ///
  /// A grid is one round. Halving is one round a rung; each is known when the one before is
  /// finished. Where edges are extended, each widening is a round. So a sweep that was interrupted
  /// is gone on with by asking again.
  ///
  /// - Parameters:
  ///   - dataset: What is trained on.
  ///   - data: Its fingerprint.
  ///   - folds: The folds of its rows that each configuration is trained on.
  ///   - finished: What finished trials gave, by their ids.
  ///   - isForecast: Whether the rungs that are not decided yet are filled with as many other
  ///     configurations, for an estimate.
  /// - Returns: The trials and their order.
  /// - Throws: `PlanError` when a schedule does not fit the steps of a trial, a trial is too short
  ///   for the rungs, or the number of trials is out of reach.
  package func trials(
    on dataset: Dataset, data: String, folds: [Fold] = [.ordinary],
    finished: [String: TrialOutcome] = [:],
    isForecast: Bool = false
  ) throws(PlanError) -> Trials {
    let points = try points()
    try check(points, on: dataset)
    let length = TrainingLength(self, on: dataset)
    let builder = RoundBuilder(
      plan: self, replicates: replicates(in: folds), horizon: length.steps
    ) { configuration, steps, horizon in
      TrialIdentity(
        data: data, configuration: configuration, steps: steps, horizon: horizon,
        clipNorm: clipNorm
      ).id
    }
    return trials(of: points, builder, finished, isForecast: isForecast)
  }

  /// What is to be run of a command: a pure function likewise.
  ///
  /// - Parameters:
  ///   - fingerprint: What its runs have in common.
  ///   - finished: What finished trials gave, by their ids.
  ///   - isForecast: As above.
  /// - Returns: The trials and their order.
  /// - Throws: `PlanError` when the number of trials is out of reach, or a training too short for the
  ///   rungs.
  package func trials(
    ofCommand fingerprint: String, finished: [String: TrialOutcome] = [:], isForecast: Bool = false
  ) throws(PlanError) -> Trials {
    let horizon = commandLength
    if search == .halving, !rungs.fit(horizon: horizon) {
      throw PlanError([
        "a training of length \(horizon) is too short for \(rungs.count) rungs of factor "
          + "\(rungs.factor); give a longer one, or fewer rungs"
      ])
    }
    let builder = RoundBuilder(
      plan: self, replicates: replicates(in: [.ordinary]), horizon: { _ in horizon }
    ) { configuration, steps, horizon in
      let identity = CommandIdentity(
        fingerprint: fingerprint, configuration: configuration, steps: steps, horizon: horizon)
      return { identity.id(seed: $0.seed) }
    }
    return trials(of: try points(), builder, finished, isForecast: isForecast)
  }

  /// What the length of a command's training is counted in; nil where it alone knows it.
  package var lengthUnit: String? {
    switch budget {
    case .epochs: "epoch"
    case .steps: "step"
    case .usual: nil
    }
  }

  /// The length of a whole training of a command; 1 where it alone knows it.
  package var commandLength: Int {
    switch budget {
    case .epochs(let count), .steps(let count): count
    case .usual: 1
    }
  }

  private func trials(
    of points: [Point], _ builder: RoundBuilder, _ finished: [String: TrialOutcome],
    isForecast: Bool
  ) -> Trials {
    var rounds = [builder.round(of: points, rung: search == .halving ? 0 : nil)]
    var isLast = true
    if search == .halving {
      isLast = climb(&rounds, builder, finished, isForecast: isForecast)
    } else if extendsEdges {
      isLast = widen(&rounds, builder, finished)
    }
    return Trials(rounds, isLastRound: isLast)
  }

  /// What each configuration is trained with: every seed in every fold.
  package func replicates(in folds: [Fold]) -> [Replicate] {
    Replicate.all(seeds: firstSeed..<firstSeed + UInt64(seedCount), folds: folds)
  }

  /// Adds the rungs that are decided.
  private func climb(
    _ rounds: inout [PlannedRound], _ builder: RoundBuilder, _ finished: [String: TrialOutcome],
    isForecast: Bool
  ) -> Bool {
    for rung in 1..<rungs.count {
      let points = rounds[rung - 1].points
      let count = rungs.kept(of: points.count)
      let kept: [Int]
      if let scores = rounds[rung - 1].scores(finished) {
        let sound = points.indices.filter { scores[$0] != nil }
        kept = sound.sorted {
          (scores[$0] ?? .infinity, $0) < (scores[$1] ?? .infinity, $1)
        }.prefix(count).sorted()
      } else if isForecast {
        kept = (0..<count).map { $0 * points.count / count }
      } else {
        return false
      }
      // Where everything diverged, nothing is left to climb.
      guard !kept.isEmpty else { return true }
      rounds.append(builder.round(of: kept.map { points[$0] }, rung: rung))
    }
    return true
  }

  /// Adds the rates beyond edges that are decided.
  private func widen(
    _ rounds: inout [PlannedRound], _ builder: RoundBuilder, _ finished: [String: TrialOutcome]
  ) -> Bool {
    var settings: [Setting] = []
    var scores: [Setting: [Double: Double?]] = [:]
    while let round = rounds.last {
      guard let results = round.scores(finished) else { return false }
      for (point, score) in zip(round.points, results) {
        let setting = point.configuration.setting
        if scores[setting] == nil { settings.append(setting) }
        scores[setting, default: [:]][point.configuration.learningRate] = .some(score)
      }
      let points = settings.flatMap { setting in
        EdgeExtension.next(axis: learningRates, scores: scores[setting] ?? [:]).map { rate in
          Point(configuration: Configuration(setting, learningRate: rate), level: 0)
        }
      }
      guard !points.isEmpty else { return true }
      rounds.append(builder.round(of: points, rung: nil))
    }
    return true
  }

  /// Refuses what cannot be trained, before anything is.
  package func check(_ points: [Point], on dataset: Dataset) throws(PlanError) {
    var problems = batchSizeProblems(on: dataset)
    let length = TrainingLength(self, on: dataset)
    var checked: Set<String> = []
    for configuration in points.map(\.configuration)
    where checked.insert("\(configuration.schedule) \(configuration.batchSize)").inserted {
      let steps = length.steps(of: configuration)
      do throws(ScheduleSpecification.BudgetError) {
        _ = try configuration.lane(steps: steps, on: dataset)
      } catch {
        problems.append(problem(error.description, ofBatchSize: configuration.batchSize))
      }
      if search == .halving, !rungs.fit(horizon: steps) {
        problems.append(
          problem(
            "a training of \(steps) steps is too short for \(rungs.count) rungs of factor "
              + "\(rungs.factor); give more steps, or fewer rungs",
            ofBatchSize: configuration.batchSize))
      }
    }
    if !problems.isEmpty { throw PlanError(problems) }
  }
}

extension SweepPlan.Trials {
  fileprivate init(_ planned: [PlannedRound], isLastRound: Bool) {
    all = planned.flatMap(\.trials)
    (order, rounds) = ([], [])
    order.reserveCapacity(all.count)
    for round in planned {
      let first = order.count
      let count = round.trials.count / max(1, round.points.count)
      let ranks = round.trials.indices.map { place in
        (replicate: place % count, level: round.points[place / count].level)
      }
      order += round.trials.indices.sorted {
        (ranks[$0].replicate, ranks[$0].level, $0) < (ranks[$1].replicate, ranks[$1].level, $1)
      }.map { first + $0 }
      rounds.append(first..<order.count)
    }
    self.isLastRound = isLastRound
  }
}

/// Makes the trials of a round.
private struct RoundBuilder {
  let plan: SweepPlan
  let replicates: [Replicate]
  /// The length of a whole training.
  let horizon: (Configuration) -> Int
  /// What trials of a configuration are known by, for so many steps of a horizon.
  let identity: (Configuration, _ steps: Int, _ horizon: Int) -> (Replicate) -> String

  /// - Parameters:
  ///   - points: The points of the search space.
  ///   - rung: The rung of halving; nil for whole trainings.
  /// - Returns: The round.
  func round(of points: [SweepPlan.Point], rung: Int?) -> PlannedRound {
    var trials: [Trial] = []
    trials.reserveCapacity(points.count * replicates.count)
    for configuration in points.map(\.configuration) {
      let horizon = horizon(configuration)
      let steps = rung.map { plan.rungs.steps(at: $0, horizon: horizon) } ?? horizon
      let id = identity(configuration, steps, horizon)
      for replicate in replicates {
        trials.append(
          Trial(
            id: id(replicate), configuration: configuration, seed: replicate.seed,
            fold: replicate.fold, steps: steps, horizon: horizon))
      }
    }
    return PlannedRound(points: points, trials: trials)
  }
}
