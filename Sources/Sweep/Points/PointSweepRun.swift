import Synchronization
import Tabular

/// Runs a plan of kind `find` and records what it gives: first the rates of all points, then the
/// trainings that compare them.
///
/// What is to be done follows from the plan and what is recorded. A search is recorded whole; so
/// resuming repeats what was not, and nothing else.
package final class PointSweepRun: Sendable {
  /// How far a run is.
  package struct Progress: Sendable {
    /// The searches of this run, and those that are done.
    package var searches = 0
    package var searched = 0
    /// The share of the searches' steps that is done.
    package var share = 0.0
    /// The trials of the comparison that this run trains, once it does.
    package var trials: Int?
    package var comparison = SweepRun.Progress()
  }

  private struct State {
    var next = 0
    var searched = 0
    var active = 0
    var end: SweepRun.End?
    var waiting: CheckedContinuation<SweepRun.End, Never>?
    var comparison: (run: SweepRun, trials: Int)?
  }

  private let plan: SweepPlan
  private let points: [PlannedPoint]
  private let dataset: Dataset
  private let store: SweepStore
  private let searches: [PointSearch]
  private let counter = ProgressCounter()
  private let state = Mutex(State())

  /// - Parameters:
  ///   - plan: The plan.
  ///   - points: Its points, which are in force in the store.
  ///   - dataset: What the points are compared on.
  ///   - searchSplits: What their rates are searched on; see `Dataset.searchSplits`; the
  ///     same unless given.
  ///   - store: Where results are recorded, and those that are there are not trained again.
  /// - Throws: `StoreError` when it cannot be read.
  package init(
    _ plan: SweepPlan, points: [PlannedPoint], dataset: Dataset, searchSplits: [Dataset]? = nil,
    store: SweepStore
  ) throws(StoreError) {
    self.plan = plan
    self.points = points
    self.dataset = dataset
    self.store = store
    let known = try store.recordedPoints()
    searches = PointSearch.searches(
      of: points.filter { !known.contains($0.id) }, on: searchSplits ?? [dataset],
      progress: counter)
  }

  /// How far it is.
  package var progress: Progress {
    let (searched, comparison) = state.withLock { ($0.searched, $0.comparison) }
    let expected = searches.reduce(0) { $0 + $1.points[0].find.expectedSteps }
    return Progress(
      searches: searches.count, searched: searched,
      share: min(1, Double(counter.steps) / Double(max(1, expected))),
      trials: comparison?.trials, comparison: comparison?.run.progress ?? SweepRun.Progress())
  }

  /// Ends the run, without waiting for what is being trained; nothing is recorded from then on.
  package func stop(_ reason: String) {
    let comparison = state.withLock { $0.comparison?.run }
    comparison?.stop(reason)
    finish(.stopped(reason))
  }

  /// Ends the run likewise, because nothing can be recorded any more.
  package func fail(_ error: StoreError) {
    let comparison = state.withLock { $0.comparison?.run }
    comparison?.fail(error)
    finish(.failed(error))
  }

  /// Trains until everything is recorded, or until it is stopped or recording fails.
  ///
  /// - Parameter workers: How many groups are trained at once; the results do not depend on it.
  /// - Returns: Why it ended. After a stop, threads may still be training what is dropped.
  package func run(workers: Int) async -> SweepRun.End {
    let end = await search(workers: workers)
    guard end == .finished else { return end }
    do throws(StoreError) {
      return try await comparison().runPending(workers: workers)
    } catch {
      return .failed(error)
    }
  }

  // MARK: Searches

  private func search(workers: Int) async -> SweepRun.End {
    if searches.isEmpty { return .finished }
    return await withCheckedContinuation { continuation in
      let count = min(workers, searches.count)
      let end = state.withLock { state -> SweepRun.End? in
        if state.end == nil { (state.waiting, state.active) = (continuation, count) }
        return state.end
      }
      if let end { return continuation.resume(returning: end) }
      let threads = TrainingThreads()
      for worker in 1...count {
        Task(executorPreference: threads) {
          await self.work(worker, inner: max(1, workers / self.searches.count))
        }
      }
    }
  }

  private func work(_ worker: Int, inner: Int) async {
    while let search = take() {
      let start = ContinuousClock.now
      let memory: RoundMemory
      do throws(StoreError) {
        memory = RoundMemory(try store.rounds(of: search.id))
      } catch {
        return finish(.failed(error))
      }
      let findings = await search.run(workers: inner, memory: memory)
      let timing = SweepStore.Timing(
        seconds: start.duration(to: .now) / .seconds(1), worker: worker, host: HostName.current)
      guard record(findings.map(\.point), rounds: memory.added, timing: timing) else { return }
    }
    let isLast = state.withLock { state in
      state.active -= 1
      return state.active == 0
    }
    if isLast { finish(.finished) }
  }

  private func take() -> PointSearch? {
    state.withLock { state in
      guard state.end == nil, state.next < searches.count else { return nil }
      state.next += 1
      return searches[state.next - 1]
    }
  }

  /// Records what a search has found unless the run is over; the state is held meanwhile, so that
  /// nothing is recorded once the end was told.
  private func record(
    _ found: [FoundPoint], rounds: [String: String], timing: SweepStore.Timing
  ) -> Bool {
    let failure: StoreError? = state.withLock { state in
      guard state.end == nil else { return nil }
      do throws(StoreError) {
        try store.record(found, rounds: rounds, timing: timing)
      } catch {
        return error
      }
      state.searched += 1
      return nil
    }
    if let failure { finish(.failed(failure)) }
    return state.withLock { $0.end == nil }
  }

  private func finish(_ end: SweepRun.End) {
    let waiting = state.withLock { state -> CheckedContinuation<SweepRun.End, Never>? in
      if state.end == nil { state.end = end }
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: end)
  }

  // MARK: Comparison

  /// Puts the trials that compare the points in force, and prepares to train what is missing.
  private func comparison() throws(StoreError) -> SweepRun {
    try store.adopt(comparing: try store.foundPoints(), plan: plan, dataset: dataset)
    let groups = try store.pendingGroups()
    let run = SweepRun(
      training: GroupTraining(dataset: dataset, clipNorm: plan.clipNorm), store: store, best: nil)
    let end = state.withLock { state in
      state.comparison = (run, groups.reduce(0) { $0 + $1.trials.count })
      return state.end
    }
    switch end {
    case .stopped(let reason): run.stop(reason)
    case .failed(let error): run.fail(error)
    case .finished, nil: break
    }
    return run
  }
}

extension SweepStore {
  /// Puts a plan of kind `find` in force.
  ///
  /// The trials that compare points are cut into groups when all rates are known, and not before:
  /// so the groups do not depend on when a sweep was interrupted. Of those that were planned before,
  /// as by a narrower plan, what is finished counts at once.
  ///
  /// - Parameters:
  ///   - points: The points of the plan.
  ///   - plan: The plan.
  ///   - yaml: The plan as text.
  ///   - provenance: What it is run with.
  ///   - dataset: What is trained on.
  /// - Throws: `StoreError`.
  package func adopt(
    _ points: [PlannedPoint], plan: SweepPlan, yaml: String, provenance: Provenance,
    dataset: Dataset
  ) throws(StoreError) {
    try adopt(
      .init(all: [], order: [], rounds: [], isLastRound: true), yaml: yaml,
      provenance: provenance
    ) { _ in [] }
    try adopt(points)
    let found = try foundPoints()
    let recorded = try recordedTrials()
    var trials = plan.trials(comparing: found, data: provenance.data)
    trials.all = trials.all.filter { recorded[$0.id] != nil }
    trials.order = Array(trials.all.indices)
    try adopt(trials, yaml: yaml, provenance: provenance) { _ in [] }
  }

  /// Puts the trials that compare points in force.
  fileprivate func adopt(
    comparing points: [FoundPoint], plan: SweepPlan, dataset: Dataset
  ) throws(StoreError) {
    guard let provenance = try provenance(), let yaml = try planText() else { return }
    try adopt(
      plan.trials(comparing: points, data: provenance.data), yaml: yaml, provenance: provenance
    ) { added in
      plan.groups(of: added, on: dataset)
    }
  }
}
