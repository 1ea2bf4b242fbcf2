import Dispatch
import Synchronization

/// Trains the groups of a sweep's rounds on several workers and records each as it is finished.
///
/// Workers are threads of their own, not tasks: training never gives up its thread, and the watch
/// over signals and time must not wait for one.
package final class SweepRun: Sendable {
  /// Why a sweep ended.
  package enum End: Sendable, Equatable {
    case finished
    /// It was asked to stop; groups in flight are dropped, and trained again later.
    case stopped(String)
    case failed(StoreError)
  }

  /// How far a run is.
  package struct Progress: Sendable {
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

  private struct State {
    var progress: Progress
    var groups: [SweepStore.PendingGroup] = []
    var next = 0
    var active = 0
    var end: End?
    var waiting: CheckedContinuation<End, Never>?

    mutating func start(_ round: SweepRounds.Next) {
      (groups, next) = (round.groups, 0)
      progress.round = round.number
      progress.total = round.counts.total
      progress.finished = round.counts.done
      progress.stepsLeft =
        round.groups.reduce(round.laterSteps) { sum, group in
          group.trials.reduce(sum) { $0 + $1.trial.steps }
        }
    }
  }

  private let training: GroupTraining
  private let store: SweepStore
  private let state: Mutex<State>

  /// - Parameters:
  ///   - training: How groups are trained.
  ///   - store: Where results are recorded.
  ///   - best: The best finished trial so far.
  package init(training: GroupTraining, store: SweepStore, best: TrialResult?) {
    self.training = training
    self.store = store
    state = Mutex(State(progress: Progress(best: best)))
  }

  /// How far it is.
  package var progress: Progress { state.withLock { $0.progress } }

  /// Ends the run, without waiting for groups in flight; nothing is recorded from then on.
  package func stop(_ reason: String) { finish(.stopped(reason)) }

  /// Ends the run likewise, because nothing can be recorded any more.
  package func fail(_ error: StoreError) { finish(.failed(error)) }

  /// Trains round after round, until nothing is left to be decided, or until it is stopped or
  /// recording fails.
  ///
  /// - Parameters:
  ///   - rounds: What decides the rounds.
  ///   - first: The first of them.
  ///   - workers: How many groups are trained at once; the results do not depend on it.
  /// - Returns: Why it ended. After a stop, worker threads may still be training what is dropped.
  /// - Throws: `PlanError` when the next round cannot be had.
  package func run(
    _ rounds: SweepRounds, from first: SweepRounds.Next, workers: Int
  ) async throws -> End {
    var next = first
    while !next.groups.isEmpty {
      let end = await run(next, workers: workers)
      guard end == .finished, !rounds.plan.isOneRound else { return end }
      do {
        next = try rounds.advance(store)
      } catch let error as StoreError {
        return .failed(error)
      }
    }
    return .finished
  }

  /// Trains what a store has to do, and decides nothing, as for a shard.
  ///
  /// - Parameter workers: How many groups are trained at once; the results do not depend on it.
  /// - Returns: Why it ended.
  /// - Throws: `StoreError` when the store cannot be read.
  package func runPending(workers: Int) async throws(StoreError) -> End {
    let groups = try store.pendingGroups()
    guard !groups.isEmpty else { return .finished }
    let next = SweepRounds.Next(
      groups: groups, counts: try store.counts(), number: 1, laterSteps: 0)
    return await run(next, workers: workers)
  }

  /// Trains a round.
  private func run(_ round: SweepRounds.Next, workers: Int) async -> End {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if let end = state.end {
          continuation.resume(returning: end)
          return true
        }
        state.waiting = continuation
        state.start(round)
        return false
      }
      if isOver { return }
      let count = min(workers, round.groups.count)
      state.withLock { $0.active = count }
      for worker in 1...count {
        DispatchQueue(label: "worker \(worker)").async { self.work(worker) }
      }
    }
  }

  private func work(_ worker: Int) {
    while let group = take() {
      let start = ContinuousClock.now
      let results = training.run(group.trials.map(\.trial))
      let seconds = start.duration(to: .now) / .seconds(1)
      let timing = SweepStore.Timing(seconds: seconds, worker: worker, host: HostName.current)
      guard record(group, results: results, timing: timing) else { return }
    }
    let isLast = state.withLock { state in
      state.active -= 1
      return state.active == 0
    }
    if isLast { finish(.finished) }
  }

  private func take() -> SweepStore.PendingGroup? {
    state.withLock { state in
      guard state.end == nil, state.next < state.groups.count else { return nil }
      state.next += 1
      return state.groups[state.next - 1]
    }
  }

  /// Records a group unless the run is over; the state is held meanwhile, so that nothing is
  /// recorded once the end was told.
  private func record(
    _ group: SweepStore.PendingGroup, results: [TrialResult], timing: SweepStore.Timing
  ) -> Bool {
    let failure: StoreError? = state.withLock { state in
      guard state.end == nil else { return nil }
      do throws(StoreError) {
        try store.record(group, results: results, timing: timing)
      } catch {
        return error
      }
      state.progress.add(results)
      return nil
    }
    if let failure { finish(.failed(failure)) }
    return state.withLock { $0.end == nil }
  }

  private func finish(_ end: End) {
    let waiting = state.withLock { state -> CheckedContinuation<End, Never>? in
      guard state.end == nil else { return nil }
      // The end of a round is not that of the run.
      if end != .finished { state.end = end }
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: end)
  }
}
