import ArgumentParser
import Reporting

/// `lrfind find --status FOLDER`: how far the search for the rate of a command is.
struct FindStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lrfind find", abstract: "Say how far the search for a command's rate is.")

  @OptionGroup(title: "Runs") var options: SweepOptions

  mutating func run() throws {
    let style = Terminal.style(isColorWanted: !options.answer.noColor)
    throw SweepStatus(folder: options.status ?? "", options: options).show(style).exitCode
  }
}
