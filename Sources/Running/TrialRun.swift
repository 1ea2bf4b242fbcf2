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
    state.withLock { $0.start(round) }
    return run.drain(round.groups, workers: workers) { [runner, run] group in
      runner.run(group.trials.map(\.trial), in: run)
    } record: { [store, state] (group, results, timing) throws(StoreError) in
      guard let results else { return }
      try store.record(group, results: results, timing: timing)
      state.withLock { $0.add(results) }
    }
  }
}

/// How far the training of trials is.
package struct TrialProgress: Sendable {
  /// The round that is trained, from 1.
  package var round = 0
  /// The trials that are decided, and those among them that are finished.
  package var total = 0
  package var finished = 0
  /// The trials finished by this run, and their training steps.
  package var done = 0
  package var stepsDone = 0
  /// The training steps that are still to be done, as far as they can be foreseen.
  package var stepsLeft = 0
  /// The finished trial with the lowest validation loss, of this run or what it was given.
  package var best: TrialResult?

  package init(best: TrialResult? = nil) { self.best = best }

  fileprivate mutating func start(_ next: TrialRound) {
    round = next.number
    (total, finished) = (next.counts.total, next.counts.done)
    stepsLeft = next.groups.reduce(next.laterSteps) { sum, group in
      group.trials.reduce(sum) { $0 + $1.trial.steps }
    }
  }

  fileprivate mutating func add(_ results: [TrialResult]) {
    done += results.count
    // Groups are whole, also where the plan in force has only some of their trials.
    finished = min(total, finished + results.count)
    let steps = results.reduce(0) { $0 + $1.steps }
    (stepsDone, stepsLeft) = (stepsDone + steps, max(0, stepsLeft - steps))
    for result in results {
      guard let loss = result.validationLoss else { continue }
      if loss < best?.validationLoss ?? .infinity { best = result }
    }
  }
}
