import Descent

/// Everything that the output of `descend` is made of.
package struct DescentReport: Sendable {
  package let descent: Descent
  /// A run for each learning rate, in the order they were asked for.
  package let runs: [DescentRun]
  /// The version of lrfind.
  package let version: String

  /// - Parameters:
  ///   - descent: What was descended.
  ///   - runs: A run for each learning rate; at least one.
  ///   - version: The version of lrfind.
  package init(_ descent: Descent, runs: [DescentRun], version: String) {
    precondition(!runs.isEmpty, "there is a run to report")
    self.descent = descent
    self.runs = runs
    self.version = version
  }
}
