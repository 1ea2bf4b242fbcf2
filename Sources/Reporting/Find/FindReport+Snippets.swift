extension FindReport {
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
