import Tabular

/// What a cluster says of itself, and the jobs that it is given.
package struct SlurmCluster: Sendable, Hashable {
  /// Beyond the highest number of a task of an array.
  package var maxArraySize: Int
  /// The most jobs that the controller holds.
  package var maxJobCount: Int

  /// What Slurm has unless it is told otherwise.
  package static let usual = SlurmCluster(maxArraySize: 1001, maxJobCount: 10_000)

  package init(maxArraySize: Int, maxJobCount: Int) {
    (self.maxArraySize, self.maxJobCount) = (maxArraySize, maxJobCount)
  }

  /// Asks the controller.
  package static func present() throws(ClusterError) -> SlurmCluster {
    SlurmCluster(configuration: try ClusterProgram.run(["scontrol", "show", "config"]))
  }

  /// Reads what `scontrol show config` prints.
  package init(configuration: String) {
    self = .usual
    for line in configuration.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1).map { text in
        String(text.split(separator: " ").first ?? "")
      }
      guard parts.count == 2, let number = Int(parts[1]), number > 1 else { continue }
      if parts[0] == "MaxArraySize" { maxArraySize = number }
      if parts[0] == "MaxJobCount" { maxJobCount = number }
    }
  }

  /// The most tasks that a round is cut into: others want jobs too.
  package var mostTasks: Int { max(1, maxJobCount / 2) }

  /// Tasks of one array.
  package struct Array: Sendable, Hashable {
    /// What is added to the number of a task.
    package var offset: Int
    /// The tasks, such as `1-8,11`.
    package var tasks: String
  }

  /// Cuts numbers into arrays whose tasks have numbers that the cluster allows.
  ///
  /// - Parameter numbers: Numbers from 1, in order.
  /// - Returns: The arrays.
  package func arrays(of numbers: [Int]) -> [Array] {
    let most = maxArraySize - 1
    return Dictionary(grouping: numbers) { ($0 - 1) / most }.sorted { $0.key < $1.key }.map {
      Array(offset: $0.key * most, tasks: Self.ranges($0.value.map { ($0 - 1) % most + 1 }))
    }
  }

  private static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }.joined(separator: ",")
  }

  /// Submits a job.
  ///
  /// - Parameter arguments: `sbatch` and its arguments, `--parsable` among them.
  /// - Returns: The job's number.
  /// - Throws: `ClusterError`.
  package static func submit(_ arguments: [String]) throws(ClusterError) -> String {
    let printed = try ClusterProgram.run(arguments)
    let job = String(printed.prefix { $0.isNumber })
    guard !job.isEmpty else {
      throw .refused(program: arguments[0], words: "it told no job: '\(printed.singleLine)'")
    }
    return job
  }

  /// The states of those of some jobs that are in the queue; each task counts.
  ///
  /// - Parameter jobs: Their numbers.
  /// - Returns: Number and state, such as `PENDING`.
  /// - Throws: `ClusterError`.
  package static func queue(
    _ jobs: [String]
  ) throws(ClusterError) -> [(job: String, state: String)] {
    guard !jobs.isEmpty else { return [] }
    // All of the user's: a job that is long over is an error where it is asked for by its number.
    let printed = try ClusterProgram.run(["squeue", "--noheader", "--array", "--format=%F %T"])
    let known = Set(jobs)
    return printed.split(whereSeparator: \.isNewline).compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      return words.count == 2 && known.contains(words[0]) ? (words[0], words[1]) : nil
    }
  }
}
