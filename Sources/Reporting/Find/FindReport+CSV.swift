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
      write(round, phase: index == 0 ? "range_test" : "confirmation", to: &writer)
    }
    for (index, round) in (comparison?.rounds ?? []).enumerated() {
      write(comparison: round, repeat: index, to: &writer)
    }
    return writer.bytes
  }

  /// Writes the rows of a round of the range test or of confirmation.
  ///
  /// - Parameters:
  ///   - round: The round.
  ///   - phase: What it was for; the rate of a range test moves.
  ///   - writer: Receives the rows.
  ///   - begin: Writes the columns that stand before those of `columns`.
  func write(
    _ round: RoundResult, phase: String, to writer: inout CSVWriter,
    begin: (inout CSVWriter) -> Void = { _ in }
  ) {
    write(round, phase: phase, to: &writer, begin: begin) { result, step in
      phase == "range_test" ? outcome.curve.learningRates[step] : result.lane.learningRate
    }
  }

  private func write(
    _ round: RoundResult, phase: String, repeat: Int? = nil, to writer: inout CSVWriter,
    begin: (inout CSVWriter) -> Void = { _ in }, learningRate: (LaneResult, Int) -> Double
  ) {
    for result in round.lanes {
      var average = ExponentialAverage(beta: plan.rangeTest.smoothingBeta)
      for (index, loss) in result.trainingLosses.enumerated() {
        let step = round.round.start + index
        begin(&writer)
        writer.text(phase)
        writer.integer(`repeat` ?? result.lane.repeat)
        writer.integer(step + 1)
        writer.number(learningRate(result, step))
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
  /// Writes the trainings of one seed; the repeat is the number of seeds before it.
  private func write(comparison round: RoundResult, repeat: Int, to writer: inout CSVWriter) {
    write(round, phase: "comparison", repeat: `repeat`, to: &writer) { result, step in
      // The feedback of the last checkpoint before the step, as the trainer had it.
      var feedback = Feedback()
      if result.lane.schedule.needsFeedback {
        for (checkpoint, evaluation) in zip(round.round.checkpoints, result.evaluations)
        where checkpoint <= step {
          feedback.absorb(evaluation.loss, at: checkpoint, under: result.lane.schedule)
        }
      }
      return result.lane.learningRate
        * result.lane.schedule.multiplier(at: step, feedback: feedback)
    }
  }

  /// Whether a file that begins with these bytes holds curves that `find` wrote.
  package static func isCurvesCSV(_ start: ArraySlice<UInt8>) -> Bool {
    CSVWriter.isTable(start, header: columns)
  }
}
