import ArgumentParser

/// How the answer is printed, in commands that write no files.
struct AnswerOptions: ParsableArguments {
  @Flag(help: "Print one JSON object, and nothing else, to standard output.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print the answer alone.")
  var quiet = false

  @Flag(help: "No colours.")
  var noColor = false

  mutating func validate() throws {
    if json, quiet {
      throw ValidationError("--json already prints the answer alone; leave out --quiet")
    }
  }
}
