import ArgumentParser

/// What the program says to somebody who types its name alone on a terminal: enough to begin with.
///
/// Where no terminal is, it is a script that forgot the table, and is refused like any other.
enum ShortUsage {
  /// What is typed for an example, without the program's name, and what it does.
  static let examples: [(arguments: [String], purpose: String)] = [
    (["train.csv"], "the learning rate for predicting the table's last column"),
    (
      ["train.csv", "--target", "price", "--optimizer", "adam"],
      "for predicting another column, trained with Adam"
    ),
    (
      ["sweep", "train.csv", "--lr", "1e-4..1:13", "--optimizer", "sgd,adam", "--out", "night1"],
      "train every combination, compare them, and keep all in a folder"
    ),
  ]

  /// - Parameter program: The description of the whole program.
  /// - Returns: The lines, none of them wider than 80 columns.
  static func lines(for program: CommandConfiguration) -> [String] {
    let commands = program.subcommands.compactMap { $0.configuration.commandName }
    let shown = examples.flatMap { example in
      [
        "", "  " + (["lrfind"] + example.arguments).joined(separator: " "),
        "      \(example.purpose)",
      ]
    }
    return [program.abstract] + shown + [
      "", "commands: \(commands.joined(separator: ", "))",
      "more: lrfind --help, lrfind sweep --help",
    ]
  }
}
