import ArgumentParser
import Planning
import Reporting
import Running
import Tabular
import Training

/// `lrfind train FILE --lr η`: one training, or several seeds of it.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train with one learning rate and see how the loss falls.",
    discussion: """
      Prints the final validation loss and accuracy (R² for a number), and writes the loss curve to \
      NAME.train.csv: seed, step, epoch, learning_rate, train_loss, validation_loss, metric, and more.
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Model") var model: ModelOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The learning rate; the peak where a schedule moves it.", valueName: "rate"))
  var lr: String

  @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
  @OptionGroup(title: "Budget") var budget: BudgetOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      How many runs, on the split or each fold of --seed: the first has its weights and batches, each \
      further one those of the next seed (default: 1).
      """, valueName: "count"))
  var seeds: String?

  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  mutating func validate() throws {
    // Said before the table is read.
    _ = try training
  }

  mutating func run() throws {
    output.check(protecting: data.inputs, isOurs: TrainReport.isCurvesCSV)
    Interruption.listen()
    let splits = data.load(threads: machine.resolvedWorkers)
    let dataset = splits.ordinary
    let plan = try plan(for: splits)
    machine.check(MemoryNeed(plan, on: dataset, workers: machine.resolvedWorkers))
    let style = Terminal.style(isColorWanted: !output.noColor && !output.json)
    if !output.json, !output.quiet {
      Terminal.answer(
        data.summary(of: splits).lines(style)
          + BudgetRemark.lines(of: try training, on: dataset).map { "  \($0)" } + [""])
    }

    let job = TrainJob(plan, on: splits)
    let workers = machine.resolvedWorkers
    let runs = ProgressLine.show(
      job.progress, of: job.expectedSteps, isWanted: !output.quiet && !output.json
    ) { job.run(workers: workers) }

    let report = TrainReport(plan: plan, on: splits, runs: runs)
    Terminal.answer(
      output.json
        ? .json(report.json) : .words(report.summary(style, hasChart: !output.quiet)))
    let path = output.curvesPath(for: data.file, kind: "train")
    let status = output.write(
      report.curvesCSV(output.spreadsheet.form), to: path, protecting: data.inputs,
      isOurs: TrainReport.isCurvesCSV)
    let end = runs.contains { $0.status == .ok } ? ExitStatus.done : .everyTrainingDiverged
    throw (status ?? end).exitCode
  }

  /// What is trained: one of each.
  private var training: SweepPlan {
    get throws {
      try SweepPlan.one(
        of: PlanEntry.options([("lr", [lr]), ("seeds", [seeds]), ("seed", ["\(data.seed)"])])
          + model.entries + schedule.entries + budget.entries, kind: .train)
    }
  }

  private func plan(for splits: TrainingSplits) throws -> TrainJob.Plan {
    let plan = try training
    do throws(PlanError) {
      return try plan.job(on: splits)
    } catch {
      SweepFailure.end(error)
    }
  }
}
