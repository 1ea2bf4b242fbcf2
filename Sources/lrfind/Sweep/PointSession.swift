import Reporting
import Running
import Store
import Tabular

/// A sweep of kind `find` that runs: its store, its progress, its files.
struct PointSession {
  let start: PointStart
  let store: SweepStore
  let options: SweepOptions

  /// Runs the sweep to its end, or until it is stopped.
  ///
  /// - Parameter workers: How many groups are trained at once.
  /// - Returns: How it ended.
  /// - Throws: `StoreError` when the store cannot be read.
  func run(workers: Int) throws -> Run.End {
    let run = try PointSweepRun(
      start.request.plan, points: start.points, dataset: start.dataset,
      searchSplits: start.table.splits, store: store)
    return try SweepVigil(store: store, options: options).keep(run.run) {
      Self.line(run.progress)
    } files: { () throws(StoreError) in
      try writeFiles()
    } while: {
      try run.train(workers: workers)
    }
  }

  private static func line(_ progress: PointSweepRun.Progress) -> String {
    if let comparison = progress.comparison {
      return "comparing: \(Decimal.grouped(comparison.finished))/"
        + "\(Decimal.grouped(comparison.total)) trainings"
    }
    return "finding rates: \(Int(progress.share * 100)) %, \(Decimal.grouped(progress.searched))/"
      + "\(Decimal.grouped(progress.searches)) searches done"
  }

  /// Writes the files, prints the answer, and ends the process.
  func deliver(_ end: Run.End, _ style: Style) -> Never {
    SweepOutput(store: store, options: options, end: end).deliver(
      files: "\(SweepFile.recommendations.name), trials, curves"
    ) { () throws(StoreError) in
      let problems = try writeFiles()
      let failure = SweepOutput.tell(problems)
      let answer = try PointAnswer(store)
      let status = failure ?? (answer.report.isConfident ? .done : .notConfident)
      return (answer.lines(options, style), status, problems.isEmpty)
    }
  }

  /// Writes the result files from what is recorded; see `SweepStore.write`.
  private func writeFiles() throws(StoreError) -> [OutputError] {
    let results = try store.results(curves: false)
    let others = try store.resultsBeyondPlan()
    let form = options.spreadsheet.form
    let report = try PointsReport(store)
    let timings = try store.pointTimings() + store.timings()
    return try store.write(
      [
        (.recommendations, report.recommendationsCSV(form)),
        (.trials, SweepFile.trialFile.csv(results, beyondPlan: others, options: form)),
        (.curves, try store.curvesCSV(options: form)),
        (.timings, SweepFile.timingTable.csv(timings, options: form)),
      ], protecting: start.request.inputs, force: options.overwrite.force)
  }
}
