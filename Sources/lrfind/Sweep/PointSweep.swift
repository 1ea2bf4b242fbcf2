import Experiment
import Glibc
import LinearAlgebra
import Planning
import Reporting
import Running
import Store
import Tabular

/// A sweep of kind `find`: the rate of each point, and how the points compare at it.
struct PointSweep {
  let request: SweepRequest
  let options: SweepOptions
  let machine: MachineOptions

  /// Runs it, or says what it would do, and ends the process.
  func run(_ style: Style) throws -> Never {
    Self.refuse(options)
    do {
      let start = try PointStart(request, threads: machine.resolvedWorkers)
      machine.check(
        MemoryNeed(start.points, on: start.dataset, workers: machine.resolvedWorkers))
      if options.dryRun {
        Terminal.answer(try start.dryRun(workers: machine.resolvedWorkers, style))
        exit(ExitStatus.done.rawValue)
      }
      let store = try start.openStore()
      if !options.isSilent { Terminal.answer(start.heading(style)) }
      let session = PointSession(start: start, store: store, options: options)
      let end = try session.run(workers: machine.resolvedWorkers)
      session.deliver(end, style)
    } catch {
      SweepFailure.end(error)
    }
  }
}

extension PointSweep {
  /// Ends the program where something is asked for that has no meaning where rates are found.
  static func refuse(_ options: SweepOptions) {
    if options.plot.plot != nil {
      SweepFailure.end(
        PlanError(["--plot draws loss over rates; a sweep of kind find has one rate a point"]))
    }
  }
}

/// All that it is made of before anything is trained.
struct PointStart {
  let request: SweepRequest
  let table: SearchedTable
  let provenance: Provenance
  let points: [PlannedPoint]

  /// Reads the data and lists the points.
  ///
  /// - Parameters:
  ///   - request: What was asked for.
  ///   - threads: The most threads that read and prepare.
  /// - Throws: `DataError` or `PlanError`.
  init(_ request: SweepRequest, threads: Int) throws {
    self.request = request
    var options = request.preparation.tableOptions
    options.threads = threads
    table = try SearchedTable(path: request.file, options: options)
    let dataset = table.dataset
    provenance = Provenance(of: dataset)
    points = try request.plan.points(on: dataset, data: provenance.data)
  }

  var dataset: Dataset { table.dataset }

  private var dataSummary: DataSummary {
    DataSummary(dataset, isTargetChosen: request.preparation.tableOptions.target != nil)
  }

  /// The points and seeds in a few words.
  private var size: String {
    "\(Decimal.count(points.count, "setting")) × "
      + Decimal.count(request.plan.seedCount, "seed")
  }

  /// Opens the store and puts the plan in force.
  ///
  /// - Throws: `StoreError`.
  func openStore() throws -> SweepStore {
    let store = try request.openStore(provenance)
    try store.adopt(
      points, plan: request.plan, yaml: request.yaml, provenance: provenance)
    return store
  }

  /// What is read and where results go.
  func heading(_ style: Style) -> [String] {
    dataSummary.lines(style) + ["  the rates of \(size) into \(request.folder.shown)", ""]
  }

  /// What the sweep would do.
  ///
  /// - Throws: `StoreError` when there is a store that cannot be gone on with.
  func dryRun(workers: Int, _ style: Style) throws -> [String] {
    let store = try request.presentStore(provenance)
    let known = try store?.recordedPoints() ?? []
    let found = try store?.recordedPoints(of: points) ?? []
    let planned = Set(
      request.plan.trials(comparing: found, data: provenance.data).all.map(\.id))
    let done = try store?.recordedTrials().count { planned.contains($0.key) && $0.value.isDone }
    let estimate = PointEstimate(
      request.plan, points: points, known: known, doneTrials: done ?? 0, dataset: dataset,
      workers: workers)
    let trials = points.count * request.plan.seedCount
    return dataSummary.lines(style) + [
      "", "\(size): the rate of each, then \(Decimal.count(trials, "training")) to compare them",
      "  \(Decimal.grouped(points.count - estimate.missingPoints)) found in \(request.folder.shown), "
        + "\(Decimal.grouped(estimate.missingPoints)) to be found in "
        + "\(Decimal.count(estimate.searches, "search", plural: "searches")) (settings that differ in the "
        + "schedule alone share one): at most about "
        + Decimal.count(estimate.searchSteps, "training step"),
      "  \(Decimal.grouped(done ?? 0)) trainings done, \(Decimal.grouped(trials - (done ?? 0))) to be "
        + "done: \(Decimal.count(estimate.comparisonSteps, "training step")) on "
        + Decimal.count(dataset.trainingRowCount, "row"),
      "  estimate, from training a little: \(TimeSpan.text(estimate.seconds)) with "
        + "\(Decimal.count(workers, "worker")), and "
        + "\(Decimal.significant(Double(estimate.bytes) / 1e6, digits: 2)) MB on the disk",
      "Nothing was trained or written.",
    ]
  }
}
