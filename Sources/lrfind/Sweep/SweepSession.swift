import Planning
import Reporting
import Store
import Tabular

/// A sweep of any kind, from the data to its answer.
struct SweepSession<Kind: SweepKind> {
  let kind: Kind
  let options: SweepOptions
  /// How many groups are trained at once.
  let workers: Int
  let style: Style
}

extension SweepSession where Kind: TableSweepKind {
  /// Reads the data, and refuses what cannot be done with it.
  ///
  /// - Parameters:
  ///   - request: What was asked for.
  ///   - options: What is to be done with it, and where.
  ///   - machine: What the machine gives to it.
  ///   - style: How the answer is set apart on a terminal.
  /// - Throws: `DataError` or `PlanError`.
  init(
    _ request: SweepRequest, options: SweepOptions, machine: MachineOptions, _ style: Style
  ) throws {
    self.options = options
    self.style = style
    workers = machine.resolvedWorkers
    options.plot.check(protecting: request.inputs, force: options.overwrite.force)
    options.paste.check(protecting: request.inputs, force: options.overwrite.force)
    kind = try Kind(request, threads: workers)
    machine.check(kind.memoryNeed(workers: workers))
  }
}

extension SweepSession {
  /// - Parameters:
  ///   - kind: What is trained.
  ///   - options: What is to be done with it, and where.
  ///   - workers: How many groups are trained at once.
  ///   - style: How the answer is set apart on a terminal.
  /// - Throws: `PlanError` where something is asked for that has no meaning for it.
  init(_ kind: Kind, options: SweepOptions, workers: Int, _ style: Style) throws(PlanError) {
    if !Kind.hasPrograms, options.paste.paste ?? .none != .none {
      throw PlanError(["--paste has no meaning with --command, which trains itself; leave it out"])
    }
    self.kind = kind
    self.options = options
    self.workers = workers
    self.style = style
    options.plot.check(protecting: kind.request.inputs, force: options.overwrite.force)
  }

  /// Says what the sweep would do, or runs it and ends the process.
  ///
  /// - Parameter machine: What the machine gives to it, as it was typed.
  /// - Returns: How the program ends where nothing was to be trained.
  /// - Throws: `PlanError`, `StoreError` or `ClusterError`.
  func run(machine: [String]) throws -> ExitStatus {
    if let slurm = try options.slurm.request(beside: kind.request.slurm) {
      if slurm.gpus != nil, kind.request.plan.command == nil {
        throw PlanError([
          "--slurm-gpus: training that is built in uses no cards; leave it out"
        ])
      }
      guard options.dryRun else { try submit(slurm, machine: machine) }
      for part in try slurmDryRun(slurm, machine: machine) { Terminal.answer(part) }
      return .done
    }
    if options.dryRun {
      Terminal.answer(try dryRun())
      return .done
    }
    if let shard = options.shard { return try run(shard) }
    let store = try kind.request.openStore(kind.provenance)
    let work = try kind.begin(in: store)
    if !options.isSilent { Terminal.answer(heading) }
    let end = try SweepVigil(store: store, options: options).keep(work.run, line: work.line) {
      () throws(StoreError) in
      try write(kind.findings(in: store), of: store)
    } while: {
      try work.train(workers)
    }
    deliver(store, end)
  }

  /// What is read and where results go.
  private var heading: [String] {
    let (remarks, size) = kind.heading
    return kind.summary(style) + remarks.map { "  \($0)" }
      + ["  \(size) into \(kind.request.folder.shown)", ""]
  }

  /// What the sweep would do.
  private func dryRun() throws -> [String] {
    let forecast = try kind.forecast(
      from: kind.request.presentStore(kind.provenance), workers: workers)
    let megabytes = Decimal.significant(Double(forecast.bytes) / 1e6, digits: 2)
    let estimate = forecast.seconds.map { seconds in
      "  estimate, from training a little: \(TimeSpan.text(seconds)) with "
        + "\(Decimal.count(workers, "worker")), and \(megabytes) MB on the disk"
    }
    return kind.summary(style) + [""] + forecast.lines + (estimate.map { [$0] } ?? [])
      + ["Nothing was trained or written."]
  }
}
