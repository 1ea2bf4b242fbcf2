import ArgumentParser
import Planning

/// What the tasks of a sweep ask Slurm for; a plan has the same below `slurm:`.
struct SlurmOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Run it as job arrays of Slurm, round after round; a sweep's --dry-run only says how."))
  var slurm = false

  @Option(help: ArgumentHelp("The partition.", valueName: "name"))
  var slurmPartition: String?

  @Option(help: ArgumentHelp("The time that a task may take, as in 2:00:00.", valueName: "time"))
  var slurmTime: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The processors of a task, which has as many workers (default: 1).", valueName: "count"))
  var slurmCpus: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The cards of a task, of which each run of a command sees one.", valueName: "count"))
  var slurmGpus: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most tasks that run at once.", valueName: "count"))
  var slurmArrayLimit: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many tasks a round has (default: as many as take some minutes each).", valueName: "count"
    ))
  var slurmTasks: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Another option of sbatch, as in account=physics. Can be repeated.", valueName: "key=value"))
  var slurmOption: [String] = []

  /// The options that were given, as a plan holds them.
  var entries: [PlanEntry] {
    PlanEntry.options([
      ("slurm-partition", [slurmPartition]), ("slurm-time", [slurmTime]),
      ("slurm-cpus", [slurmCpus]), ("slurm-gpus", [slurmGpus]),
      ("slurm-array-limit", [slurmArrayLimit]), ("slurm-tasks", [slurmTasks]),
      ("slurm-option", slurmOption),
    ])
  }

  mutating func validate() throws {
    if !slurm, let entry = entries.first {
      throw ValidationError("--\(entry.key): it has no meaning without --slurm")
    }
  }

  /// What is asked for: options stand above what a plan says.
  ///
  /// - Parameter plan: What the plan says.
  /// - Returns: Nil where Slurm has nothing to do with it.
  /// - Throws: `PlanError`.
  func request(beside plan: [PlanEntry]) throws(PlanError) -> SlurmRequest? {
    guard slurm else { return nil }
    let typed = entries
    let keys = Set(typed.map(\.key))
    return try SlurmRequest(typed + plan.filter { !keys.contains($0.key) })
  }
}
