import ArgumentParser

/// How the answer is printed.
struct AnswerOptions: ParsableArguments {
  @Flag(help: "Print one JSON object, and nothing else, to standard output.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print the answer alone.")
  var quiet = false

  @OptionGroup var color: ColorOption

  var noColor: Bool { color.noColor }
}
