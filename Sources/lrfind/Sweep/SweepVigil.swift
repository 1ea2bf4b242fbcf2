import Running
import Store
import Tabular

/// What watches over a sweep of either kind while it runs: signals, the time limit, the folder, a line
/// that says how far it is, and the result files.
struct SweepVigil {
  let store: SweepStore
  let options: SweepOptions

  /// The seconds between two writings of the result files.
  private static let secondsBetweenFiles = 180.0
  /// The seconds between two progress lines where there is no terminal to replace one on.
  private static let secondsBetweenLines = 30.0

  /// Watches while something runs.
  ///
  /// - Parameters:
  ///   - run: What is ended where that is needed.
  ///   - line: How far it is.
  ///   - files: Writes the result files from what is recorded by now.
  ///   - body: What runs.
  /// - Returns: What `body` returned.
  /// - Throws: What `body` throws; `StoreError` when the store cannot be marked as being written.
  func keep(
    _ run: Run, line: @escaping @Sendable () -> String,
    files: @escaping @Sendable () throws(StoreError) -> [OutputError],
    while body: () throws -> Run.End
  ) throws -> Run.End {
    try store.begin()
    let watch = RunWatch()
    watch.onSignal(exitCode: ExitStatus.stopped.rawValue) { run.stop($0.name) }
    if let limit = options.timeLimitSeconds { watch.after(limit) { run.stop("the time limit") } }
    if !options.isSilent {
      let isInteractive = Terminal.isInteractive
      watch.every(isInteractive ? 0.25 : Self.secondsBetweenLines) {
        if isInteractive { Terminal.showProgress(line()) } else { Terminal.note(line()) }
      }
    }
    watch.every(1) { [store] in
      do throws(StoreError) { try store.checkPlace() } catch { run.fail(error) }
    }
    watch.every(Self.secondsBetweenFiles) { Self.refresh(files) }
    let end = try body()
    watch.cancel()
    if !options.isSilent, Terminal.isInteractive { Terminal.showProgress("") }
    return end
  }

  /// Writes the result files while the sweep goes on. A mistake is said, and costs nothing: they are
  /// written again at the end.
  private static func refresh(_ files: () throws(StoreError) -> [OutputError]) {
    do throws(StoreError) {
      for problem in try files() {
        Terminal.warn("\(problem); the sweep goes on, and tries again")
      }
    } catch {
      // A folder that is gone ends the sweep, and is said then.
      if case .lost = error { return }
      Terminal.warn("the result files were not written: \(error)")
    }
  }
}
