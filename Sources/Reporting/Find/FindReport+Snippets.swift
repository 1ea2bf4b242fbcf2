extension FindReport {
  /// How to have lines to paste, where nobody said a word on them.
  package static func snippetHint(_ style: Style) -> String {
    style.faint("lines for PyTorch, Keras or scikit-learn: --paste pytorch, keras, sklearn, all")
  }

  /// The lines to paste for frameworks, each under its name; what all share comes first.
  ///
  /// - Parameters:
  ///   - frameworks: Which ones; none gives no lines at all.
  ///   - style: How they are set apart on a terminal.
  /// - Returns: The lines, without newlines.
  package func snippets(for frameworks: [Framework], _ style: Style) -> [String] {
    guard !frameworks.isEmpty else { return [] }
    let snippets = UsageSnippets(
      UsageSetting(plan, dataset: dataset, recommendation: outcome.recommendation))
    var lines = ["", style.bold("to paste")]
    lines += snippets.preparation
    for framework in frameworks {
      lines += ["", style.bold("# \(framework.rawValue)")]
      lines += snippets.snippet(for: framework).lines
    }
    return lines
  }
}
