import ArgumentParser
import Glibc
import Platform

/// Switches the sampling of a surrounding `perf record` on and off, so that it sees only what is
/// timed.
final class Sampling {
  private let control: Int32
  private let answers: Int32

  /// - Parameter pipes: The paths of perf's control and answer pipes, with a comma between.
  /// - Throws: `ValidationError` when they cannot be opened.
  init(pipes: String) throws {
    let paths = pipes.split(separator: ",").map(String.init)
    guard paths.count == 2 else { throw ValidationError("--sampling: give two pipes") }
    control = open(paths[0], O_WRONLY | O_CLOEXEC)
    answers = open(paths[1], O_RDONLY | O_CLOEXEC)
    guard control >= 0, answers >= 0 else {
      throw ValidationError("--sampling: \(systemMessage(errno))")
    }
  }

  deinit {
    close(control)
    close(answers)
  }

  /// Does something while samples are taken.
  func take(_ body: () -> Void) {
    say("enable\n")
    body()
    say("disable\n")
  }

  private func say(_ command: String) {
    let bytes = Array(command.utf8)
    guard write(control, bytes, bytes.count) == bytes.count else { return }
    // perf answers "ack" when it has done it.
    var answer = [UInt8](repeating: 0, count: 8)
    _ = read(answers, &answer, answer.count)
  }
}
