import Sweep
import Tabular
import Training

extension FindReport {
  /// The columns of `*.lrfind.csv` for several points.
  package static let pointColumns =
    ["schedule", "optimizer", "batch_size", "seed"] + columns

  /// The curves of several points: each recorded training once, in the order of the points.
  ///
  /// What points share that differ in the schedule alone stands with the first of them. Besides the
  /// phases of one point there is `comparison`: the trainings at the recommended rates, whose rows
  /// stand for the steps since the checkpoint before, with the mean of their batches' losses.
  ///
  /// - Parameters:
  ///   - reports: The answers, in plan order.
  ///   - trials: The trials that compare them, in plan order.
  ///   - options: How numbers and fields are set apart.
  /// - Returns: The file's bytes.
  package static func curvesCSV(
    of reports: [FindReport], trials: [TrialResult], options: CSVWriter.Options = .init()
  ) -> [UInt8] {
    var writer = CSVWriter(header: pointColumns, options: options)
    var written: Set<TrainingCurves> = []
    for report in reports {
      let settings = report.plan.settings
      func point(_ writer: inout CSVWriter) {
        writer.text(report.plan.schedule.description)
        writer.text(settings.optimizer.specification)
        writer.integer(settings.batchSize)
        writer.integer(settings.seed)
      }
      var course: [Round] = []
      for (index, result) in report.outcome.rounds.enumerated() {
        // The range test stands alone; the rounds of confirmation go on from one another.
        course = index < 2 ? [result.round] : course + [result.round]
        guard written.insert(TrainingCurves(settings: settings, rounds: course)).inserted
        else { continue }
        report.write(
          result, phase: index == 0 ? "range_test" : "confirmation", to: &writer, begin: point)
      }
    }
    for trial in trials { write(trial, to: &writer) }
    return writer.bytes
  }

  /// What a recorded training is known by.
  private struct TrainingCurves: Hashable {
    var settings: TrainingSettings
    var rounds: [Round]
  }

  private static func write(_ trial: TrialResult, to writer: inout CSVWriter) {
    for point in trial.checkpoints.dropFirst() {
      writer.text(trial.configuration.schedule.description)
      writer.text(trial.configuration.optimizer.specification)
      writer.integer(trial.configuration.batchSize)
      writer.integer(trial.seed)
      writer.text("comparison")
      writer.integer(0)
      writer.integer(point.step)
      writer.number(point.learningRate)
      writer.number(point.trainLoss)
      writer.missing()
      writer.number(point.validationLoss)
      writer.endRow()
    }
  }

  /// Whether a file that begins with these bytes holds curves of several points that `find` wrote.
  package static func isPointsCSV(_ start: ArraySlice<UInt8>) -> Bool {
    CSVWriter.isTable(start, header: pointColumns)
  }
}
