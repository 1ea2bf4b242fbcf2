import Experiment
import Planning
import Statistics
import Tabular

/// The job of `find` for several points: finds the rate of each, then trains each at its own.
package struct PointsJob: Sendable {
  /// What the job found.
  package struct Outcome: Sendable {
    /// The points' findings, in plan order.
    package var findings: [PointFinding]
    /// The trials that compare them.
    package var trials: [TrialResult]
    package var comparison: PointComparison
  }

  package let plan: SweepPlan
  package let points: [PlannedPoint]
  private let splits: [Dataset]
  private let training: TrainingSplits
  /// Counts the steps that are done, for a progress line.
  package let progress = ProgressCounter()

  /// - Parameters:
  ///   - plan: A plan of kind `find`.
  ///   - points: Its points on the data.
  ///   - splits: What their rates are searched on; see `SearchedTable.splits`.
  ///   - training: What full trainings decide on, and the points are compared on.
  package init(
    _ plan: SweepPlan, points: [PlannedPoint], splits: [Dataset], training: TrainingSplits
  ) {
    self.plan = plan
    self.points = points
    self.splits = splits
    self.training = training
  }

  private var searches: [PointSearch] {
    PointSearch.searches(
      of: points, on: splits, training: training, progress: progress)
  }

  /// The steps that the job will take, over all lanes, unless a rate stands at an edge.
  package var expectedSteps: Int {
    let searched = searches.reduce(0) { $0 + $1.expectedSteps }
    let repeats = plan.seedCount * points.comparedFolds(among: training.folds).count
    return searched + points.reduce(0) { $0 + $1.find.budgetSteps * repeats }
  }

  /// Trains and decides.
  ///
  /// - Parameter workers: How many groups are trained at once; the outcome does not depend on it.
  /// - Returns: What was found, and how the points compare.
  package func run(workers: Int) -> Outcome {
    let searches = searches
    let inner = max(1, workers / searches.count)
    let found = WorkerPool(workers: workers).map(count: searches.count) { index in
      searches[index].run(workers: inner)
    }.joined()
    let byID = Dictionary(found.map { ($0.point.id, $0) }, uniquingKeysWith: { first, _ in first })
    let findings = points.compactMap { byID[$0.id] }
    precondition(findings.count == points.count, "every point has one finding")

    let compared = plan.trials(
      comparing: findings.map(\.point), in: points.comparedFolds(among: training.folds), data: "")
    let runner = GroupTraining(on: training, clipNorm: plan.clipNorm, progress: progress)
    let trials = TrialsInMemory(compared, training: runner).run(workers: workers)
    return Outcome(
      findings: findings, trials: trials,
      comparison: PointComparison(findings.map(\.point), trials: trials))
  }
}

extension [PlannedPoint] {
  /// The folds that the points are compared on: those on which full trainings decided of each, or the
  /// ordinary split where that is too dear for one of them.
  ///
  /// - Parameter folds: What there is.
  /// - Returns: At least one.
  package func comparedFolds(among folds: [Fold]) -> [Fold] {
    let count = map { $0.find.decision?.folds ?? 1 }.min() ?? 1
    return count > 1 ? [Fold](folds.prefix(count)) : [.ordinary]
  }
}
