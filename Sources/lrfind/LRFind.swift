import ArgumentParser
import LinearAlgebra
import Tabular

/// The command line.
@main
struct LRFind: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lrfind",
    abstract: "Finds the learning rate for a table of training data.",
    discussion: """
      'lrfind train.csv' reads a CSV, trains a small model in a learning-rate range test, confirms \
      the answer by real training, and recommends a rate with a range and a reason.
      """,
    version: Version.description,
    subcommands: [
      FindCommand.self, TrainCommand.self, SweepCommand.self, MergeCommand.self,
      SuggestCommand.self,
      ScheduleCommand.self, DescendCommand.self, ReportCommand.self, ExportCommand.self,
    ],
    defaultSubcommand: FindCommand.self)

  /// Looks at the arguments; chooses the machine kernels, which may start the program anew, before
  /// anything else is done; then parses and runs.
  static func main() {
    StandardStreams.reserve()
    let arguments = CommandLine.systemPaths
    if arguments.count == 1, Terminal.isAttended {
      Terminal.answer(ShortUsage.lines(for: configuration))
      return
    }
    let typed = TypedArguments(
      arguments: Array(arguments.dropFirst()), help: { _dumpHelp() })
    let commands = configuration.subcommands.compactMap { $0.configuration.commandName }
    if let problem = typed.unknownCommand(among: commands)
      ?? typed.emptyValue() ?? typed.repetition()
    {
      Terminal.fail(problem, code: .usage)
    }
    do {
      try KernelFamily.select(KernelOption.requested(in: arguments))
    } catch {
      Terminal.fail("\(error)", code: .usage)
    }
    if let left = AddressSpace.left, left < AddressSpace.least {
      Terminal.fail(
        "the limit on address space (ulimit -v) leaves \(left >> 10) KB, and \(AddressSpace.least >> 10) "
          + "are needed to begin; raise it", code: .inputOutput)
    }
    do {
      var command = try typed.trainingCommand() ?? parseAsRoot(typed.unambiguous())
      try command.run()
    } catch {
      end(with: error, of: typed, page: typed.page(among: commands))
    }
  }

  /// Ends the program as an error asks for: with help, silently with a status, or with one line.
  private static func end(
    with error: any Error, of typed: TypedArguments, page: String
  ) -> Never {
    let status = exitCode(for: error)
    var message = message(for: error)
    guard status != .success, !message.isEmpty else { exit(withError: error) }
    // Whoever mistypes an option has not forgotten what else is missing.
    if message.contains("Missing expected argument"), let option = typed.unknownOption() {
      message = "Unknown option '\(option)'"
    } else if message.contains("Missing expected argument '<file>'") {
      message =
        "the table is missing; give it, as in: \(page == "lrfind find" ? "lrfind" : page) train.csv"
        + (page == "lrfind train" ? " --lr 0.1" : "")
    }
    if let option = Refusal.unknownOption(in: message), typed.isForeignToCommand(option) {
      message =
        "\(option): it is about the training that is built in; an option of the command's own is an --axis"
    }
    Terminal.note("lrfind: error: \(Refusal(message, page: page, nearest: typed.nearestOption))")
    exit(withError: status)
  }
}
