import Sweep
import Tabular
import Training

extension FindReport {
  /// A row of the curves: a step of a training, or the steps since a checkpoint.
  package struct CurveRow: Sendable {
    var phase: Phase
    var `repeat`: Int
    /// From 1.
    var step: Int
    var learningRate: Double
    /// Of one batch in single precision, of several their mean.
    var loss: ResultCell
    var smoothedLoss: Double?
    var validationLoss: Double?
  }

  /// What a training was for.
  package enum Phase: String, Sendable {
    case rangeTest = "range_test"
    case confirmation, comparison
  }

  /// The curves in `NAME.lrfind.csv`: one row a (phase, repeat, step), in the order of training.
  package static let curveTable = ResultTable<CurveRow>([
    .text("phase", "`range_test`, `confirmation` or `comparison`") { $0.phase.rawValue },
    .integer("repeat", "which of the trainings with other weights and batches, from 0") {
      $0.repeat
    },
    .integer("step", unit: .steps, "from 1") { $0.step },
    .number("learning_rate", "of the step") { $0.learningRate },
    .number(
      "loss",
      "of the batch before the step's update; where settings are compared, the mean over the "
        + "batches since the row before"
    ) { $0.loss },
    .number("smoothed_loss", "the exponential average of `loss`") { $0.smoothedLoss },
    .number("validation_loss", "behind the step; empty where it was not measured") {
      $0.validationLoss
    },
  ])

  /// The curves that were recorded, as a CSV.
  package func curvesCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    let search = outcome.rounds.enumerated().lazy.flatMap { index, round in
      curveRows(of: round, phase: index == 0 ? .rangeTest : .confirmation)
    }
    let compared = (comparison?.rounds ?? []).enumerated().lazy.flatMap { index, round in
      curveRows(of: round, phase: .comparison, repeat: index)
    }
    let rows = [AnySequence(search), AnySequence(compared)].lazy.joined()
    return Self.curveTable.csv(rows, options: options)
  }

  /// Whether a file that begins with these bytes holds curves that `find` wrote.
  package static func isCurvesCSV(_ start: ArraySlice<UInt8>) -> Bool { curveTable.isCSV(start) }
}

extension FindReport {
  /// The rows of a round.
  ///
  /// - Parameters:
  ///   - round: The round.
  ///   - phase: What it was for.
  ///   - repeat: The number of seeds before its own; nil where its lanes say it.
  /// - Returns: A row a step, lane by lane.
  func curveRows(of round: RoundResult, phase: Phase, repeat: Int? = nil) -> [CurveRow] {
    round.lanes.flatMap { result in
      var average = ExponentialAverage(beta: plan.rangeTest.smoothingBeta)
      return result.trainingLosses.enumerated().map { index, loss in
        let step = round.round.start + index
        let checkpoint = round.round.checkpoints.firstIndex(of: step + 1)
        return CurveRow(
          phase: phase, repeat: `repeat` ?? result.lane.repeat, step: step + 1,
          learningRate: learningRate(of: result, at: step, in: round.round, phase),
          loss: ResultCell(loss), smoothedLoss: average.add(Double(loss)),
          validationLoss: checkpoint.flatMap {
            $0 < result.evaluations.count ? result.evaluations[$0].loss : nil
          })
      }
    }
  }

  /// The rate of a step: that of a range test moves, and a comparison's goes by the schedule.
  private func learningRate(
    of result: LaneResult, at step: Int, in round: Round, _ phase: Phase
  ) -> Double {
    switch phase {
    case .rangeTest: return outcome.curve.learningRates[step]
    case .confirmation: return result.lane.learningRate
    case .comparison:
      // The feedback of the last checkpoint before the step, as the trainer had it.
      var feedback = Feedback()
      if result.lane.schedule.needsFeedback {
        for (checkpoint, evaluation) in zip(round.checkpoints, result.evaluations)
        where checkpoint <= step {
          feedback.absorb(evaluation.loss, at: checkpoint, under: result.lane.schedule)
        }
      }
      return result.lane.learningRate
        * result.lane.schedule.multiplier(at: step, feedback: feedback)
    }
  }
}
