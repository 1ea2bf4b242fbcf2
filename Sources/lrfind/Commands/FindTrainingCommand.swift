import ArgumentParser
import Planning
import Reporting
import Tabular

/// `lrfind find --command '…'`: the rate of a training command of the user's own.
///
/// It has options of its own, and so a page of its own: what `find` takes of a table means nothing here.
struct FindTrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lrfind find",
    abstract: "Find the learning rate of a training command of your own.",
    discussion: """
      Runs the command at rates from a wide first rung of short trainings to a few longer ones, reads \
      its loss while it trains, and recommends a rate. Every finished run is recorded in the folder at \
      once, and never made again; the same command goes on. Exits with 0 when the answer is confident \
      and with 3 when it is only the best estimate.
      """)

  @OptionGroup(title: "Command") var command: CommandOptions

  @OptionGroup(title: "Command") var length: CommandLengthOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The rates to look at (default: 1e-5..1, and beyond where the best stands at an end).",
      valueName: "low..high"))
  var lr: String?

  @OptionGroup(title: "Machine") var machine: CommandMachineOptions
  @OptionGroup(title: "Runs") var options: SweepOptions

  mutating func validate() throws {
    if options.savePlan != nil {
      throw ValidationError("--save-plan writes the plan of a sweep; leave it out")
    }
    if options.paste.paste ?? .none != .none {
      throw ValidationError(
        "--paste is about the training that is built in; your command is the program already")
    }
    if options.status != nil {
      throw ValidationError(
        "--status reads all from its folder; leave out everything else, as in: lrfind find --status "
          + "FOLDER")
    }
  }

  mutating func run() throws {
    let entries =
      command.entries + PlanEntry.options([("lr", [lr])]) + length.entries
    do {
      throw try CommandSession(entries, options: options, machine: machine).run().exitCode
    } catch let error as ExitCode {
      throw error
    } catch {
      SweepFailure.end(error)
    }
  }
}
