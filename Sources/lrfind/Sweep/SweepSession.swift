import Glibc
import Reporting
import Running
import Store
import Tabular

/// A sweep that runs: its store, its progress, its files.
struct SweepSession {
  let request: SweepRequest
  let dataset: Dataset
  let rounds: SweepRounds
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
  /// - Parameters:
  ///   - first: The first round.
  ///   - workers: How many groups are trained at once.
  /// - Returns: How it ended.
  /// - Throws: `StoreError` when the store cannot be read.
  func run(from first: TrialRound, workers: Int) throws -> Run.End {
    try store.begin()
    let run = TrialRun(
      request.plan.training(on: dataset), store: store, best: try store.best())
    let progress = SweepProgress(plan: request.plan)
    let watch = RunWatch()
    watch.onSignal(exitCode: ExitStatus.stopped.rawValue) { run.stop($0.name) }
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
    watch.every(1) { [store] in
      do throws(StoreError) { try store.checkPlace() } catch { run.fail(error) }
    }
    watch.every(Self.secondsBetweenFiles) { refreshFiles() }
    let end = try run.train(rounds, from: first, workers: workers)
    watch.cancel()
    if !options.isSilent, Terminal.isInteractive { Terminal.showProgress("") }
    return end
  }
}
