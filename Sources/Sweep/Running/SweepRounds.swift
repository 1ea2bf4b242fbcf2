import Tabular

/// Asks a plan for one round after another, and puts each in force in the store.
package struct SweepRounds: Sendable {
  /// What is to be trained now.
  package struct Next: Sendable {
    /// What is not finished yet; empty when the sweep is over.
    package var groups: [SweepStore.PendingGroup]
    /// How far the sweep is.
    package var counts: SweepStore.Counts
    /// The round's number, from 1.
    package var number: Int
    /// The training steps of the rounds that come after this one, as far as they can be foreseen.
    package var laterSteps: Int
  }

  package let plan: SweepPlan
  private let dataset: Dataset
  private let yaml: String
  private let provenance: SweepStore.Provenance

  /// - Parameters:
  ///   - plan: The plan.
  ///   - dataset: What is trained on.
  ///   - yaml: The plan as text.
  ///   - provenance: What the trials are run with.
  package init(
    _ plan: SweepPlan, dataset: Dataset, yaml: String, provenance: SweepStore.Provenance
  ) {
    self.plan = plan
    self.dataset = dataset
    self.yaml = yaml
    self.provenance = provenance
  }

  /// The trials, as far as they are decided by what a store holds.
  ///
  /// - Parameters:
  ///   - store: The store, or nil before there is one.
  ///   - isForecast: Whether rounds that are not decided yet are guessed.
  /// - Returns: The trials and their order.
  /// - Throws: `PlanError` when the plan cannot be run; `StoreError`.
  package func trials(
    from store: SweepStore?, isForecast: Bool = false
  ) throws -> SweepPlan.Trials {
    let finished = plan.isOneRound ? [:] : try store?.outcomes() ?? [:]
    return try plan.trials(
      on: dataset, data: provenance.data, finished: finished, isForecast: isForecast)
  }

  /// Puts in force what is decided.
  ///
  /// - Parameter store: The store, which is written.
  /// - Returns: What is to be trained.
  /// - Throws: `PlanError` when the plan cannot be run; `StoreError`.
  package func advance(_ store: SweepStore) throws -> Next {
    try advance(store, trials: trials(from: store))
  }

  /// Puts in force what is decided already.
  package func advance(_ store: SweepStore, trials: SweepPlan.Trials) throws -> Next {
    try store.adopt(trials, yaml: yaml, provenance: provenance) { added in
      plan.groups(of: added, on: dataset)
    }
    let later =
      trials.isLastRound || plan.search != .halving
      ? 0
      : try self.trials(from: store, isForecast: true).all[trials.all.count...]
        .reduce(0) { $0 + $1.steps }
    return Next(
      groups: try store.pendingGroups(), counts: try store.counts(), number: trials.rounds.count,
      laterSteps: later)
  }
}
