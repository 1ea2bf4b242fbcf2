import Glibc
import Running

/// How a signal ends a command that records nothing to go on with.
enum Interruption {
  /// From now on a signal ends the program with a line that says so, and as the signal itself would
  /// have ended it: so a shell's loop over many tables stops too. There is nothing to go on with,
  /// which is what exit code 75 would promise.
  static func listen() {
    // Its sources keep the watch alive to the end of the process.
    RunWatch().onSignal(exitCode: 128 + SIGINT) { signal in
      if Terminal.isInteractive { Terminal.showProgress("") }
      Terminal.note(
        "lrfind: stopped by \(signal.name) before the answer was complete; the same command starts "
          + "again from the beginning")
      signal.end()
    }
  }
}
