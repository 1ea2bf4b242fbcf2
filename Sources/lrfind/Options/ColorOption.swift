import ArgumentParser

/// Whether the terminal is shown colours.
struct ColorOption: ParsableArguments {
  @Flag(help: "No colours.")
  var noColor = false
}
