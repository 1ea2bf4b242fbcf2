import Descent

/// Everything that the output of `descend` is made of.
package struct DescentReport: Sendable {
  package let descent: Descent
  /// A run for each start and learning rate, in the order they were asked for, start by start.
  package let runs: [DescentRun]
  /// The version of lrfind.
  package let version: String

  /// - Parameters:
  ///   - descent: What was descended, from the first start.
  ///   - runs: A run for each start and learning rate, start by start; at least one.
  ///   - version: The version of lrfind.
  package init(_ descent: Descent, runs: [DescentRun], version: String) {
    precondition(!runs.isEmpty, "there is a run to report")
    self.descent = descent
    self.runs = runs
    self.version = version
  }

  /// The runs that begin at the same place.
  var starts: [[DescentRun]] { runs.split(by: \.descent.start) }
}
