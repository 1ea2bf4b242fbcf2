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
      NAME.train.csv: seed, step, epoch, learning_rate, train_loss, validation_loss, metric, balanced_accuracy, auc, fold.
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Model") var model: ModelOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The learning rate; the peak where a schedule moves it (default: what the optimizer's authors say, \
      where they promise that nothing has to be tuned).
      """, valueName: "rate"))
  var lr: String?

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
  @OptionGroup(title: "Output") var plot: PlotOption
  @OptionGroup(title: "Output") var paste: PasteOption

  mutating func validate() throws {
    try checkRate()
    // Said before the table is read.
    try paste.check(try training)
    try output.refuseEqual(plot, paste)
  }

  private func checkRate() throws {
    guard let lr else {
      if try model.optimizer.choice().optimizer.traits.untunedRate == nil {
        throw ValidationError("Missing expected argument '--lr <rate>'")
      }
      return
    }
    if lr.contains("..") || lr.contains(",") {
      throw ValidationError(
        "--lr \(lr): one rate is needed here; 'lrfind find' finds it, and 'lrfind sweep' compares several"
      )
    }
    do throws(NumberError) {
      _ = try NumberDomain.learningRate.read(lr)
    } catch {
      throw ValidationError("--lr: \(error)")
    }
  }

  mutating func run() throws {
    output.check(protecting: data.inputs, isOurs: TrainReport.isCurvesCSV)
    plot.check(protecting: data.inputs, force: output.force)
    paste.check(protecting: data.inputs, force: output.force)
    Interruption.listen()
    let splits = data.load(threads: machine.resolvedWorkers)
    let dataset = splits.ordinary
    let plan = try plan(for: splits)
    machine.check(MemoryNeed(plan, on: dataset, workers: machine.resolvedWorkers))
    let style = Terminal.style(isColorWanted: !output.noColor && !output.json)
    if !output.json, !output.quiet {
      Terminal.answer(
        data.summary(of: splits).lines(style)
          + TrainingRemarks.lines(of: try training, on: dataset).map { "  \($0)" } + [""])
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
    if paste.paste != nil, !output.json, !output.quiet {
      Terminal.answer(.verbatim(paste.lines(style, report.script)))
    }
    let path = output.curvesPath(for: data.file, kind: "train")
    let status = output.write(
      report.curvesCSV(output.spreadsheet.form), to: path, protecting: data.inputs,
      isOurs: TrainReport.isCurvesCSV)
    let isQuiet = output.json || output.quiet
    let program = paste.deliver(
      protecting: data.inputs, force: output.force, isQuiet: isQuiet, report.script)
    let picture = plot.deliver(isQuiet: isQuiet) {
      try report.plot.write(to: $0, protecting: data.inputs, force: output.force)
    }
    let end = runs.contains { $0.status == .ok } ? ExitStatus.done : .everyTrainingDiverged
    throw (status ?? program ?? picture ?? end).exitCode
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
