import Tabular
import Training
import Tuning

extension FindReport {
  /// The columns of `*.lrfind.csv`.
  package static let columns = [
    "phase", "repeat", "step", "learning_rate", "loss", "smoothed_loss", "validation_loss",
  ]

  /// The curves that were recorded: one row a (phase, repeat, step), in the order of training.
  ///
  /// Losses are of the batch before the step's update; for regression they are of the standardised
  /// target. A validation loss stands at the last step before it was measured.
  package func curvesCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    var writer = CSVWriter(header: Self.columns, options: options)
    write(outcome.rounds[0], phase: "range_test", to: &writer) { lane, step in
      outcome.curve.learningRates[step]
    }
    for round in outcome.rounds.dropFirst() {
      write(round, phase: "confirmation", to: &writer) { lane, _ in lane.learningRate }
    }
    return writer.bytes
  }

  private func write(
    _ round: RoundResult, phase: String, to writer: inout CSVWriter,
    learningRate: (Lane, Int) -> Double
  ) {
    for result in round.lanes {
      var average = ExponentialAverage(beta: plan.rangeTest.smoothingBeta)
      for (index, loss) in result.trainingLosses.enumerated() {
        let step = round.round.start + index
        writer.text(phase)
        writer.integer(result.lane.repeat)
        writer.integer(step + 1)
        writer.number(learningRate(result.lane, step))
        writer.number(loss)
        writer.number(average.add(Double(loss)))
        let checkpoint = round.round.checkpoints.firstIndex(of: step + 1)
        writer.number(
          checkpoint.flatMap {
            $0 < result.evaluations.count ? result.evaluations[$0].loss : nil
          })
        writer.endRow()
      }
    }
  }
}

extension FindReport {
  /// Whether a file that begins with these bytes holds curves that `find` wrote.
  package static func isCurvesCSV(_ start: ArraySlice<UInt8>) -> Bool {
    CSVWriter.isTable(start, header: columns)
  }
}
