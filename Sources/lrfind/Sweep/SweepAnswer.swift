import Glibc
import Planning
import Reporting
import Statistics
import Store
import Tabular

/// What a sweep has found so far: printed, or drawn.
struct SweepAnswer {
  let report: SweepReport
  let standing: SweepReport.Standing

  /// - Parameters:
  ///   - store: Where the trials are recorded.
  ///   - summary: What they say.
  ///   - plan: What is being searched.
  ///   - dataset: What is trained on, or nil where it is not at hand.
  ///   - writer: Who goes on recording, or nil.
  /// - Throws: `StoreError` when the store cannot be read.
  init(
    _ store: SweepStore, summary: SweepSummary, plan: SweepPlan?, dataset: Dataset? = nil,
    writer: String? = nil
  ) throws(StoreError) {
    let counts = try store.counts()
    let provenance = try store.provenance()
    var report = SweepReport(
      summary: summary, dataName: provenance?.source ?? "",
      metric: provenance?.metric ?? .accuracy, plannedTrials: counts.total,
      isLastRound: counts.isLastRound,
      rates: plan.map(SweepReport.RateChoice.init) ?? .grid, dataset: dataset)
    report.trialsBeyondPlan = counts.beyondPlan
    self.report = report
    let names = [SweepStore.fileName] + SweepFile.allCases.map(\.name)
    let files: [String] = names.map { "\(store.folder)/\($0)" }
    standing = SweepReport.Standing(
      folder: store.folder, writer: writer, counts: counts,
      files: files.filter { access($0, F_OK) == 0 })
  }

  /// Draws the plot where one is wanted.
  ///
  /// - Parameters:
  ///   - options: What is wanted.
  ///   - inputs: Files that must never be written over.
  /// - Returns: How the program ends where the file could not be written, else nil.
  func draw(_ options: SweepOptions, protecting inputs: [String]) -> ExitStatus? {
    options.plot.deliver(isQuiet: options.isSilent) { path in
      try report.plot.write(to: path, protecting: inputs, force: options.overwrite.force)
    }
  }

  /// The answer's lines.
  ///
  /// - Parameters:
  ///   - options: Whether it is JSON.
  ///   - heading: What stands before them, unless it is JSON.
  ///   - style: How they are set apart on a terminal.
  /// - Returns: The lines, without newlines.
  func lines(_ options: SweepOptions, heading: [String] = [], _ style: Style) -> [String] {
    options.answer.json
      ? Terminal.lines(ofJSON: report.json(standing, version: Version.number))
      : heading + report.lines(style)
  }
}
