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
    provenance = Provenance(of: table.dataset, numerics: request.numerics)
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

  func decide(in store: SweepStore) throws -> SweepRound {
    try store.adopt(
      points, plan: request.plan, folds: comparedFolds, yaml: request.yaml, provenance: provenance)
    let known = try store.recordedPoints()
    let runner = request.plan.training(on: training)
    guard points.allSatisfy({ known.contains($0.id) }) else {
      return SweepRound(searching: points, known: known) { point in
        let trial = Trial(
          id: point.id, configuration: Configuration(point.setting, learningRate: 1), seed: 0,
          fold: training.folds[0], steps: point.find.budgetSteps)
        let trainings = Double(point.find.expectedSteps) / Double(max(1, point.find.budgetSteps))
        return trainings * runner.cost(of: [trial])
      }
    }
    let run = try PointSweepRun(
      request.plan, points: points, splits: splits, training: training, store: store)
    return try SweepRound(
      of: run.decideComparison(), in: store, plan: request.plan, cost: runner.cost)
  }

  func work(on pieces: [SweepRound.Piece], in shard: SweepStore) throws -> SweepWork {
    let points = pieces.flatMap(\.points)
    guard !points.isEmpty else {
      return .pendingTrials(in: shard, request.plan.training(on: training))
    }
    let run = try PointSweepRun(
      request.plan, points: points, splits: splits, training: training, store: shard)
    return SweepWork(run: run.run) {
      Self.line(run.progress)
    } train: { workers in
      run.search(workers: workers)
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
