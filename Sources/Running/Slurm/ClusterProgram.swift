import Glibc
import Platform
import Tabular

/// Why a cluster does not take a job; the description is one line.
package enum ClusterError: Error, CustomStringConvertible, Sendable, Equatable {
  /// There is no such program.
  case missing(program: String)
  /// It could not be started.
  case failed(program: String, problem: String)
  /// It ended with an error, whose words these are.
  case refused(program: String, words: String)
  /// Jobs of the same sweep are still in the queue.
  case inQueue(folder: String, jobs: [String])
  /// The folder has a name that Slurm reads as something else.
  case badName(folder: String)

  package var description: String {
    switch self {
    case .missing(let program):
      "\(program): there is no such program; run this where Slurm's commands are, or run the parts by "
        + "hand with --shard"
    case .failed(let program, let problem): "\(program): it could not be run: \(problem)"
    case .refused(let program, let words) where isUnreachable:
      "\(program): \(words); look whether Slurm runs here and give the same command again, or run the "
        + "parts by hand with --shard"
    case .refused(let program, let words):
      "\(program): \(words); nothing more was submitted: mend it, and give the same command again"
    case .inQueue(let folder, let jobs):
      "\(folder): its jobs \(jobs.joined(separator: ", ")) are still in the queue; wait for them, or "
        + "cancel them with: scancel \(jobs.joined(separator: " "))"
    case .badName(let folder):
      "\(folder): Slurm writes no logs into a folder with a backslash in its name; give another one "
        + "with --out"
    }
  }

  /// What is wrong, without what to do.
  package var problem: String {
    switch self {
    case .missing(let program): "there is no '\(program)' here"
    case .failed(let program, let problem): "\(program): \(problem)"
    case .refused(let program, let words): "\(program): \(words)"
    case .inQueue, .badName: description
    }
  }

  /// Whether it is about the controller, which cannot be reached, and not about what was asked for.
  package var isUnreachable: Bool {
    guard case .refused(let program, let words) = self else { return false }
    // Others than sbatch are asked nothing that could be refused.
    return program != "sbatch"
      || ["Unable to contact", "Connection refused", "timed out", "Unexpected message"]
        .contains { words.contains($0) }
  }
}

/// Runs a program of the cluster and takes in what it prints. No shell is involved.
enum ClusterProgram {
  /// - Parameter arguments: Its name and its arguments.
  /// - Returns: What it printed.
  /// - Throws: `ClusterError`.
  static func run(_ arguments: [String]) throws(ClusterError) -> String {
    let program = arguments[0]
    let (output, messages) = (tmpfile(), tmpfile())
    defer { for file in [output, messages] { if let file { fclose(file) } } }
    guard let output, let messages else {
      throw .failed(program: program, problem: systemMessage(errno))
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, fileno(output), 1)
    posix_spawn_file_actions_adddup2(&actions, fileno(messages), 2)
    var process: pid_t = 0
    var list = arguments.map { strdup($0) }
    defer { list.forEach { free($0) } }
    list.append(nil)
    let code = posix_spawnp(&process, program, &actions, nil, list, environ)
    if code == ENOENT { throw .missing(program: program) }
    guard code == 0 else { throw .failed(program: program, problem: systemMessage(code)) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw .failed(program: program, problem: systemMessage(errno)) }
    }
    guard status == 0 else {
      let lines = text(of: messages).split(whereSeparator: \.isNewline).map { line in
        var line = line[...]
        for mark in ["\(program): ", "error: "] where line.hasPrefix(mark) {
          line = line.dropFirst(mark.count)
        }
        return String(line).shown
      }
      throw .refused(
        program: program,
        words: lines.isEmpty ? "it ended with status \(status >> 8)" : lines.joined(separator: "; ")
      )
    }
    return text(of: output)
  }

  private static func text(of file: UnsafeMutablePointer<FILE>) -> String {
    rewind(file)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&block, 1, block.count, file), count > 0 {
      bytes += block[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
