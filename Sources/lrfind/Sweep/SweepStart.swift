import LinearAlgebra
import Reporting
import Sweep
import Tabular

/// All that a sweep is made of before anything is trained.
struct SweepStart {
  let request: SweepRequest
  let dataset: Dataset
  let provenance: SweepStore.Provenance
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
    provenance = SweepStore.Provenance(
      data: DataFingerprint.of(dataset), source: dataset.report.source,
      numerics: NumericsFingerprint.current,
      metric: dataset.isClassification ? "accuracy" : "r2")
    trials = try request.plan.trials(on: dataset, data: provenance.data)
  }

  private var dataSummary: DataSummary {
    DataSummary(dataset, isTargetChosen: request.preparation.tableOptions.target != nil)
  }

  /// Opens the store and puts the plan in force.
  ///
  /// - Throws: `StoreError`.
  func openStore() throws -> SweepStore {
    let store = try SweepStore.open(folder: request.folder)
    try store.adopt(trials, yaml: request.yaml, provenance: provenance) { added in
      request.plan.groups(of: added, on: dataset)
    }
    return store
  }

  /// What is read and where results go.
  func heading(_ style: Style) -> [String] {
    dataSummary.lines(style) + [
      "  \(Decimal.count(trials.all.count, "trial")) into \(request.folder)", "",
    ]
  }

  /// What the sweep would do.
  ///
  /// - Parameters:
  ///   - workers: How many groups would be trained at once.
  ///   - style: How the answer is set apart on a terminal.
  /// - Returns: The answer.
  /// - Throws: `StoreError` when there is a store that cannot be gone on with.
  func dryRun(workers: Int, _ style: Style) throws -> [String] {
    let store: SweepStore?
    do throws(StoreError) {
      store = try SweepStore.read(folder: request.folder)
    } catch {
      guard case .missing = error else { throw error }
      store = nil
    }
    try store?.check(provenance)
    let recorded = try store?.recordedTrials() ?? [:]
    let unfinished = trials.order.map { trials.all[$0] }.filter { recorded[$0.id]?.isDone != true }
    // Trials that were planned before have groups already; new ones are cut among themselves.
    let waiting = Dictionary(grouping: unfinished) { recorded[$0.id]?.group }
    let fresh = waiting[nil] ?? []
    let groups =
      waiting.filter { $0.key != nil }.map(\.value)
      + request.plan.groups(of: fresh, on: dataset).map { $0.map { fresh[$0] } }
    let training = GroupTraining(dataset: dataset, clipNorm: request.plan.clipNorm)
    let estimate = SweepEstimate(of: groups, training: training, workers: workers)
    let seeds = request.plan.seedCount
    let total = trials.all.count
    let steps = unfinished.reduce(0) { $0 + $1.steps }
    let configurations = Decimal.count(total / seeds, "configuration")
    let done = Decimal.grouped(total - unfinished.count)
    let left = Decimal.grouped(unfinished.count)
    let megabytes = Decimal.significant(Double(estimate.bytes) / 1e6, digits: 2)
    let time = TimeSpan.text(estimate.seconds)
    var lines = dataSummary.lines(style)
    lines += [
      "", "\(Decimal.count(total, "trial")): \(configurations) × \(Decimal.count(seeds, "seed"))",
    ]
    lines.append(
      "  \(done) done in \(request.folder), \(left) to be trained in "
        + Decimal.count(groups.count, "group"))
    lines.append(
      "  \(Decimal.count(steps, "training step")) on "
        + Decimal.count(dataset.trainingRowCount, "row"))
    lines.append(
      "  estimate, from training a little: \(time) with \(Decimal.count(workers, "worker")), "
        + "and \(megabytes) MB on the disk")
    lines.append("Nothing was trained or written.")
    return lines
  }
}
