import Glibc
import Reporting
import Sweep
import Tabular

/// A sweep that runs: its store, its progress, its files.
struct SweepSession {
  let request: SweepRequest
  let dataset: Dataset
  let rounds: SweepRounds
  let store: SweepStore
  /// The seconds after which it ends, or nil.
  let timeLimit: Double?
  let isQuiet: Bool
  /// Whether result files may be replaced that lrfind did not write.
  let force: Bool

  /// The seconds between two writings of the result files.
  private static let secondsBetweenFiles = 180.0
  /// The seconds between two progress lines where there is no terminal to replace one on.
  private static let secondsBetweenLines = 30.0

  /// Runs the sweep to its end, or until it is stopped.
  ///
  /// - Parameters:
  ///   - first: The first round.
  ///   - workers: How many groups are trained at once.
  /// - Returns: How it ended.
  /// - Throws: `StoreError` when the store cannot be read.
  func run(from first: SweepRounds.Next, workers: Int) async throws -> SweepRun.End {
    let training = GroupTraining(dataset: dataset, clipNorm: request.plan.clipNorm)
    let run = SweepRun(training: training, store: store, best: try store.best())
    let progress = SweepProgress(plan: request.plan)
    let watch = SweepWatch()
    watch.onSignal(exitCode: ExitStatus.stopped.rawValue) { run.stop($0) }
    if let timeLimit { watch.after(timeLimit) { run.stop("the time limit") } }
    if !isQuiet {
      let isInteractive = Terminal.isInteractive
      watch.every(isInteractive ? 0.25 : Self.secondsBetweenLines) {
        let line = progress.line(run.progress)
        if isInteractive { Terminal.showProgress(line) } else { Terminal.note(line) }
      }
    }
    watch.every(Self.secondsBetweenFiles) { _ = try? writeFiles() }
    let end = try await run.run(rounds, from: first, workers: workers)
    watch.cancel()
    if !isQuiet, Terminal.isInteractive { Terminal.showProgress("") }
    return end
  }

  /// Writes the result files from what is recorded.
  ///
  /// - Parameter summary: The summary, where it is known already.
  /// - Returns: How the program ends where one could not be written, else nil.
  /// - Throws: `StoreError` when the store cannot be read; the files are as they were then.
  func writeFiles(summary: SweepSummary? = nil) throws -> OutputError? {
    let results = try store.results(curves: false)
    let curves = try store.curvesCSV()
    let timings = try store.timings()
    do throws(OutputError) {
      try write(SweepFile.trialsCSV(results), to: .trials)
      try write(SweepFile.summaryCSV(summary ?? SweepSummary(results)), to: .summary)
      try write(curves, to: .curves)
      try ResultFile.write(
        TimingsTable.csv(timings),
        to: "\(store.folder)/\(TimingsTable.fileName)", protecting: request.inputs, force: force,
        isOurs: TimingsTable.isOurs)
      return nil
    } catch {
      return error
    }
  }

  private func write(_ bytes: [UInt8], to file: SweepFile) throws(OutputError) {
    try ResultFile.write(
      bytes, to: "\(store.folder)/\(file.name)", protecting: request.inputs, force: force,
      isOurs: file.isOurs)
  }
}
