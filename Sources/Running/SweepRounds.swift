import Experiment
import Planning
import Store
import Tabular

/// Asks a plan for one round after another, and puts each in force in the store.
package struct SweepRounds: TrialPlanner {
  package let plan: SweepPlan
  private let yaml: String
  private let provenance: Provenance
  /// The trials that are decided by what is finished; those of later rounds are guessed for a forecast.
  private let decide:
    @Sendable (_ finished: [String: TrialOutcome], _ isForecast: Bool) throws(PlanError) ->
      SweepPlan.Trials

  /// - Parameters:
  ///   - plan: The plan.
  ///   - splits: What is trained on.
  ///   - yaml: The plan as text.
  ///   - provenance: What the trials are run with.
  package init(
    _ plan: SweepPlan, on splits: TrainingSplits, yaml: String, provenance: Provenance
  ) {
    self.plan = plan
    self.yaml = yaml
    self.provenance = provenance
    decide = { finished, isForecast throws(PlanError) in
      try plan.trials(
        on: splits.ordinary, data: provenance.data, folds: splits.folds, finished: finished,
        isForecast: isForecast)
    }
  }

  /// - Parameters:
  ///   - plan: The plan, of a command.
  ///   - yaml: The plan as text.
  ///   - provenance: What its runs depend on.
  package init(ofCommand plan: SweepPlan, yaml: String, provenance: Provenance) {
    self.plan = plan
    self.yaml = yaml
    self.provenance = provenance
    decide = { finished, isForecast throws(PlanError) in
      try plan.trials(
        ofCommand: provenance.data, finished: finished, isForecast: isForecast)
    }
  }

  /// The trials, as far as they are decided by what a store holds.
  ///
  /// - Parameters:
  ///   - store: The store, or nil before there is one.
  ///   - isForecast: Whether rounds that are not decided yet are guessed.
  /// - Returns: The trials and their order.
  /// - Throws: `PlanError` when the plan cannot be run; `StoreError`.
  package func trials(
    from store: (any ResultStore)?, isForecast: Bool = false
  ) throws -> SweepPlan.Trials {
    let finished = plan.isOneRound ? [:] : try store?.outcomes() ?? [:]
    return try decide(finished, isForecast)
  }

  package var isOneRound: Bool { plan.isOneRound }

  package func advance(
    _ store: any ResultStore, for runner: any TrialRunner
  ) throws -> TrialRound {
    try advance(store, for: runner, trials: trials(from: store))
  }

  /// Puts in force what is decided already.
  package func advance(
    _ store: any ResultStore, for runner: any TrialRunner, trials: SweepPlan.Trials
  ) throws -> TrialRound {
    try store.adopt(trials, yaml: yaml, provenance: provenance, cut: runner.groups)
    let later =
      trials.isLastRound || plan.search != .halving
      ? 0
      : try self.trials(from: store, isForecast: true).all[trials.all.count...]
        .reduce(0) { $0 + $1.steps }
    var round = try TrialRound(pendingIn: store)
    (round.number, round.laterSteps) = (trials.rounds.count, later)
    return round
  }
}
