import ArgumentParser
import Glibc

/// A Python that trains the same workloads with other libraries, on request, so that runs can take
/// turns and each library compiles only once.
final class PeerProcess {
  /// The libraries, as the script names them.
  static let names = ["jax", "torch"]

  private let requests: UnsafeMutablePointer<FILE>
  private let answers: UnsafeMutablePointer<FILE>

  /// - Parameter python: The interpreter.
  /// - Throws: `ValidationError` when it does not start.
  init(python: String) throws {
    var (toChild, fromChild): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard let script = Place.project.map({ $0 + "/scripts/reference/training_peers.py" }),
      access(script, R_OK) == 0
    else {
      throw ValidationError("--peers: scripts/reference/training_peers.py is not there")
    }
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0,
      let requests = fdopen(toChild[1], "w"), let answers = fdopen(fromChild[0], "r")
    else { throw ValidationError("--peers: \(String(cString: strerror(errno)))") }
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
    let code = Place.spawn(python, [python, script], actions: &actions, process: &process)
    close(toChild[0])
    close(fromChild[1])
    guard code == 0 else {
      throw ValidationError("--peers \(python): \(String(cString: strerror(code)))")
    }
  }

  deinit {
    fclose(requests)
    fclose(answers)
  }

  /// The seconds that a step of one model takes there.
  func time(of measurement: TrainingMeasurement, library: String) throws -> Double {
    let workload = measurement.workload
    let widths = workload.widths.map(String.init).joined(separator: "-")
    fputs(
      "\(library) \(measurement.optimizer.name) \(widths) \(workload.batchSize) "
        + "\(Workload.rows) \(workload.peerSteps)\n", requests)
    fflush(requests)
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    guard getline(&line, &capacity, answers) > 0, let line,
      let time = Double(String(cString: line).filter { !$0.isWhitespace })
    else { throw ValidationError("--peers: \(library) gave no time; see its message above") }
    return time
  }
}
