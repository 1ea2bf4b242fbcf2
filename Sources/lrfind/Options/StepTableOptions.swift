import ArgumentParser

/// Where the answer of a command without training goes, and its table of steps.
struct StepTableOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write the steps as CSV to this file.", valueName: "file"))
  var out: String?

  @Flag(help: "Print the steps as CSV, and nothing else, to standard output.")
  var csv = false

  @Flag(help: "Print one JSON object, and nothing else, to standard output.")
  var json = false

  @Flag(help: "No colours.")
  var noColor = false

  @Flag(help: "Replace a file that lrfind did not write.")
  var force = false

  mutating func validate() throws {
    if csv, json {
      throw ValidationError("--csv and --json both say what is printed; leave one out")
    }
    if force, out == nil {
      throw ValidationError("--force is about the file of --out; give one or leave it out")
    }
  }
}
