import ArgumentParser
import Reporting
import Sweep
import Tabular
import Training

/// `lrfind train FILE --lr η`: one training, or several seeds of it.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train with one learning rate and see how the loss falls.",
    discussion: """
      Prints the final validation loss and accuracy (R² for a number), and writes the loss curve to \
      NAME.train.csv: seed, step, epoch, learning_rate, train_loss, validation_loss, metric.
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Model") var model: ModelOptions

  @Option(
    parsing: .unconditional, help: "The learning rate; the peak where a schedule moves it.",
    transform: NumberDomain.learningRate.read)
  var lr: Double

  @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
  @OptionGroup(title: "Budget") var budget: BudgetOptions

  @Option(
    parsing: .unconditional,
    help: """
      How many runs, on the split of --seed: the first has its weights and batches, each further one \
      those of the next seed (default: 1).
      """, transform: NumberDomain.seedCount.read)
  var seeds = 1

  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  mutating func validate() throws {
    // One of each is trained here; said before the table is read.
    _ = try (model.optimizer.choice(), model.batchSize(), schedule.specification())
  }

  mutating func run() throws {
    output.check(protecting: data.inputs, isOurs: TrainReport.isCurvesCSV)
    Interruption.listen()
    let dataset = data.load(threads: machine.resolvedWorkers)
    let plan = try plan(for: dataset)
    machine.check(MemoryNeed(plan, on: dataset, workers: machine.resolvedWorkers))
    let style = Terminal.style(isColorWanted: !output.noColor && !output.json)
    if !output.json, !output.quiet {
      Terminal.answer(data.summary(of: dataset).lines(style) + [""])
    }

    let job = TrainJob(plan, dataset: dataset)
    let workers = machine.resolvedWorkers
    let runs = ProgressLine.show(
      job.progress, of: job.expectedSteps, isWanted: !output.quiet && !output.json
    ) { job.run(workers: workers) }

    let report = TrainReport(plan: plan, dataset: dataset, runs: runs)
    Terminal.answer(
      output.json
        ? Terminal.lines(ofJSON: report.json) : report.summary(style, hasChart: !output.quiet))
    let path = output.curvesPath(for: data.file, kind: "train")
    let status = output.write(
      report.curvesCSV(output.spreadsheet.form), to: path, protecting: data.inputs,
      isOurs: TrainReport.isCurvesCSV)
    throw (status ?? .done).exitCode
  }

  private func plan(for dataset: Dataset) throws -> TrainJob.Plan {
    let (optimizer, weightDecay) = try model.resolvedOptimizer()
    let batchSize = try model.batchSize()
    let stepsPerEpoch = dataset.stepsPerEpoch(batchSize: batchSize)
    let steps = budget.resolvedSteps(stepsPerEpoch: stepsPerEpoch)
    _ = try schedule.resolved(budgetSteps: steps, stepsPerEpoch: stepsPerEpoch)
    let setting = Setting(
      schedule: try schedule.specification(), optimizer: optimizer, weightDecay: weightDecay,
      batchSize: batchSize, model: try model.resolvedModel())
    return TrainJob.Plan(
      configuration: Configuration(setting, learningRate: lr), clipNorm: model.clipNorm,
      firstSeed: UInt64(data.seed), seedCount: seeds, steps: steps)
  }
}
