import ArgumentParser
import Planning
import Tabular

/// What is to be done with a sweep, and where.
struct SweepOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the sweep: a new one, or one to go on with (default: named after the input).",
      valueName: "folder"))
  var out: String?

  @Flag(help: "Only say what would be trained, and about how long it would take.")
  var dryRun = false

  @Option(help: ArgumentHelp("Only write the plan to a YAML file.", valueName: "file"))
  var savePlan: String?

  @Option(
    help: ArgumentHelp("Only say how far the sweep in a folder is.", valueName: "folder"))
  var status: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only train one of N parts, such as 3/8, anywhere that sees the folder; 'lrfind merge' joins them.",
      valueName: "i/n"),
    transform: Self.shard)
  var shard: Shard?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Stop in order after a time such as 8h, 90m or 1h30m; the same command goes on.",
      valueName: "time"))
  var timeLimit: String?

  @OptionGroup var slurm: SlurmOptions
  @OptionGroup var plot: PlotOption
  @OptionGroup var paste: PasteOption
  @OptionGroup var spreadsheet: SpreadsheetOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var overwrite: OverwriteOption

  mutating func validate() throws {
    if let timeLimit, TimeSpan.parse(timeLimit) == nil {
      throw ValidationError(
        "--time-limit: '\(timeLimit)' is not a time longer than 0 and of at most \(TimeSpan.mostDays) "
          + "days; give one such as 8h, 90m or 1h30m")
    }
    let modes = [
      ("--dry-run", dryRun), ("--save-plan", savePlan != nil), ("--status", status != nil),
    ]
    .filter(\.1).map(\.0)
    guard modes.count <= 1 else {
      throw ValidationError("\(modes.joined(separator: " and ")) do different things; give one")
    }
    if let mode = modes.first, timeLimit != nil {
      throw ValidationError("--time-limit has no meaning for \(mode), which trains nothing")
    }
    if let mode = modes.first, let choice = paste.paste, choice != .none {
      throw ValidationError(
        "--paste has no meaning for \(mode), which trains nothing; give it to the sweep's command, "
          + "which prints its answer again")
    }
    try paste.refuse(beside: answer)
    if let plot = plot.plot, let program = paste.pasteTo, ResultFile.areSame(plot, program) {
      throw ValidationError("--plot and --paste-to both name \(plot); give two files")
    }
    if let mode = modes.first {
      try spreadsheet.refuse(for: "for \(mode), which writes no CSV")
      if status == nil, plot.plot != nil {
        throw ValidationError("--plot has no meaning for \(mode), which has no results to draw")
      }
      if status == nil, answer.json {
        throw ValidationError("--json has no meaning for \(mode), which has no results")
      }
    }
    if slurm.slurm, let mode = modes.first(where: { $0 != "--dry-run" }) {
      throw ValidationError("--slurm and \(mode) do different things; give one")
    }
    if slurm.slurm, timeLimit != nil || shard != nil {
      throw ValidationError(
        "\(shard != nil ? "--shard" : "--time-limit") has no meaning with --slurm, whose tasks have "
          + "their own; leave it out")
    }
    if slurm.slurm, plot.plot != nil || answer.json || paste.paste ?? .none != .none {
      throw ValidationError(
        "--slurm only submits jobs and has no answer for --plot, --json or --paste; give them to "
          + "'lrfind merge' when all are over")
    }
    if shard != nil {
      if let mode = modes.first {
        throw ValidationError("--shard and \(mode) do different things; give one")
      }
      if plot.plot != nil || answer.json {
        throw ValidationError(
          "\(answer.json ? "--json" : "--plot") has no meaning for --shard, which has no results of its "
            + "own; give it to 'lrfind merge'")
      }
      if let choice = paste.paste, choice != .none {
        throw ValidationError(
          "--paste has no meaning for --shard, which has no answer; leave it out")
      }
      try spreadsheet.refuse(for: "for --shard, which writes no CSV; give it to 'lrfind merge'")
    }
    if out == "" { throw ValidationError("--out: the name is empty; give a folder") }
    if status != nil, out != nil {
      throw ValidationError("--status takes the folder itself; leave out --out")
    }
  }

  private static func shard(_ text: String) throws -> Shard {
    guard let shard = Shard(text) else {
      throw ValidationError(
        "'\(text)' is no part of a whole; give its number, a slash and how many there are (at most "
          + "\(Shard.mostParts)), as in 3/8")
    }
    return shard
  }

  /// Whether nothing is said besides the answer.
  var isSilent: Bool { answer.quiet || answer.json }

  /// The seconds after which it stops, or nil.
  var timeLimitSeconds: Double? { timeLimit.flatMap(TimeSpan.parse) }
}
