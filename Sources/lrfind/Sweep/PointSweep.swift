import Experiment
import Planning
import Reporting
import Running
import Store
import Tabular

/// A sweep of kind `find`: the rate of each point, and how the points compare at it.
struct PointSweep: TableSweepKind {
  let request: SweepRequest
  let provenance: Provenance
  let points: [PlannedPoint]
  let training: TrainingSplits
  private let splits: [Dataset]

  init(_ request: SweepRequest, threads: Int) throws {
    self.request = request
    let table = try SearchedTable(
      path: request.file, options: request.tableOptions(threads: threads),
      effort: request.plan.effort)
    provenance = Provenance(of: table.dataset)
    let data = provenance.data
    (points, training) = try table.planned { folds in
      try request.plan.points(on: table.dataset, data: data, folds: folds)
    }
    splits = table.splits
  }

  func memoryNeed(workers: Int) -> MemoryNeed {
    MemoryNeed(points, on: dataset, workers: workers)
  }

  /// The folds that the points are compared on.
  var comparedFolds: [Fold] { points.comparedFolds(among: training.folds) }

  /// The points and what each is trained with, in a few words.
  var size: String {
    "\(Decimal.count(points.count, "setting")) × "
      + Self.words(seeds: request.plan.seedCount, folds: comparedFolds.count)
  }

  var heading: (remarks: [String], size: String) {
    (TrainingRemarks.lines(of: request.plan, on: dataset), "the rates of \(size)")
  }

  func begin(in store: SweepStore) throws -> SweepWork {
    try store.adopt(
      points, plan: request.plan, folds: comparedFolds, yaml: request.yaml, provenance: provenance)
    let run = try PointSweepRun(
      request.plan, points: points, splits: splits, training: training, store: store)
    return SweepWork(run: run.run) {
      Self.line(run.progress)
    } train: { workers in
      try run.train(workers: workers)
    }
  }

  private static func line(_ progress: PointSweepRun.Progress) -> String {
    if let comparison = progress.comparison {
      return "comparing: \(Decimal.grouped(comparison.finished))/"
        + "\(Decimal.grouped(comparison.total)) trainings"
    }
    return "finding rates: \(Int(progress.share * 100)) %, \(Decimal.grouped(progress.searched))/"
      + "\(Decimal.grouped(progress.searches)) searches done"
  }

  func findings(in store: SweepStore) throws(StoreError) -> PointFindings {
    try PointFindings(store, dataset: dataset)
  }
}
