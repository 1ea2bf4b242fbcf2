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
    for (index, round) in outcome.rounds.enumerated() {
      write(round, phase: index == 0 ? "range_test" : "confirmation", to: &writer) { _ in }
    }
    return writer.bytes
  }

  /// Writes a round's rows.
  ///
  /// - Parameters:
  ///   - round: The round.
  ///   - phase: What it was for; the rate of a range test moves.
  ///   - writer: Receives the rows.
  ///   - begin: Writes the columns that stand before those of `columns`.
  func write(
    _ round: RoundResult, phase: String, to writer: inout CSVWriter,
    begin: (inout CSVWriter) -> Void
  ) {
    for result in round.lanes {
      var average = ExponentialAverage(beta: plan.rangeTest.smoothingBeta)
      for (index, loss) in result.trainingLosses.enumerated() {
        let step = round.round.start + index
        begin(&writer)
        writer.text(phase)
        writer.integer(result.lane.repeat)
        writer.integer(step + 1)
        writer.number(
          phase == "range_test" ? outcome.curve.learningRates[step] : result.lane.learningRate)
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
