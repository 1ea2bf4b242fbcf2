import Tabular

extension TrainReport {
  /// The columns of the loss curves.
  ///
  /// `metric` is the accuracy for classes and R² for a number; losses of a number are of the
  /// standardised target.
  package static let columns = [
    "seed", "step", "epoch", "learning_rate", "train_loss", "validation_loss", "metric",
  ]

  /// The loss curves: one row a (seed, checkpoint).
  package func curvesCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    var writer = CSVWriter(header: Self.columns, options: options)
    for run in runs {
      for point in points(of: run) {
        writer.integer(run.seed)
        writer.integer(point.step)
        writer.number(Double(point.step) / Double(stepsPerEpoch))
        writer.number(Float(point.learningRate))
        writer.number(point.trainingLoss.map { Float($0) })
        writer.number(point.validationLoss)
        writer.number(point.metric)
        writer.endRow()
      }
    }
    return writer.bytes
  }

  /// Whether a file that begins with these bytes holds curves that `train` wrote.
  package static func isCurvesCSV(_ start: ArraySlice<UInt8>) -> Bool {
    CSVWriter.isTable(start, header: columns)
  }
}
