import Commands
import Experiment
import Planning
import Reporting
import Running
import Store
import Tabular

/// A sweep of a training command of the user's own: each trial is a run of it.
struct CommandSweep: SweepKind {
  let request: SweepRequest
  let provenance: Provenance
  private let command: CommandSource
  private let rounds: SweepRounds
  private let program: String
  private let machine: CommandMachineOptions
  /// The runs of the first round.
  private let firstCount: Int

  /// - Parameters:
  ///   - request: What was asked for.
  ///   - command: The command.
  ///   - machine: What the machine gives to its runs.
  /// - Throws: `PlanError`, or `DataError` where a file is missing.
  init(_ request: SweepRequest, _ command: CommandSource, machine: CommandMachineOptions) throws {
    self.request = request
    self.command = command
    self.machine = machine
    try Self.checkNames(of: command)
    program = try command.programFile()
    provenance = Provenance(of: command, contents: try command.watchedContents())
    rounds = SweepRounds(ofCommand: request.plan, yaml: request.yaml, provenance: provenance)
    firstCount = try rounds.trials(from: nil).all.count
  }

  /// Refuses axes whose columns would have the names of others.
  private static func checkNames(of command: CommandSource) throws(PlanError) {
    let columns = [SweepFile.trials, .summary, .curves].flatMap(\.columns)
    let taken = Set(columns).subtracting(Axis.settings.map(\.column))
    guard let axis = command.axes.first(where: { taken.contains($0.name) }) else { return }
    throw PlanError([
      "--axis \(axis.name): a column of the result files has this name; take another one, such as "
        + "my_\(axis.name)"
    ])
  }

  func summary(_ style: Style) -> [String] { [command.template.text.shown(atMost: 200)] }

  var heading: (remarks: [String], size: String) {
    let rungs =
      request.plan.search == .halving ? " of the first of \(request.plan.rungs.count) rungs" : ""
    let remarks =
      request.plan.search == .halving && !command.isTold
      ? [
        "it is not told how long to train, so that runs of the first rungs are ended early: where its "
          + "rate decays, or rises at first, they favour other rates"
      ] : []
    return (remarks, "\(Decimal.count(firstCount, "run"))\(rungs)")
  }

  func forecast(from store: SweepStore?, workers: Int) throws -> SweepForecast {
    let trials = try rounds.trials(from: store, isForecast: true)
    let recorded = try store?.recordedTrials() ?? [:]
    let left = trials.all.filter { recorded[$0.id]?.isDone != true }
    let whole = Double(request.plan.commandLength)
    let trainings = left.reduce(0) { $0 + Double($1.steps) / whole }
    return SweepForecast(
      lines: [
        "\(Decimal.count(trials.all.count, "run")), \(Decimal.grouped(trials.all.count - left.count)) "
          + "done in \(request.folder.shown)",
        "  left are \(Decimal.count(left.count, "run")), as long as "
          + "\(Decimal.significant(trainings)) whole trainings",
      ], seconds: nil, bytes: 0)
  }

  func begin(in store: SweepStore) throws -> SweepWork {
    let training = try command.training(in: store, program: program, machine: machine)
    let first = try rounds.advance(store, for: training)
    let run = TrialRun(training, store: store, best: try store.best())
    let progress = SweepProgress(plan: request.plan)
    return SweepWork(run: run.run) {
      progress.line(run.progress)
    } train: { workers in
      let end = try run.train(rounds, from: first, workers: workers)
      // What is dropped is asked to end before it is ended.
      if end != .finished { training.waitUntilIdle() }
      return end
    }
  }

  func decide(in store: SweepStore) throws -> SweepRound {
    // It plans, and runs nothing.
    let training = CommandTraining(
      CommandRun(command.template, program: program, choice: command.choice, rules: RunRules()),
      folder: store.folder)
    return try SweepRound(
      of: rounds.advance(store, for: training), in: store, plan: request.plan, cost: training.cost)
  }

  func work(on pieces: [SweepRound.Piece], in shard: SweepStore) throws -> SweepWork {
    let training = try command.training(in: shard, program: program, machine: machine)
    var work = SweepWork.pendingTrials(in: shard, training)
    let train = work.train
    work.train = { workers in
      let end = try train(workers)
      // What is dropped is asked to end before it is ended.
      if end != .finished { training.waitUntilIdle() }
      return end
    }
    return work
  }

  func findings(in store: SweepStore) throws(StoreError) -> TrialFindings {
    try TrialFindings(store, plan: request.plan)
  }

  static var hasPrograms: Bool { false }

  func script(_ findings: TrialFindings, for frameworks: [Framework]) -> UsageScript? { nil }
}
