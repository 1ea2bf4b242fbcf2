import ArgumentParser

/// Where the answer of a command without training goes, and its table of steps.
struct StepTableOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write the steps as CSV to this file.", valueName: "file"))
  var out: String?

  @Flag(help: "Print the steps as CSV, and nothing else, to standard output.")
  var csv = false

  @Flag(help: "Print one JSON object, and nothing else, to standard output.")
  var json = false

  @OptionGroup var plot: PlotOption
  @OptionGroup var spreadsheet: SpreadsheetOptions
  @OptionGroup var color: ColorOption
  @OptionGroup var overwrite: OverwriteOption

  var noColor: Bool { color.noColor }
  var force: Bool { overwrite.force }

  mutating func validate() throws {
    if csv, json {
      throw ValidationError("--csv and --json both say what is printed; leave one out")
    }
    if !csv, out == nil { try spreadsheet.refuse(for: "without --out or --csv") }
    if force, out == nil, plot.plot == nil {
      throw ValidationError(
        "--force is about the files of --out and --plot; give one or leave it out")
    }
  }
}
