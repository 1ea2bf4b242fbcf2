import Experiment
import Tabular

extension CommandReport {
  /// An entry of a run's log.
  package struct Entry: Sendable {
    var run: TrialResult
    var checkpoint: TrialResult.Checkpoint
    /// What was logged: where more is better, not turned round.
    var value: Double?
  }

  /// The file in the folder that holds what the runs logged.
  package static let fileName = "runs.csv"

  /// `runs.csv`: one row an entry of a run, in the order in which the runs were decided.
  package static let runTable = ResultTable<Entry>([
    .text("trial", "the run: the name of its folder and log below `runs`") { $0.run.id },
    .number("learning_rate", "that it was given") { $0.run.configuration.learningRate },
    .integer("seed", "that it was given") { Int($0.run.seed) },
    .integer(
      "length", "the epochs or steps that it was told, or the entries after which it was ended"
    ) {
      $0.run.steps
    },
    .text("status", "`ok`, or `diverged`") { $0.run.status.rawValue },
    .text("metric", "what the log calls the figure") { $0.run.measure },
    .integer("step", "the entry, from 1: the epoch, where the log tells epochs") {
      $0.checkpoint.step
    },
    .number("value", "of the figure; empty where it is not finite") { $0.value },
  ])

  /// The logs of the finished runs, as a CSV.
  package func runsCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    Self.runTable.csv(entries, options: options)
  }

  /// What the finished runs logged.
  var entries: [Entry] {
    decision.results.flatMap { run in
      run.checkpoints.map { point in
        Entry(run: run, checkpoint: point, value: point.validationLoss.map(plan.choice.loss))
      }
    }
  }
}
