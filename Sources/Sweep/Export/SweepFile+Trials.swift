import Tabular

extension SweepFile {
  /// `trials.csv`: one row a trial, parameters first, in the order given.
  ///
  /// - Parameters:
  ///   - trials: Finished trials, in the plan's order.
  ///   - others: Those that only earlier plans had.
  ///   - options: How the file is written.
  /// - Returns: The file's bytes.
  package static func trialsCSV(
    _ trials: [TrialResult], beyondPlan others: [TrialResult] = [],
    options: CSVWriter.Options = .init()
  ) -> [UInt8] {
    var writer = SweepFile.trials.writer(options)
    var values = AxisValues()
    for (index, trial) in (trials + others).enumerated() {
      writer.text(trial.id)
      writer.axes(trial.configuration, &values)
      writer.integer(trial.seed)
      writer.integer(trial.steps)
      writer.text(trial.status.rawValue)
      if let step = trial.divergedAtStep { writer.integer(step) } else { writer.missing() }
      writer.number(trial.untrainedLoss)
      writer.number(trial.trainLoss)
      writer.number(trial.validationLoss)
      writer.number(trial.metric)
      writer.integer(trial.horizon)
      writer.flag(index < trials.count)
      writer.endRow()
    }
    return writer.bytes
  }

  /// `curves.csv` of trials of the plan: one row a (trial, checkpoint), in the order given.
  package static func curvesCSV(
    _ trials: some Sequence<TrialResult>, options: CSVWriter.Options = .init()
  ) -> [UInt8] {
    var writer = SweepFile.curves.writer(options)
    for trial in trials {
      for point in trial.checkpoints {
        writer.text(trial.id)
        writer.integer(point.step)
        writer.number(point.learningRate)
        writer.number(point.trainLoss)
        writer.number(point.validationLoss)
        writer.flag(true)
        writer.endRow()
      }
    }
    return writer.bytes
  }
}
