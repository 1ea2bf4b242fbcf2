import Commands
import FoundationEssentials
import Glibc
import Planning
import Reporting
import Running
import Store
import Tabular

/// The search for the rate of a command, from its plan to its answer.
struct CommandSession {
  private let plan: CommandPlan
  private let search: CommandSearch
  private let options: SweepOptions
  private let machine: CommandMachineOptions
  /// The folder as it was named, and as runs see it.
  private let folder: String
  private let program: String
  private let style: Style

  /// - Parameters:
  ///   - entries: What was asked for.
  ///   - options: What is done with it, and where.
  ///   - machine: What the machine gives to it.
  /// - Throws: `PlanError`, or `DataError` where a file that is watched cannot be read.
  init(
    _ entries: [PlanEntry], options: SweepOptions, machine: CommandMachineOptions
  ) throws {
    plan = try CommandPlan(entries)
    self.options = options
    self.machine = machine
    folder = options.out ?? "\(plan.template.shortName).find"
    style = Terminal.style(isColorWanted: !options.answer.noColor && !options.answer.json)
    let kind = PlanEntry.options([("kind", [SweepPlan.Kind.find.rawValue])])
    search = CommandSearch(
      plan, yaml: PlanFile.text(of: kind + entries), contents: try plan.source.watchedContents())
    program = try plan.source.programFile()
    options.plot.check(protecting: plan.source.watched, force: options.overwrite.force)
  }

  /// Says what it would do, or does it.
  ///
  /// - Returns: How the program ends where nothing was to be run.
  /// - Throws: `StoreError`.
  func run() throws -> ExitStatus {
    if options.dryRun {
      Terminal.answer(forecast)
      return .done
    }
    let store = try SweepStore.open(folder: folder)
    try store.warnOfMissingLog()
    try store.check(search.present)
    let recorded = try store.results(curves: false)
    if !options.isSilent { Terminal.answer(heading(recorded.count)) }
    let training = try plan.source.training(in: store, program: program, machine: machine)
    let trials = TrialRun(training, store: store)
    let start = ContinuousClock.now
    let end = try SweepVigil(store: store, options: options).keep(trials.run) {
      CommandProgress.line(trials.progress)
    } files: {
      () throws(StoreError) in
      try write(report(from: store), of: store)
    } while: {
      try trials.train(search, workers: machine.resolvedWorkers)
    }
    // What is dropped is asked to end before it is ended.
    if end != .finished { training.waitUntilIdle() }
    // Of what was run before nobody knows how long it took.
    let seconds = start.duration(to: .now) / .seconds(1)
    deliver(store, end, seconds: recorded.isEmpty ? seconds : nil)
  }

  private func report(
    from store: SweepStore, seconds: Double? = nil
  ) throws(StoreError) -> CommandReport {
    CommandReport(
      plan: plan,
      decision: CommandDecision(
        plan, fingerprint: search.present.data, results: try store.results(curves: true)),
      version: Version.number, seconds: seconds)
  }

  private func deliver(_ store: SweepStore, _ end: Run.End, seconds: Double?) -> Never {
    end.leave(store) { () throws(StoreError) in
      let report = try report(from: store, seconds: seconds)
      // A command that fails at once has no results to speak of.
      if case .gaveUp = end, report.decision.results.isEmpty { return .unusableData }
      let problems = try write(report, of: store)
      for problem in problems { Terminal.note("lrfind: error: \(problem)") }
      let plot = report.plot.flatMap { plot in
        options.plot.deliver(isQuiet: options.isSilent) { path in
          try plot.write(to: path, protecting: plan.source.watched, force: options.overwrite.force)
        }
      }
      var status =
        plot ?? problems.first?.kind.exitStatus ?? (report.isConfident ? .done : .notConfident)
      if let problem = Terminal.tryAnswer(
        CommandAnswer.printed(report, folder: folder, options, style))
      {
        Terminal.note("lrfind: error: \(problem)")
        status = .inputOutput
      }
      if options.answer.quiet, !options.answer.json {
        for doubt in report.doubts { Terminal.warn("not confident: \(doubt.words)") }
      }
      if problems.isEmpty, !options.isSilent {
        Terminal.note("results: \(folder)/\(CommandReport.fileName); logs: \(folder)/runs")
      }
      return status
    }
  }

  private func write(
    _ report: CommandReport, of store: SweepStore
  ) throws(StoreError) -> [OutputError] {
    try store.checkPlace()
    do throws(OutputError) {
      try ResultFile.write(
        report.runsCSV(options.spreadsheet.form), to: "\(store.folder)/\(CommandReport.fileName)",
        protecting: plan.source.watched, force: options.overwrite.force,
        isOurs: CommandReport.runTable.isCSV)
      return []
    } catch {
      return [error]
    }
  }

  /// What is run and where it goes.
  private func heading(_ recorded: Int) -> [String] {
    var lines = [plan.template.text.shown(atMost: 200)]
    let rates = Decimal.range(plan.lowest, plan.highest)
    let length =
      plan.length.map { Decimal.count($0, plan.unit.noun, plural: plan.unit.rawValue) }
      ?? "as many entries as a whole run logs"
    lines.append(
      "  rates from \(rates)\(plan.isBounded ? "" : ", and beyond where the best stands at an end"); "
        + "a whole training has \(length)")
    if !plan.isTold {
      lines.append(
        "  it is not told how long to train, so that short runs are ended early: {epochs} or {steps} "
          + "in it would be better")
    }
    if recorded > 0 {
      lines.append("  \(Decimal.count(recorded, "run")) of \(folder.shown) are gone on with")
    }
    return lines + [""]
  }

  /// What would be done.
  private var forecast: [String] {
    let decision = CommandDecision(plan, fingerprint: search.present.data, results: [])
    let rates = Set(decision.trials.map(\.configuration.learningRate)).sorted()
    return heading(0) + [
      "  first \(Decimal.count(decision.trials.count, "run")), at "
        + rates.map { Decimal.significant($0) }.joined(separator: ", "),
      "  later ones follow from what they give; about 1.5 whole trainings"
        + (plan.length == nil ? ", and one that tells how long a training is" : ""),
      "Nothing was run or written.",
    ]
  }
}
