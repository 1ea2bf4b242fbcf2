import ArgumentParser

extension TypedArguments {
  /// The command that is meant where the rate of a training command of the user's own is found; nil for
  /// any other.
  ///
  /// It has options of its own, and the parser knows one set a command.
  func trainingCommand() throws -> (any ParsableCommand)? {
    let options = Array(arguments.first == "find" ? arguments.dropFirst() : arguments[...])
    if isAboutCommand {
      let names = options.prefix { $0 != "--" }
      // The command itself may be missing where somebody asks what else there is.
      if names.contains("--help") || names.contains("-h") {
        throw CleanExit.message(FindTrainingCommand.helpMessage())
      }
      return try FindTrainingCommand.parse(options)
    }
    let isStatus = findOptions?.contains("--status") ?? false
    return isStatus ? try FindStatusCommand.parse(options) : nil
  }

  /// Whether the rate of a training command is to be found.
  var isAboutCommand: Bool { findOptions?.contains("--command") ?? false }

  /// The names of what is given to `find`, values among them; nil where another command is meant.
  private var findOptions: [Substring]? {
    guard let first = arguments.first, first == "find" || first.hasPrefix("-") else { return nil }
    return arguments.prefix { $0 != "--" }.map { $0.prefix { $0 != "=" } }
  }
}
