extension FindReport {
  /// How to have lines to paste, where nobody said a word on them.
  package static func snippetHint(_ style: Style) -> String {
    style.faint("lines to paste: --paste pytorch, keras or sklearn")
  }

  /// The program to paste for frameworks; nil where the table was made, not read.
  package func script(_ frameworks: [Framework]) -> UsageScript? {
    UsageScript(
      UsageSetting(plan, dataset: dataset, recommendation: outcome.recommendation),
      dataset: dataset, frameworks: frameworks)
  }
}
