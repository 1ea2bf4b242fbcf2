import CProcesses
import Glibc
import Platform
import Tabular

/// A process of the user's own and everything that comes of it, none of which outlives this program,
/// however it ends.
///
/// Between this program and the run stands a supervisor; see `supervisor.h`.
///
/// `@unchecked Sendable`: its numbers do not change, and what it calls may be called by any thread.
final class SupervisedProcess: @unchecked Sendable {
  /// How a run ended.
  enum End: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    case notStarted(Int32)
    /// Its supervisor was killed.
    case lost

    init(_ end: supervised_end) {
      switch supervised_kind(rawValue: UInt32(end.kind)) {
      case SUPERVISED_EXITED: self = .exited(end.value)
      case SUPERVISED_SIGNALLED: self = .signalled(end.value)
      default: self = .notStarted(end.value)
      }
    }
  }

  private let started: supervised

  /// - Parameters:
  ///   - path: The program's file.
  ///   - arguments: Its arguments, the name of the program first.
  ///   - environment: Its variables, each `NAME=value`.
  ///   - log: Where what it prints goes.
  ///   - grace: The seconds between the signal that asks it to end and the one that ends it.
  ///   - record: The file that its end is left in.
  ///   - mark: What the file begins with.
  /// - Throws: `CommandError` when no process can be had.
  init(
    path: String, arguments: [String], environment: [String], log: Int32, grace: Double,
    record: String, mark: String
  ) throws(CommandError) {
    var started = supervised()
    let code = withTexts([path, record, "\(record).part", mark]) { texts in
      withTexts(arguments) { arguments in
        withTexts(environment) { environment in
          var run = supervised_run(
            path: texts[0], arguments: arguments, environment: environment, log: log,
            grace: Int32(grace * 1000), record: texts[1], unfinished_record: texts[2],
            mark: texts[3])
          return supervised_start(&run, &started)
        }
      }
    }
    guard code == 0 else {
      throw CommandError("no process can be started for the command: \(systemMessage(code))")
    }
    self.started = started
  }

  deinit {
    close(started.life)
    close(started.report)
  }

  /// Asks it to end, and ends it after the time of grace.
  func stop() {
    var started = started
    supervised_stop(&started)
  }

  /// Waits for the end of the run and of everything that came of it.
  ///
  /// - Parameter seconds: The most that is waited for.
  /// - Returns: The end; nil where it has not come.
  func end(within seconds: Double) -> End? {
    var watched = pollfd(fd: started.report, events: Int16(POLLIN), revents: 0)
    guard poll(&watched, 1, Int32(max(0, seconds) * 1000)) > 0 else { return nil }
    var end = supervised_end()
    let size = MemoryLayout<supervised_end>.size
    let count = read(started.report, &end, size)
    if count < 0, errno == EINTR { return nil }
    var status: Int32 = 0
    while waitpid(started.supervisor, &status, 0) < 0, errno == EINTR {}
    guard count == size else { return .lost }
    return End(end)
  }
}

/// Calls a function with texts as the system takes a list of them.
private func withTexts<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { $0.withSystemPath { strdup($0) } }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("the end is there") }
    return body(base)
  }
}
