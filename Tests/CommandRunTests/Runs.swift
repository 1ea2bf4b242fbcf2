import Commands
import Foundation
import TestSupport

/// Runs of small scripts for a shell.
final class Runs {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let values = CommandValues(learningRate: 0.1, length: nil, seed: 0, out: "")

  /// Runs a script.
  ///
  /// - Parameters:
  ///   - script: What the shell runs; `$1` is the rate.
  ///   - choice: What it is judged by.
  ///   - rules: How it is watched over.
  ///   - progress: How many entries are enough.
  ///   - search: What makes it.
  ///   - isStopped: Whether it is to be ended.
  /// - Returns: What it ended with.
  /// - Throws: When it could not be started.
  func run(
    _ script: String, _ choice: MetricChoice = MetricChoice(), rules: RunRules = .quick,
    until progress: Int? = nil, search: String? = nil, isStopped: () -> Bool = { false }
  ) throws -> RunOutcome {
    let file = try folder.write(script, to: "script.sh").path
    let template = try CommandTemplate("sh '\(file)' {lr}")
    var run = CommandRun(template, program: "/bin/sh", choice: choice, rules: rules)
    run.search = search
    var values = Self.values
    values.out = out
    return try run.run(values, until: progress, isStopped: isStopped)
  }

  /// Runs what prints a text.
  func run(printing text: String, _ choice: MetricChoice = MetricChoice()) throws -> RunOutcome {
    let file = try folder.write(text, to: "print.txt").path
    return try run("cat '\(file)'", choice)
  }

  /// The folder of a run.
  var out: String { folder.url.appendingPathComponent("run").path }
}

extension RunRules {
  /// Looks often, and waits little.
  static var quick: RunRules {
    var rules = RunRules()
    rules.interval = 0.01
    rules.grace = 0.2
    return rules
  }
}

extension RunOutcome {
  /// The values of the figure of a run that was trained as far as was wanted.
  var values: [Double]? { if case .finished(let series) = self { series.values } else { nil } }

  var isDiverged: Bool { if case .diverged = self { true } else { false } }

  var problem: String? { if case .failed(let problem, _) = self { problem } else { nil } }
}
