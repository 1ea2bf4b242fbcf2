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
  package let dataset: Dataset
  private let searchSplits: [Dataset]
  private let folds: [Dataset]
  /// Counts the steps that are done, for a progress line.
  package let progress = ProgressCounter()

  /// - Parameters:
  ///   - plan: A plan of kind `find`.
  ///   - points: Its points on the data.
  ///   - dataset: What the points are compared on.
  ///   - searchSplits: What their rates are searched on; see `SearchedTable.splits`; the
  ///     same unless given.
  ///   - folds: The folds that full trainings decide on.
  package init(
    _ plan: SweepPlan, points: [PlannedPoint], dataset: Dataset, searchSplits: [Dataset]? = nil,
    folds: [Dataset] = []
  ) {
    self.plan = plan
    self.points = points
    self.dataset = dataset
    self.searchSplits = searchSplits ?? [dataset]
    self.folds = folds
  }

  private var searches: [PointSearch] {
    PointSearch.searches(
      of: points, on: searchSplits, folds: folds, dataset: dataset, progress: progress)
  }

  /// The steps that the job will take, over all lanes, unless a rate stands at an edge.
  package var expectedSteps: Int {
    let searched = searches.reduce(0) { $0 + $1.points[0].find.expectedSteps }
    return searched + points.reduce(0) { $0 + $1.find.budgetSteps * plan.seedCount }
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

    let training = GroupTraining(folds: [dataset], clipNorm: plan.clipNorm, progress: progress)
    let trials = TrialsInMemory(
      plan.trials(comparing: findings.map(\.point), data: ""), training: training
    ).run(workers: workers)
    return Outcome(
      findings: findings, trials: trials,
      comparison: PointComparison(findings.map(\.point), trials: trials))
  }
}
