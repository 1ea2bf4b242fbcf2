extension FindReport {
  /// How to have lines to paste, where nobody said a word on them.
  ///
  /// - Parameters:
  ///   - style: How it is set apart on a terminal.
  ///   - choices: What `--paste` takes for frameworks that can train so; at least one.
  /// - Returns: The line.
  package static func snippetHint(_ style: Style, choices: [String]) -> String {
    style.faint("lines to paste: --paste \(choices.listed(with: "or"))")
  }

  /// The program to paste for frameworks; nil where the table was made, not read.
  package func script(_ frameworks: [Framework]) -> UsageScript? {
    UsageScript(
      UsageSetting(plan, dataset: dataset, recommendation: outcome.recommendation),
      dataset: dataset, frameworks: frameworks)
  }
}
