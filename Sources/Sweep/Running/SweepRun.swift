import Dispatch
import Synchronization

/// Trains the pending groups of a sweep on several workers and records each as it is finished.
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
    /// The trials finished by this run.
    package var done = 0
    /// The finished trial with the lowest validation loss, of this run or what it was given.
    package var best: TrialResult?
  }

  private struct State {
    var progress: Progress
    var next = 0
    var active = 0
    var end: End?
    var waiting: CheckedContinuation<End, Never>?
  }

  private let groups: [SweepStore.PendingGroup]
  private let training: GroupTraining
  private let store: SweepStore
  private let state: Mutex<State>

  /// - Parameters:
  ///   - groups: What is to be trained.
  ///   - training: How.
  ///   - store: Where results are recorded.
  ///   - best: The best finished trial so far.
  package init(
    _ groups: [SweepStore.PendingGroup], training: GroupTraining, store: SweepStore,
    best: TrialResult?
  ) {
    self.groups = groups
    self.training = training
    self.store = store
    state = Mutex(State(progress: Progress(done: 0, best: best)))
  }

  /// How far it is.
  package var progress: Progress { state.withLock { $0.progress } }

  /// Ends the run, without waiting for groups in flight; nothing is recorded from then on.
  package func stop(_ reason: String) { finish(.stopped(reason)) }

  /// Trains until all groups are recorded, or until it is stopped or recording fails.
  ///
  /// - Parameter workers: How many groups are trained at once; the results do not depend on it.
  /// - Returns: Why it ended. After a stop, worker threads may still be training what is dropped.
  package func run(workers: Int) async -> End {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if let end = state.end {
          continuation.resume(returning: end)
          return true
        }
        state.waiting = continuation
        return false
      }
      if isOver { return }
      if groups.isEmpty { return finish(.finished) }
      let count = min(workers, groups.count)
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
      guard state.end == nil, state.next < groups.count else { return nil }
      state.next += 1
      return groups[state.next - 1]
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
      state.progress.done += results.count
      for result in results {
        guard let loss = result.validationLoss else { continue }
        if loss < state.progress.best?.validationLoss ?? .infinity { state.progress.best = result }
      }
      return nil
    }
    if let failure { finish(.failed(failure)) }
    return state.withLock { $0.end == nil }
  }

  private func finish(_ end: End) {
    let waiting = state.withLock { state -> CheckedContinuation<End, Never>? in
      guard state.end == nil else { return nil }
      state.end = end
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: end)
  }
}
