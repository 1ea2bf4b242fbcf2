import Glibc
import Reporting
import Sweep
import Tabular

/// A sweep that runs: its store, its progress, its files.
struct SweepSession {
  let request: SweepRequest
  let dataset: Dataset
  let store: SweepStore
  let options: SweepOptions

  /// The files that must never be written over.
  var inputs: [String] { request.inputs + [store.path] }

  /// The seconds between two writings of the result files.
  private static let secondsBetweenFiles = 180.0
  /// The seconds between two progress lines where there is no terminal to replace one on.
  private static let secondsBetweenLines = 30.0

  /// Runs the sweep to its end, or until it is stopped.
  ///
  /// - Parameter workers: How many groups are trained at once.
  /// - Returns: How it ended.
  /// - Throws: `StoreError` when the store cannot be read.
  func run(workers: Int) async throws -> SweepRun.End {
    let groups = try store.pendingGroups()
    let counts = try store.counts()
    let finished = try store.results(curves: false)
    let best = finished.filter { $0.validationLoss != nil }
      .min { ($0.validationLoss ?? 0) < ($1.validationLoss ?? 0) }
    let training = GroupTraining(dataset: dataset, clipNorm: request.plan.clipNorm)
    let run = SweepRun(groups, training: training, store: store, best: best)
    let progress = SweepProgress(
      total: counts.total, before: counts.done,
      pending: groups.reduce(0) { $0 + $1.trials.count })
    let watch = SweepWatch()
    watch.onSignal(exitCode: ExitStatus.stopped.rawValue) { run.stop($0) }
    if let seconds = options.timeLimitSeconds {
      watch.after(seconds) { run.stop("the time limit") }
    }
    if !options.isSilent {
      let isInteractive = Terminal.isInteractive
      watch.every(isInteractive ? 0.25 : Self.secondsBetweenLines) {
        let line = progress.line(run.progress)
        if isInteractive { Terminal.showProgress(line) } else { Terminal.note(line) }
      }
    }
    watch.every(Self.secondsBetweenFiles) { refreshFiles() }
    let end = await run.run(workers: workers)
    watch.cancel()
    if !options.isSilent, Terminal.isInteractive { Terminal.showProgress("") }
    return end
  }
}
