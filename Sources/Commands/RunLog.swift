import Glibc
import Tabular

/// The file that takes what a run prints. Who writes to it holds a lock on it, until the last one is gone:
/// the run, what came of it, and its supervisor.
struct RunLog: ~Copyable {
  let file: Int32

  /// So long what was killed may take to be gone.
  private static let patience = 20_000

  /// Opens it, when nobody of an earlier run writes to it any more.
  ///
  /// - Parameter path: Its path.
  /// - Throws: `CommandError` when it cannot be written, or is not let go of.
  init(_ path: String) throws(CommandError) {
    file = path.withSystemPath { open($0, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666) }
    guard file >= 0 else {
      throw CommandError("\(path.shown): cannot be written: \(String(cString: strerror(errno)))")
    }
    for _ in 0..<Self.patience {
      if flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
      usleep(1000)
    }
    throw CommandError(
      "\(path.shown): a process of an earlier run still writes to it; end that one first")
  }

  deinit { close(file) }

  /// Takes away what an earlier run wrote.
  func empty() { ftruncate(file, 0) }
}
