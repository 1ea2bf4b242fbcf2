import Experiment
import LinearAlgebra
import Planning
import Reporting
import Running
import Store
import Tabular

/// All that a sweep is made of before anything is trained.
struct SweepStart {
  let request: SweepRequest
  let dataset: Dataset
  let rounds: SweepRounds
  let provenance: Provenance
  /// The first round.
  let trials: SweepPlan.Trials

  /// Reads the data and lists the trials.
  ///
  /// - Parameters:
  ///   - request: What was asked for.
  ///   - threads: The most threads that read and prepare.
  /// - Throws: `DataError` or `PlanError`.
  init(_ request: SweepRequest, threads: Int) throws {
    self.request = request
    var options = request.preparation.tableOptions
    options.threads = threads
    dataset = try Dataset.load(path: request.file, options: options)
    provenance = Provenance(of: dataset)
    rounds = SweepRounds(
      request.plan, dataset: dataset, yaml: request.yaml, provenance: provenance)
    trials = try rounds.trials(from: nil)
  }

  var dataSummary: DataSummary {
    DataSummary(dataset, isTargetChosen: request.preparation.tableOptions.target != nil)
  }

  /// Opens the store and puts the plan in force.
  ///
  /// - Throws: `StoreError`.
  ///
  /// - Returns: The store, and what is to be trained.
  func openStore() throws -> (store: SweepStore, first: TrialRound) {
    let store = try request.openStore(provenance)
    let decided = request.plan.isOneRound ? trials : try rounds.trials(from: store)
    let first = try rounds.advance(
      store, for: request.plan.training(on: dataset), trials: decided)
    // What a sweep of kind find had in force is so no more.
    try store.adopt([])
    return (store, first)
  }

  /// What is read and where results go.
  func heading(_ style: Style) -> [String] {
    var lines = dataSummary.lines(style)
    if dataset.hasMoreRowsThanCheckpoints {
      lines.append(
        "  losses are those of \(Decimal.grouped(EvaluationRule.rowLimit)) of the validation "
          + "rows, the same for all trials")
    }
    let more =
      switch request.plan.search {
      case .halving:
        " of the first of \(request.plan.rungs.count) rungs"
      case .grid, .random, .quasirandom:
        request.plan.extendsEdges ? ", and more where a best rate stands at an edge," : ""
      }
    return lines + [
      "  \(Decimal.count(trials.all.count, "trial"))\(more) into \(request.folder.shown)", "",
    ]
  }
}
