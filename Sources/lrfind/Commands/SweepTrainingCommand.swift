import ArgumentParser
import Planning
import Reporting

/// `lrfind sweep --command '…'`, or a plan with a command: runs of a training command of the user's own.
///
/// It has options of its own, and so a page of its own: what `sweep` takes of a table means nothing here.
struct SweepTrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lrfind sweep",
    abstract: "Run a training command of your own over learning rates, options and seeds.",
    discussion: """
      Takes a command, its rates and the values of its options, or a plan that ends in .yaml, whose \
      keys are the names of these options. Every finished run is recorded in the folder at once, and \
      never made again; the same command goes on. Ctrl-C stops it in order (exit code 75).
      """)

  @Argument(help: "A plan that ends in .yaml, instead of a command.")
  var plan: String?

  @OptionGroup(title: "Command") var command: CommandOptions

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The values of an option of the command, which fill {name}. Can be repeated.",
      valueName: "name=value,…"))
  var axis: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Learning rates: a range with a count, as in 1e-4..1:9, or a list.", valueName: "rates"))
  var lr: [String] = []

  @OptionGroup(title: "Command") var length: CommandLengthOptions

  @Option(
    help: ArgumentHelp("How runs are chosen: grid or halving (default: grid).", valueName: "search")
  )
  var search: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The rungs of halving; the last one is the whole training (default: \(Rungs.usualCount)).",
      valueName: "count"))
  var rungs: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "From rung to rung of halving, as many times longer and fewer (default: \(Rungs.usualFactor)).",
      valueName: "factor"))
  var factor: String?

  @Flag(
    help: ArgumentHelp(
      "Add up to \(EdgeExtension.mostRates) rates on a side where the best rate stands at an edge.")
  )
  var extendEdges = false

  @OptionGroup(title: "Machine") var machine: CommandMachineOptions
  @OptionGroup(title: "Runs") var options: SweepOptions

  mutating func validate() throws {
    if let plan, !SweepRequest.isPlanFile(plan) {
      throw ValidationError(
        "\(plan): a command reads its own data; leave it out, or give a plan that ends in .yaml")
    }
    if options.status != nil {
      throw ValidationError("--status reads all from its folder; leave out everything else")
    }
  }

  private var entries: [PlanEntry] {
    command.entries
      + PlanEntry.options([("axis", axis), ("lr", lr)]) + length.entries
      + PlanEntry.options([
        ("search", [search]), ("rungs", [rungs]), ("factor", [factor]),
        ("extend-edges", [extendEdges ? "true" : nil]),
      ])
  }

  mutating func run() throws {
    do {
      let request = try SweepRequest(path: plan, entries: entries, out: options.out)
      if let path = options.savePlan {
        throw SweepCommand.save(request, to: path, options).exitCode
      }
      guard let source = request.plan.command else {
        throw PlanError([
          "\(plan ?? ""): there is no command in it; run it without --gpus and --run-timeout"
        ])
      }
      let style = Terminal.style(isColorWanted: !options.answer.noColor)
      throw try SweepSession(
        CommandSweep(request, source, machine: machine), options: options,
        workers: machine.resolvedWorkers, style
      ).run(machine: machine.typed).exitCode
    } catch let error as ExitCode {
      throw error
    } catch {
      SweepFailure.end(error)
    }
  }
}
