import ArgumentParser
import LinearAlgebra
import Reporting
import Sweep
import Tabular
import Training
import Tuning

/// `lrfind find FILE`: range test, confirmation, recommendation.
struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find the learning rate for a table of training data.",
    discussion: """
      Prints the recommendation and a chart, and writes the curves to NAME.lrfind.csv. Exits with 0 \
      when the answer is confident and with 3 when it is only the best estimate. Several optimizers, \
      schedules or batch sizes are compared, each at its own best rate.
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
  @OptionGroup(title: "Budget") var budget: BudgetOptions
  @OptionGroup(title: "Comparison") var comparison: PointOptions
  @OptionGroup(title: "Range test") var range: RangeTestOptions
  @OptionGroup(title: "Confirmation") var confirmation: ConfirmationOptions
  @OptionGroup(title: "Comparison") var compare: CompareOption
  @OptionGroup(title: "Comparison") var curvature: CurvatureOption
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var plot: PlotOption
  @OptionGroup(title: "Output") var paste: PasteOption

  mutating func validate() throws {
    let extras = [("--compare", compare.compare != nil), ("--curvature", curvature.curvature)]
    if output.quiet, let (option, _) = extras.first(where: \.1) {
      throw ValidationError(
        "\(option) has no meaning with --quiet, which prints the recommended rate alone")
    }
    if let out = output.out, out == plot.plot {
      throw ValidationError("--out and --plot both name \(out); give two files")
    }
    guard try points.isNeeded else { return try comparison.refuse() }
    _ = try points.plan()
    if plot.plot != nil {
      throw ValidationError(
        "--plot draws the range test of one setting; leave it out, or give one optimizer, schedule "
          + "and batch size")
    }
    for (option, isGiven) in extras where isGiven {
      throw ValidationError(
        "\(option) looks at one setting; leave it out, or give one optimizer, schedule and batch "
          + "size")
    }
  }

  mutating func run() throws {
    output.check(protecting: data.inputs, isOurs: FindOutput.isCurves)
    plot.check(protecting: data.inputs, force: output.force)
    Interruption.listen()
    if try points.isNeeded { throw try find(points).exitCode }
    let dataset = data.load(threads: machine.resolvedWorkers)
    let plan = try plan(for: dataset)
    let workers = machine.resolvedWorkers
    machine.check(
      MemoryNeed(plan, on: dataset, rates: try compare.rates().count + 1, workers: workers))
    let splits = data.searchSplits(of: dataset, effort: plan.effort, threads: workers)
    let style = Terminal.style(isColorWanted: !output.noColor && !output.json)
    if !output.json, !output.quiet {
      Terminal.answer(data.summary(of: dataset, searchSplits: splits).lines(style) + [""])
    }

    let job = FindJob(plan, splits: splits)
    let outcome = ProgressLine.show(
      job.progress, of: plan.expectedSteps, isWanted: !output.quiet && !output.json
    ) { job.run(workers: workers) }

    let report = FindReport(
      plan: plan, dataset: dataset, outcome: outcome, seed: UInt64(data.seed),
      kernels: KernelFamily.current.name, version: Version.number,
      comparison: try compared(outcome, plan: plan, dataset: dataset),
      curvature: measuredCurvature(outcome, plan: plan, dataset: dataset))
    let writing = FindOutput(
      report: report, options: output, input: data, plot: plot, paste: paste)
    throw writing.deliver(style).exitCode
  }

  private func plan(for dataset: Dataset) throws -> FindJob.Plan {
    let (optimizer, weightDecay) = try model.resolvedOptimizer()
    let batchSize = try model.batchSize()
    let settings = TrainingSettings(
      model: try model.resolvedModel(), optimizer: optimizer, batchSize: batchSize,
      clipNorm: model.clipNorm, seed: UInt64(data.seed))
    let stepsPerEpoch = dataset.stepsPerEpoch(batchSize: batchSize)
    let steps = budget.resolvedSteps(stepsPerEpoch: stepsPerEpoch)
    return FindJob.Plan(
      settings: settings, schedule: try schedule.specification(),
      resolvedSchedule: try schedule.resolved(budgetSteps: steps, stepsPerEpoch: stepsPerEpoch),
      weightDecay: weightDecay, budgetSteps: steps,
      rangeTest: range.resolved(for: optimizer, budgetSteps: steps),
      effort: confirmation.effort(trainingRows: dataset.trainingRowCount))
  }
}
