import ArgumentParser
import Glibc
import Platform

/// Another program that answers lines with lines.
final class LineProcess {
  private let requests: UnsafeMutablePointer<FILE>
  private let answers: UnsafeMutablePointer<FILE>
  private let name: String

  /// - Parameters:
  ///   - program: The program, looked for in the folders of PATH.
  ///   - arguments: Its arguments, without its own name.
  ///   - name: What messages call it.
  /// - Throws: `ValidationError` when it does not start.
  init(_ program: String, arguments: [String], name: String) throws {
    self.name = name
    var (toChild, fromChild): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0,
      let requests = fdopen(toChild[1], "w"), let answers = fdopen(fromChild[0], "r")
    else { throw ValidationError("\(name): \(systemMessage(errno))") }
    // Else the child would hold its own ends open, and never see that nothing more is asked.
    for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.requests = requests
    self.answers = answers
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
    var process: pid_t = 0
    let code = Place.spawn(program, [program] + arguments, actions: &actions, process: &process)
    close(toChild[0])
    close(fromChild[1])
    guard code == 0 else {
      throw ValidationError("\(name): \(systemMessage(code))")
    }
  }

  deinit {
    fclose(requests)
    fclose(answers)
  }

  /// Sends a line, without waiting for the answer.
  func send(_ line: String) {
    fputs(line + "\n", requests)
    fflush(requests)
  }

  /// Waits for the number that a line is answered with.
  func receive() throws -> Double {
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    guard getline(&line, &capacity, answers) > 0, let line,
      let number = Double(String(cString: line).filter { !$0.isWhitespace })
    else { throw ValidationError("\(name) gave no time; see its message above") }
    return number
  }
}
