import ArgumentParser
import Glibc
import Planning
import Training

/// A training command of the user's own, and how its runs are judged and watched over.
struct CommandOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The command that trains, with {lr} where the rate belongs, and {epochs} or {steps}, {seed} and \
      {out} (a folder of the run's own) where it takes them. No shell runs it.
      """, valueName: "command"))
  var command: String?

  @Option(
    help: ArgumentHelp(
      """
      The figure in the log that a run is judged by (default: the first of val_loss, valid_loss, \
      validation_loss, eval_loss, test_loss, loss).
      """, valueName: "name"))
  var metric: String?

  @Flag(help: "More of the figure is better, as of an accuracy.")
  var maximize = false

  @Option(
    help: ArgumentHelp(
      "The file that has the figure, such as {out}/log.csv (default: logs below {out}, else what is printed).",
      valueName: "file"))
  var metrics: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A file that results depend on, such as the script: when it changes, nothing is gone on with. Can be repeated.",
      valueName: "file"))
  var watch: [String] = []

  /// The options that were given, as a plan holds them.
  var entries: [PlanEntry] {
    PlanEntry.options([
      ("command", [command]), ("metric", [metric]), ("maximize", [maximize ? "true" : nil]),
      ("metrics", [metrics]), ("watch", watch),
    ])
  }
}

/// How long the training of a command is, and how often it is repeated.
struct CommandLengthOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The epochs of a whole training.", valueName: "epochs"))
  var epochs: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The steps of a whole training.", valueName: "steps"))
  var steps: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many seeds each is run with, from --seed on (default: 1).", valueName: "count"))
  var seeds: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The first seed (default: 0).", valueName: "seed"))
  var seed: String?

  /// The options that were given, as a plan holds them.
  var entries: [PlanEntry] {
    PlanEntry.options([
      ("epochs", [epochs]), ("steps", [steps]), ("seeds", [seeds]), ("seed", [seed]),
    ])
  }
}

/// What the machine gives to the runs of a command.
struct CommandMachineOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "How many runs are made at once (default: one a card of --gpus, else 1).",
    transform: NumberDomain(1...4096).read)
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "The cards that runs are spread over, as in 0,1: each run sees one (CUDA_VISIBLE_DEVICES).",
      valueName: "cards"))
  var gpus: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How long a run may take before it counts as hanging, such as 30m or 2h.", valueName: "time"))
  var runTimeout: String?

  mutating func validate() throws {
    if let runTimeout, TimeSpan.parse(runTimeout) == nil {
      throw ValidationError(
        "--run-timeout: '\(runTimeout)' is not a time longer than 0; give one such as 30m or 2h")
    }
    if let gpus, cards.isEmpty || cards.contains("") || Set(cards).count < cards.count {
      throw ValidationError("--gpus: '\(gpus)' is no list of cards; give one such as 0,1")
    }
  }

  /// What was typed, for the tasks of a cluster.
  var typed: [String] {
    (workers.map { ["--workers=\($0)"] } ?? []) + (gpus.map { ["--gpus=\($0)"] } ?? [])
      + (runTimeout.map { ["--run-timeout=\($0)"] } ?? [])
  }

  /// The cards, one after the other; none where nothing is said of them.
  var cards: [String] {
    // What Slurm gave to a job is there for its runs.
    let ofJob = getenv("SLURM_JOB_ID") == nil ? nil : getenv("CUDA_VISIBLE_DEVICES")
    let list = gpus ?? ofJob.map { String(cString: $0) }
    return list?.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0.drop { $0 == " " })
    } ?? []
  }

  /// How many runs are made at once.
  var resolvedWorkers: Int { workers ?? max(1, cards.count) }

  /// The seconds after which a run hangs, or nil.
  var timeoutSeconds: Double? { runTimeout.flatMap(TimeSpan.parse) }
}
