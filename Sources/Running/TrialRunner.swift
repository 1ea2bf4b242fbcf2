import Experiment
import Planning
import Store

/// What trains trials.
///
/// What a group gives depends on its trials alone, never on who trains it or when.
package protocol TrialRunner: Sendable {
  /// Cuts trials into groups that are trained side by side; they follow from the trials and their
  /// order alone.
  ///
  /// - Parameter trials: The trials, in the order in which they are tried.
  /// - Returns: The places of each group's trials, groups in the order of their first trial.
  func groups(of trials: [Trial]) -> [[Int]]

  /// What a group costs, in whatever unit, the same for all groups: what is left is told by it.
  ///
  /// - Parameter trials: The trials of a group, at least one.
  /// - Returns: The cost.
  func cost(of trials: [Trial]) -> Double

  /// Trains a group.
  ///
  /// - Parameters:
  ///   - trials: The trials of a group, at least one.
  ///   - run: What it is a part of, and may be ended meanwhile.
  /// - Returns: The result of each; nil where the run has ended, or is ended by what went wrong.
  func run(_ trials: [Trial], in run: Run) -> [TrialResult]?
}

extension TrialRunner {
  /// The steps of its trials.
  package func cost(of trials: [Trial]) -> Double {
    Double(trials.reduce(0) { $0 + $1.steps })
  }
}

/// Why trials cannot be trained.
package struct TrialFailure: Error, Sendable, Equatable {
  /// What is wrong, and what to do.
  package var problem: String
  /// The last lines of what failed.
  package var lines: [String]

  package init(_ problem: String, lines: [String] = []) {
    self.problem = problem
    self.lines = lines
  }
}

/// What decides which trials are run.
package protocol TrialPlanner: Sendable {
  /// Whether everything is decided from the beginning.
  var isOneRound: Bool { get }

  /// Puts in force what is decided by what a store holds.
  ///
  /// - Parameters:
  ///   - store: The store, which is written.
  ///   - runner: What will train them, and so cuts them into groups.
  /// - Returns: What is to be trained.
  /// - Throws: `PlanError` when the plan cannot be run; `StoreError`.
  func advance(_ store: any ResultStore, for runner: any TrialRunner) throws -> TrialRound
}

/// Trials that can be trained at once.
package struct TrialRound: Sendable {
  /// What is not finished yet; empty when nothing is left.
  package var groups: [PendingGroup]
  /// How far the sweep is.
  package var counts: SweepCounts
  /// The round's number, from 1.
  package var number = 1
  /// The training steps of the rounds that come after this one, as far as they can be foreseen.
  package var laterSteps = 0

  /// What a store has to do, in one round.
  package init(pendingIn store: any ResultStore) throws(StoreError) {
    groups = try store.pendingGroups()
    counts = try store.counts()
  }
}

/// Trials that are all decided.
struct FixedTrials: TrialPlanner {
  let trials: SweepPlan.Trials
  let yaml: String
  let provenance: Provenance

  var isOneRound: Bool { true }

  func advance(_ store: any ResultStore, for runner: any TrialRunner) throws -> TrialRound {
    try store.adopt(trials, yaml: yaml, provenance: provenance, cut: runner.groups)
    return try TrialRound(pendingIn: store)
  }
}

/// What a store has to do; decides nothing, as for a shard.
package struct PendingTrials: TrialPlanner {
  package init() {}

  package var isOneRound: Bool { true }

  package func advance(
    _ store: any ResultStore, for runner: any TrialRunner
  ) throws -> TrialRound {
    try TrialRound(pendingIn: store)
  }
}
