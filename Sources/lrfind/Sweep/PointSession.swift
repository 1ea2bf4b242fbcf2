import Reporting
import Running
import Store
import Tabular

/// A sweep of kind `find` that runs: its store, its progress, its files.
struct PointSession {
  let start: PointStart
  let store: SweepStore
  let options: SweepOptions

  /// The seconds between two writings of the result files.
  private static let secondsBetweenFiles = 180.0
  /// The seconds between two progress lines where there is no terminal to replace one on.
  private static let secondsBetweenLines = 30.0

  /// Runs the sweep to its end, or until it is stopped.
  ///
  /// - Parameter workers: How many groups are trained at once.
  /// - Returns: How it ended.
  /// - Throws: `StoreError` when the store cannot be read.
  func run(workers: Int) throws -> Run.End {
    try store.begin()
    let run = try PointSweepRun(
      start.request.plan, points: start.points, dataset: start.dataset,
      searchSplits: start.table.splits, store: store)
    let watch = RunWatch()
    watch.onSignal(exitCode: ExitStatus.stopped.rawValue) { run.stop($0.name) }
    if let limit = options.timeLimitSeconds { watch.after(limit) { run.stop("the time limit") } }
    if !options.isSilent {
      let isInteractive = Terminal.isInteractive
      watch.every(isInteractive ? 0.25 : Self.secondsBetweenLines) {
        let line = Self.line(run.progress)
        if isInteractive { Terminal.showProgress(line) } else { Terminal.note(line) }
      }
    }
    watch.every(1) { [store] in
      do throws(StoreError) { try store.checkPlace() } catch { run.fail(error) }
    }
    watch.every(Self.secondsBetweenFiles) { refreshFiles() }
    let end = try run.train(workers: workers)
    watch.cancel()
    if !options.isSilent, Terminal.isInteractive { Terminal.showProgress("") }
    return end
  }

  private static func line(_ progress: PointSweepRun.Progress) -> String {
    if let comparison = progress.comparison {
      return "comparing: \(Decimal.grouped(comparison.finished))/"
        + "\(Decimal.grouped(comparison.total)) trainings"
    }
    return "finding rates: \(Int(progress.share * 100)) %, \(Decimal.grouped(progress.searched))/"
      + "\(Decimal.grouped(progress.searches)) searches done"
  }

  /// Writes the files, prints the answer, and ends the process: the files first, so that nothing can
  /// cost them.
  func deliver(_ end: Run.End, _ style: Style) -> Never {
    if end.isLost { end.leave(.inputOutput) }
    var status = ExitStatus.done
    do {
      let problem = try writeFiles()
      let answer = try PointAnswer(store)
      if !answer.report.isConfident { status = .notConfident }
      if let problem {
        Terminal.note("lrfind: error: \(problem)")
        status = problem.kind.exitStatus
      }
      if let problem = Terminal.tryAnswer(answer.lines(options, style)) {
        Terminal.note("lrfind: error: \(problem)")
        status = .inputOutput
      }
      if problem == nil, !options.isSilent {
        Terminal.note(
          "results: \(store.folder)/\(SweepFile.recommendations.name), trials, curves")
      }
    } catch {
      Terminal.note("lrfind: error: \(error)")
      status = (error as? StoreError)?.exitStatus ?? .inputOutput
    }
    store.close()
    end.leave(status)
  }

  /// Writes the result files while the sweep goes on; a mistake is said, and costs nothing.
  private func refreshFiles() {
    do {
      if let problem = try writeFiles() { throw problem }
    } catch StoreError.lost {
      // It ends the sweep, and is said then.
    } catch {
      Terminal.warn("the result files were not written: \(error); the sweep goes on")
    }
  }

  /// Writes the result files from what is recorded.
  ///
  /// - Returns: Why one could not be written, else nil.
  private func writeFiles() throws -> OutputError? {
    let results = try store.results(curves: false)
    let others = try store.resultsBeyondPlan()
    let form = options.spreadsheet.form
    let report = try PointsReport(store)
    let timings = try store.pointTimings() + store.timings()
    let files: [(file: SweepFile, bytes: [UInt8])] = [
      (.recommendations, report.recommendationsCSV(form)),
      (.trials, SweepFile.trialFile.csv(results, beyondPlan: others, options: form)),
      (.curves, try store.curvesCSV(options: form)),
      (.timings, SweepFile.timingTable.csv(timings, options: form)),
    ]
    for (file, bytes) in files {
      try store.checkPlace()
      do throws(OutputError) {
        try ResultFile.write(
          bytes, to: "\(store.folder)/\(file.name)", protecting: start.request.inputs,
          force: options.overwrite.force, isOurs: file.isOurs)
      } catch {
        return error
      }
    }
    return nil
  }
}
