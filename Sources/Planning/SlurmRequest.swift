import Tabular
import Training

/// What the tasks of a sweep ask Slurm for.
package struct SlurmRequest: Sendable, Hashable {
  package var partition: String?
  /// As Slurm writes it: minutes, `HH:MM:SS` or `D-HH:MM:SS`.
  package var time: String?
  package var cpus: Int?
  package var gpus: Int?
  /// The most tasks that run at once.
  package var arrayLimit: Int?
  /// How many tasks a round has; nil for as many as take several minutes each.
  package var tasks: Int?
  /// More options of `sbatch`, such as `account=physics`.
  package var options: [String]

  /// The settings that make it up, which stand below `slurm:` in a plan, without their beginning.
  package static let keys = [
    "slurm-partition", "slurm-time", "slurm-cpus", "slurm-gpus", "slurm-array-limit", "slurm-tasks",
    "slurm-option",
  ]
  package static let listKeys: Set = ["slurm-option"]

  /// What lrfind says to `sbatch` itself.
  private static let ownOptions: Set = [
    "array", "dependency", "parsable", "output", "error", "open-mode", "requeue", "no-requeue",
    "signal",
    "wrap", "chdir", "ntasks", "nodes", "wait", "test-only", "partition", "time", "cpus-per-task",
    "gres", "gpus", "job-name", "quiet", "verbose", "export-file", "help", "usage", "version",
  ]

  /// Reads entries.
  ///
  /// - Parameter entries: Options, or the settings of a plan.
  /// - Throws: `PlanError` with every mistake.
  package init(_ entries: [PlanEntry]) throws(PlanError) {
    var reader = PlanReader(entries)
    func value(_ key: String) -> String? { entries.first { $0.key == key }?.values.first }
    partition = value("slurm-partition")
    if let partition, partition.isEmpty || !partition.isShownAsItIs {
      reader.refuse("slurm-partition", "'\(partition.singleLine)' is no name of a partition")
    }
    time = value("slurm-time")
    if let time, !Self.isTime(time) {
      reader.refuse(
        "slurm-time",
        "'\(time.singleLine)' is not a time as Slurm writes it; give minutes, HH:MM:SS or D-HH:MM:SS"
      )
    }
    cpus = reader.number("slurm-cpus", NumberDomain(1...4096))
    gpus = reader.number("slurm-gpus", NumberDomain(1...4096))
    arrayLimit = reader.number("slurm-array-limit", NumberDomain(1...Shard.mostParts))
    tasks = reader.number("slurm-tasks", NumberDomain(1...Shard.mostParts))
    options = entries.first { $0.key == "slurm-option" }?.values ?? []
    for option in options {
      let name = String(option.prefix { $0 != "=" })
      let isName =
        name.first?.isLetter == true
        && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
      if !isName || name == option || !option.isShownAsItIs {
        reader.refuse(
          "slurm-option",
          "'\(option.singleLine)' is not an option of sbatch and its value, as in account=physics")
      } else if Self.ownOptions.contains(name) {
        reader.refuse(
          "slurm-option", "'\(name)' is what lrfind itself tells sbatch; leave it out")
      }
    }
    if !reader.problems.isEmpty { throw PlanError(reader.problems) }
  }

  private static func isTime(_ text: String) -> Bool {
    let days = text.split(separator: "-", omittingEmptySubsequences: false)
    let parts = days.flatMap { $0.split(separator: ":", omittingEmptySubsequences: false) }
    return days.count <= 2 && parts.count <= 4 && days[0].contains(":") != (days.count == 2)
      || days.count == 1 && parts.count == 1
      ? parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
      : false
  }

  /// What it says to `sbatch`, an argument each; no shell reads them.
  ///
  /// - Parameter isMerge: Whether it is for the job that joins, which trains nothing.
  /// - Returns: The arguments.
  package func arguments(isMerge: Bool) -> [String] {
    var arguments: [String] = []
    if let partition { arguments.append("--partition=\(partition)") }
    if let time { arguments.append("--time=\(time)") }
    arguments.append("--cpus-per-task=\(isMerge ? 1 : cpus ?? 1)")
    if let gpus, !isMerge { arguments.append("--gres=gpu:\(gpus)") }
    return arguments + options.map { "--\($0)" }
  }

  /// The options of lrfind that say the same, without any quotes.
  package var typed: [String] {
    let values: [(String, String?)] = [
      ("partition", partition), ("time", time), ("cpus", cpus.map { "\($0)" }),
      ("gpus", gpus.map { "\($0)" }), ("array-limit", arrayLimit.map { "\($0)" }),
      ("tasks", tasks.map { "\($0)" }),
    ]
    return ["--slurm"] + values.compactMap { name, value in value.map { "--slurm-\(name)=\($0)" } }
      + options.map { "--slurm-option=\($0)" }
  }
}
