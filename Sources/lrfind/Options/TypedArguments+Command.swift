import ArgumentParser

extension TypedArguments {
  /// The command that is meant where a training command of the user's own is; nil for any other.
  ///
  /// It has options of its own, and the parser knows one set a command.
  func trainingCommand() throws -> (any ParsableCommand)? {
    let isSweep = arguments.first == "sweep"
    let isNamed = isSweep || arguments.first == "find"
    let options = Array(isNamed ? arguments.dropFirst() : arguments[...])
    if isAboutCommand {
      let names = options.prefix { $0 != "--" }
      // The command itself may be missing where somebody asks what else there is.
      if names.contains("--help") || names.contains("-h") {
        throw CleanExit.message(
          isSweep ? SweepTrainingCommand.helpMessage() : FindTrainingCommand.helpMessage())
      }
      return try isSweep ? SweepTrainingCommand.parse(options) : FindTrainingCommand.parse(options)
    }
    let isStatus = !isSweep && names?.contains("--status") ?? false
    return isStatus ? try FindStatusCommand.parse(options) : nil
  }

  /// Whether it is about a training command of the user's own.
  var isAboutCommand: Bool {
    guard let names else { return false }
    let isOfPlan = arguments.first == "sweep" && arguments.contains { $0.hasSuffix(".yaml") }
    return names.contains("--command")
      || isOfPlan && (names.contains("--gpus") || names.contains("--run-timeout"))
  }

  /// The names of what is given to `find` or `sweep`, values among them; nil where another command is
  /// meant.
  private var names: [Substring]? {
    guard let first = arguments.first,
      ["find", "sweep"].contains(first) || first.hasPrefix("-")
    else { return nil }
    return arguments.prefix { $0 != "--" }.map { $0.prefix { $0 != "=" } }
  }
}
