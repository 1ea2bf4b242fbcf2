import Planning
import Reporting
import Running
import Store
import Tabular

/// A sweep of kind `find`: the rate of each point, and how the points compare at it.
struct PointSweep: SweepKind {
  let request: SweepRequest
  let provenance: Provenance
  let points: [PlannedPoint]
  let dataset: Dataset
  private let splits: [Dataset]
  private let folds: [Dataset]

  init(_ request: SweepRequest, threads: Int) throws {
    self.request = request
    let table = try SearchedTable(
      path: request.file, options: request.tableOptions(threads: threads),
      effort: request.plan.effort)
    provenance = Provenance(of: table.dataset)
    let data = provenance.data
    (points, folds) = try table.planned { mostFolds in
      try request.plan.points(on: table.dataset, data: data, folds: mostFolds)
    }
    (dataset, splits) = (table.dataset, table.splits)
  }

  func memoryNeed(workers: Int) -> MemoryNeed {
    MemoryNeed(points, on: dataset, workers: workers)
  }

  /// The points and seeds in a few words.
  var size: String {
    "\(Decimal.count(points.count, "setting")) × "
      + Decimal.count(request.plan.seedCount, "seed")
  }

  var heading: (remarks: [String], size: String) {
    (BudgetRemark.lines(of: request.plan, on: dataset), "the rates of \(size)")
  }

  func begin(in store: SweepStore) throws -> SweepWork {
    try store.adopt(points, plan: request.plan, yaml: request.yaml, provenance: provenance)
    let run = try PointSweepRun(
      request.plan, points: points, dataset: dataset, searchSplits: splits, folds: folds,
      store: store)
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
    try PointFindings(store)
  }
}
