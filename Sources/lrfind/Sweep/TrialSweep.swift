import Experiment
import Planning
import Reporting
import Running
import Store
import Tabular

/// A sweep over given rates: each trial is a training.
struct TrialSweep: TableSweepKind {
  let request: SweepRequest
  let training: TrainingSplits
  let provenance: Provenance
  let rounds: SweepRounds
  /// The first round.
  private let trials: SweepPlan.Trials

  init(_ request: SweepRequest, threads: Int) throws {
    self.request = request
    training = try TrainingSplits(
      path: request.file, options: request.tableOptions(threads: threads))
    provenance = Provenance(of: training.ordinary, numerics: request.numerics)
    rounds = SweepRounds(
      request.plan, on: training, yaml: request.yaml, provenance: provenance)
    trials = try rounds.trials(from: nil)
  }

  func memoryNeed(workers: Int) -> MemoryNeed {
    MemoryNeed(request.plan, on: dataset, trials: trials.all.count, workers: workers)
  }

  var heading: (remarks: [String], size: String) {
    let remarks =
      dataset.hasMoreRowsThanCheckpoints
      ? [
        "losses are those of \(Decimal.grouped(EvaluationRule.rowLimit)) of the validation "
          + "rows, the same for all trials"
      ] : []
    let more =
      switch request.plan.search {
      case .halving:
        " of the first of \(request.plan.rungs.count) rungs"
      case .grid, .random, .quasirandom:
        request.plan.extendsEdges ? ", and more where a best rate stands at an edge," : ""
      }
    return (
      remarks + TrainingRemarks.lines(of: request.plan, on: dataset),
      "\(Decimal.count(trials.all.count, "trial"))\(more)"
    )
  }

  func begin(in store: SweepStore) throws -> SweepWork {
    let runner = request.plan.training(on: training)
    let decided = request.plan.isOneRound ? trials : try rounds.trials(from: store)
    let first = try rounds.advance(store, for: runner, trials: decided)
    // What a sweep of kind find had in force is so no more.
    try store.adopt([])
    let run = TrialRun(runner, store: store, best: try store.best())
    let progress = SweepProgress(plan: request.plan)
    return SweepWork(run: run.run) {
      progress.line(run.progress)
    } train: { workers in
      try run.train(rounds, from: first, workers: workers)
    }
  }

  func decide(in store: SweepStore) throws -> SweepRound {
    let runner = request.plan.training(on: training)
    let round = try rounds.advance(store, for: runner)
    try store.adopt([])
    return try SweepRound(of: round, in: store, plan: request.plan, cost: runner.cost)
  }

  func work(on pieces: [SweepRound.Piece], in shard: SweepStore) throws -> SweepWork {
    .pendingTrials(in: shard, request.plan.training(on: training))
  }

  func findings(in store: SweepStore) throws(StoreError) -> TrialFindings {
    try TrialFindings(store, plan: request.plan, dataset: dataset)
  }
}
