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
  package var curvesCSV: [UInt8] {
    var writer = CSVWriter(header: Self.columns)
    write(outcome.rounds[0], phase: "range_test", to: &writer) { _, step in
      outcome.curve.learningRates[step]
    }
    for round in outcome.rounds.dropFirst() {
      write(round, phase: "confirmation", to: &writer) { result, _ in
        result.lane.learningRate
      }
    }
    for (index, round) in (comparison?.rounds ?? []).enumerated() {
      write(comparison: round, repeat: index, to: &writer)
    }
    return writer.bytes
  }

  private func write(
    _ round: RoundResult, phase: String, repeat: Int? = nil, to writer: inout CSVWriter,
    learningRate: (LaneResult, Int) -> Double
  ) {
    for result in round.lanes {
      var average = ExponentialAverage(beta: plan.rangeTest.smoothingBeta)
      for (index, loss) in result.trainingLosses.enumerated() {
        let step = round.round.start + index
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
    start.starts(with: CSVWriter(header: columns).bytes)
  }
}
