import Experiment
import Planning
import Reporting
import Statistics
import Store
import Tabular

/// What a sweep over given rates has found so far.
struct TrialFindings: SweepFindings {
  let report: SweepReport
  /// The finished trials, in the plan's order.
  let results: [TrialResult]
  let counts: SweepCounts
  let axes: [Axis]

  static var files: [SweepFile] { SweepFile.allCases }
  static var mainFile: SweepFile { .summary }

  /// - Parameters:
  ///   - store: Where the trials are recorded.
  ///   - plan: What is being searched; nil where the store has none.
  ///   - dataset: What is trained on, or nil where it is not at hand.
  /// - Throws: `StoreError` when the store cannot be read.
  init(_ store: SweepStore, plan: SweepPlan?, dataset: Dataset? = nil) throws(StoreError) {
    results = try store.results(curves: false)
    counts = try store.counts()
    axes = plan?.command.map { Axis.ofCommand($0.axes.map(\.name).sorted()) } ?? Axis.all
    let provenance = try store.provenance()
    var report = SweepReport(
      summary: SweepSummary(results), dataName: provenance?.source ?? "",
      metric: provenance?.metric ?? .accuracy, plannedTrials: counts.total,
      isLastRound: counts.isLastRound,
      rates: plan.map(SweepReport.RateChoice.init) ?? .grid, dataset: dataset)
    report.trialsBeyondPlan = counts.beyondPlan
    if let plan, let command = plan.command {
      report.command = SweepReport.CommandWords(
        measure: results.lazy.compactMap(\.measure).first ?? command.choice.name ?? "loss",
        isMaximized: command.choice.isMaximized, unit: plan.lengthUnit)
    }
    self.report = report
  }

  var status: ExitStatus {
    results.isEmpty || report.best != nil ? .done : .everyTrainingDiverged
  }

  var plot: (any Plot)? { report.plot }

  var winner: SweepWinner? {
    report.best.map { SweepWinner(configuration: $0.configuration, steps: $0.horizon) }
  }

  func json(_ standing: SweepReport.Standing) -> String {
    report.json(standing, version: Version.number)
  }

  func lines(_ style: Style) -> [String] { report.lines(style) }

  var briefAnswer: [String] { report.best == nil ? [] : [report.briefAnswer] }

  var briefDoubts: [String] { report.briefDoubts }

  func contents(
    from store: SweepStore, _ form: CSVWriter.Options
  ) throws(StoreError) -> [(file: SweepFile, bytes: [UInt8])] {
    let others = try store.resultsBeyondPlan()
    let otherSummary = others.isEmpty ? nil : SweepSummary(others)
    let numbers = try store.trialNumbers()
    return [
      (
        .trials,
        SweepFile.trialFile(of: axes).csv(results, beyondPlan: others, options: form) {
          numbers[$0.id]
        }
      ),
      (
        .summary,
        SweepFile.summaryFile(of: axes).csv(
          report.summary.entries, beyondPlan: otherSummary?.entries ?? [], options: form)
      ), (.wide, WideTable(report.summary).csv(options: form)),
      (
        .curves,
        try store.curvesCSV(of: results + others, axes: axes, numbers: numbers, options: form)
      ),
      (.timings, SweepFile.timingTable.csv(try store.timings(), options: form)),
    ]
  }

  func sheets(from store: SweepStore) throws(StoreError) -> [WorkbookSheet] {
    let others = try store.resultsBeyondPlan()
    let otherSummary = others.isEmpty ? nil : SweepSummary(others)
    let numbers = try store.trialNumbers()
    return [
      WorkbookSheet(
        .summary, SweepFile.summaryFile(of: axes),
        rows: PlanRow.rows(report.summary.entries, beyondPlan: otherSummary?.entries ?? [])),
      WorkbookSheet(
        .trials, SweepFile.trialFile(of: axes),
        rows: PlanRow.rows(results, beyondPlan: others) { numbers[$0.id] }),
      WorkbookSheet(WideTable(report.summary)),
      WorkbookSheet(curvesIn: store, of: results + others, axes: axes, numbers: numbers),
    ]
  }
}
