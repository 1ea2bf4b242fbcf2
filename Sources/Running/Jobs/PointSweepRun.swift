import Planning
import Store
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
    /// How far the comparison is; nil before it begins.
    package var comparison: TrialProgress?
  }

  private let plan: SweepPlan
  private let points: [PlannedPoint]
  private let training: TrainingSplits
  private let store: SweepStore
  private let searches: [PointSearch]
  private let counter = ProgressCounter()
  /// What ends it.
  package let run = Run()
  private let comparison: TrialRun
  private let searched = ProgressCounter()

  /// - Parameters:
  ///   - plan: The plan.
  ///   - points: Its points, which are in force in the store.
  ///   - splits: What their rates are searched on; see `SearchedTable.splits`.
  ///   - training: What full trainings decide on, and the points are compared on.
  ///   - store: Where results are recorded, and those that are there are not trained again.
  /// - Throws: `StoreError` when it cannot be read.
  package init(
    _ plan: SweepPlan, points: [PlannedPoint], splits: [Dataset], training: TrainingSplits,
    store: SweepStore
  ) throws(StoreError) {
    self.plan = plan
    self.points = points
    self.training = training
    self.store = store
    let known = try store.recordedPoints()
    searches = PointSearch.searches(
      of: points.filter { !known.contains($0.id) }, on: splits, training: training,
      progress: counter)
    comparison = TrialRun(plan.training(on: training), store: store, run: run)
  }

  /// How far it is.
  package var progress: Progress {
    let expected = searches.reduce(0) { $0 + $1.expectedSteps }
    let comparison = comparison.progress
    return Progress(
      searches: searches.count, searched: searched.steps,
      share: min(1, Double(counter.steps) / Double(max(1, expected))),
      comparison: comparison.round > 0 ? comparison : nil)
  }

  /// Trains until everything is recorded, or until it is stopped or recording fails.
  ///
  /// - Parameter workers: How many groups are trained at once; the results do not depend on it.
  /// - Returns: Why it ended. After a stop, threads may still be training what is dropped.
  /// - Throws: `PlanError`.
  package func train(workers: Int) throws -> Run.End {
    let end = search(workers: workers)
    guard end == .finished else { return end }
    let trials: FixedTrials
    do throws(StoreError) {
      trials = try comparisonTrials()
    } catch {
      return .failed(error)
    }
    return try comparison.train(trials, workers: workers)
  }

  /// The trials that compare the points.
  private func comparisonTrials() throws(StoreError) -> FixedTrials {
    guard let provenance = try store.provenance(), let yaml = try store.planText() else {
      throw .missing(folder: store.folder)
    }
    return FixedTrials(
      trials: plan.trials(
        comparing: try store.foundPoints(), in: points.comparedFolds(among: training.folds),
        data: provenance.data), yaml: yaml, provenance: provenance)
  }

  /// Puts the trials in force that compare the points, whose rates are all known.
  ///
  /// - Returns: What is to be trained.
  /// - Throws: `StoreError`.
  package func decideComparison() throws -> TrialRound {
    try comparisonTrials().advance(store, for: plan.training(on: training))
  }

  /// Finds the rates alone, and compares nothing.
  ///
  /// - Parameter workers: How many groups are trained at once.
  /// - Returns: Why it ended.
  package func search(workers: Int) -> Run.End {
    let inner = max(1, workers / max(1, searches.count))
    return run.drain(searches, workers: workers) { [store] search throws(StoreError) in
      let memory = RoundMemory(try store.rounds(of: search.id))
      let findings = search.run(workers: inner, memory: memory)
      return (points: findings.map(\.point), rounds: memory.added)
    } record: { [store, searched] (_, found, timing) throws(StoreError) in
      try store.record(found.points, rounds: found.rounds, timing: timing)
      searched.add(1)
    }
  }
}
