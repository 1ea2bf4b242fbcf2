import Experiment
import Platform
import Store

/// Trains the trials of a plan, round by round, and records each group as it is finished.
package final class TrialRun: Sendable {
  /// What ends it.
  package let run: Run
  private let runner: any TrialRunner
  private let store: any ResultStore
  private let state: Monitor<TrialProgress>

  /// - Parameters:
  ///   - runner: What trains the groups.
  ///   - store: Where results are recorded.
  ///   - run: What it is a part of; a run of its own unless given.
  ///   - best: The best finished trial so far.
  package init(
    _ runner: any TrialRunner, store: any ResultStore, run: Run = Run(), best: TrialResult? = nil
  ) {
    self.runner = runner
    self.store = store
    self.run = run
    state = Monitor(TrialProgress(best: best))
  }

  /// How far it is.
  package var progress: TrialProgress { state.withLock { $0 } }

  /// Trains round after round, until nothing is left to be decided, or until it is stopped or
  /// recording fails.
  ///
  /// - Parameters:
  ///   - planner: What decides the rounds.
  ///   - first: The first of them, where it is known.
  ///   - workers: How many groups are trained at once; the results do not depend on it.
  /// - Returns: Why it ended. After a stop, threads may still be training what is dropped.
  /// - Throws: `PlanError` when the next round cannot be had.
  package func train(
    _ planner: some TrialPlanner, from first: TrialRound? = nil, workers: Int
  ) throws -> Run.End {
    do {
      var round = try first ?? planner.advance(store, for: runner)
      while !round.groups.isEmpty {
        let end = train(round, workers: workers)
        guard end == .finished, !planner.isOneRound else { return end }
        round = try planner.advance(store, for: runner)
      }
      return .finished
    } catch let error as StoreError {
      return .failed(error)
    }
  }

  private func train(_ round: TrialRound, workers: Int) -> Run.End {
    state.withLock { $0.start(round, workers: workers, cost: runner.cost) }
    return run.drain(round.groups, workers: workers) { [runner, run] group in
      runner.run(group.trials.map(\.trial), in: run)
    } record: { [runner, store, state] (group, results, timing) throws(StoreError) in
      guard let results else { return }
      try store.record(group, results: results, timing: timing)
      let cost = runner.cost(of: group.trials.map(\.trial))
      state.withLock { $0.add(results, cost: cost, seconds: timing.seconds) }
    }
  }
}
