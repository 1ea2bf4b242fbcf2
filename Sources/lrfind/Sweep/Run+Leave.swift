import Glibc
import Running
import Store
import Tabular

extension Run.End {
  /// Whether it came to its end.
  var isFinished: Bool { if case .finished = self { true } else { false } }

  /// Whether the folder or the store was taken away: then there is nowhere to write results to, and
  /// nothing to read them from.
  private var isLost: Bool {
    if case .failed(.lost) = self { true } else { false }
  }

  /// Delivers what was found, closes the store, and leaves.
  ///
  /// - Parameters:
  ///   - store: Where it is recorded.
  ///   - deliver: Prints the answer, and says how the program ends where all went well.
  func leave(
    _ store: SweepStore, delivering deliver: () throws(StoreError) -> ExitStatus
  ) -> Never {
    if isLost { leave(.inputOutput) }
    var status: ExitStatus
    do throws(StoreError) {
      status = try deliver()
    } catch {
      Terminal.note("lrfind: error: \(error)")
      status = error.exitStatus
    }
    store.close()
    leave(status)
  }

  /// Says why a sweep ended early, and ends the process without clean-up: after a stop, workers may
  /// still be training what is dropped, and the libraries that they use must not be taken down
  /// under them.
  ///
  /// - Parameter status: How the program ends where the sweep came to its end.
  func leave(_ status: ExitStatus) -> Never {
    var status = status
    switch self {
    case .finished: break
    case .stopped(let reason):
      Terminal.note(
        "lrfind: stopped by \(reason); go on with: \(ShellText.command(CommandLine.systemPaths))")
      status = .stopped
    case .failed(let error):
      Terminal.note("lrfind: error: \(error)")
      status = error.exitStatus
    case .gaveUp(let failure):
      for line in failure.lines { Terminal.note("  | \(line)") }
      Terminal.note("lrfind: error: \(failure.problem)")
      status = .unusableData
    }
    _exit(status.rawValue)
  }
}
