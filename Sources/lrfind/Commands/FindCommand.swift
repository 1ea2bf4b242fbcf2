import ArgumentParser
import Experiment
import LinearAlgebra
import Planning
import Reporting
import Running
import Statistics
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
      schedules or batch sizes are compared, each at its own best rate. For a training command of \
      your own see 'lrfind find --command --help'.
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Schedule") var schedule: ScheduleOptions
  @OptionGroup(title: "Budget") var budget: BudgetOptions
  @OptionGroup(title: "Comparison") var comparison: PointOptions
  @OptionGroup(title: "Range test") var range: RangeTestOptions
  @OptionGroup(title: "Effort") var effort: EffortOptions
  @OptionGroup(title: "Comparison") var compare: CompareOption
  @OptionGroup(title: "Comparison") var compareFree: CompareFreeOption
  @OptionGroup(title: "Comparison") var curvature: CurvatureOption
  @OptionGroup(title: "Machine") var machine: MachineOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var plot: PlotOption
  @OptionGroup(title: "Output") var report: ReportOption
  @OptionGroup(title: "Output") var paste: PasteOption

  mutating func validate() throws {
    let extras = [
      ("--compare", compare.compare != nil), ("--compare-free", compareFree.compareFree),
      ("--curvature", curvature.curvature),
    ]
    if output.quiet, let (option, _) = extras.first(where: \.1) {
      throw ValidationError(
        "\(option) has no meaning with --quiet, which prints the recommended rate alone")
    }
    try output.refuseEqual(plot, paste, report: report.report)
    let plan = try settings
    if let problem = data.preparation.problem(with: plan) { throw ValidationError(problem) }
    try paste.check(plan)
    guard plan.settings.count > 1 else { return try comparison.refuse() }
    for (option, isGiven) in extras where isGiven {
      throw ValidationError(
        "\(option) looks at one setting; leave it out, or give one optimizer, schedule and batch "
          + "size")
    }
  }

  mutating func run() throws {
    output.check(protecting: data.inputs, isOurs: FindOutput.isCurves)
    plot.check(protecting: data.inputs, force: output.force)
    page?.check(protecting: data.inputs)
    paste.check(protecting: data.inputs, force: output.force)
    Interruption.listen()
    let settings = try settings
    let table = data.search(effort: settings.effort, threads: machine.resolvedWorkers)
    let dataset = table.dataset
    let (points, training) = points(of: settings, on: table)
    if points.count > 1 {
      throw compare(points, of: settings, on: table, training: training).exitCode
    }
    let plan = points[0].find
    let workers = machine.resolvedWorkers
    machine.check(
      MemoryNeed(plan, on: dataset, rates: try compare.rates().count + 1, workers: workers))
    if compareFree.compareFree {
      machine.check(UntunedComparisonJob.memory(plan, on: dataset, workers: workers))
    }
    let style = Terminal.style(isColorWanted: !output.noColor && !output.json)
    if !output.json, !output.quiet {
      Terminal.answer(
        data.summary(of: training, searchSplits: table.splits).lines(style)
          + TrainingRemarks.lines(of: settings, on: dataset).map { "  \($0)" } + [""])
    }

    let job = FindJob(plan, splits: table.splits, training: training)
    let start = ContinuousClock.now
    let outcome = ProgressLine.show(
      job.progress, of: plan.expectedSteps, isWanted: !output.quiet && !output.json
    ) { job.run(workers: workers) }
    let seconds = start.duration(to: .now) / .seconds(1)

    let report = FindReport(
      plan: plan, splits: training, outcome: outcome, seed: UInt64(data.seed),
      kernels: KernelFamily.current.name, version: Version.number,
      comparison: try compared(outcome, plan: plan, on: training),
      untuned: comparedUntuned(outcome, plan: plan, on: training),
      curvature: measuredCurvature(outcome, plan: plan, dataset: dataset), seconds: seconds)
    let writing = FindOutput(
      report: report, options: output, input: data, plot: plot, page: page, paste: paste)
    throw writing.deliver(style).exitCode
  }

  /// The page that is wanted.
  var page: PageFile? {
    report.file(force: output.force, isQuiet: output.json || output.quiet)
  }

  /// The settings whose rates are wanted.
  private var settings: SweepPlan {
    get throws {
      let plan = try SweepPlan.typed(
        PlanEntry.options([("kind", ["find"]), ("seed", ["\(data.seed)"])]) + model.entries
          + schedule.entries + budget.entries + comparison.entries + effort.entries)
      try plan.check(single: Axis.all.map(\.key).filter { !SweepPlan.findKeys.contains($0) })
      return plan
    }
  }

  /// What is to be found for each of them, and what full trainings decide on.
  private func points(
    of settings: SweepPlan, on table: SearchedTable
  ) -> (points: [PlannedPoint], training: TrainingSplits) {
    do {
      return try table.planned { folds in
        try settings.points(on: table.dataset, data: "", folds: folds) {
          range.resolved(for: $0, budgetSteps: $1)
        }
      }
    } catch {
      SweepFailure.end(error)
    }
  }
}
