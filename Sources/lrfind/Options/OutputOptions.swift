import ArgumentParser

/// Where the answer goes.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The CSV for the curves (default: named after the input, in this folder).", valueName: "file")
  )
  var out: String?

  @OptionGroup var spreadsheet: SpreadsheetOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var overwrite: OverwriteOption

  mutating func validate() throws {
    if out == "" { throw ValidationError("--out: the name is empty; give a file") }
  }

  var json: Bool { answer.json }
  var quiet: Bool { answer.quiet }
  var noColor: Bool { answer.noColor }
  var force: Bool { overwrite.force }

  /// The file for the curves: the one asked for, or the input's name with `.kind.csv`.
  func curvesPath(for input: String, kind: String) -> String {
    if let out { return out }
    return Self.name(of: input, ending: "\(kind).csv")
  }

  /// The name of an input without its ending, and another ending; in the current folder.
  static func name(of input: String, ending: String) -> String {
    var name = input == "-" ? "stdin" : String(input.split(separator: "/").last ?? "stdin")
    for usual in [".gz", ".csv", ".tsv", ".txt", ".yaml", ".yml"]
    where name.hasSuffix(usual) && name != usual {
      name.removeLast(usual.count)
    }
    return "\(name).\(ending)"
  }
}
