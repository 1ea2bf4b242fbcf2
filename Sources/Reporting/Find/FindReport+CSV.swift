import Experiment
import Tabular
import Training
import Tuning

extension FindReport {
  /// A row of the curves: a step of a training, or the steps since a checkpoint.
  package struct CurveRow: Sendable {
    var phase: Phase
    /// Of a full training.
    var run: DecisionRun?
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
    case confirmation, decision, comparison
  }

  /// The curves in `NAME.lrfind.csv`: one row a (phase, repeat, step), in the order of training.
  package static let curveTable = ResultTable<CurveRow>(
    formerColumns + [foldColumn]
      + [
        .integer("seed", "of the weights and batches of a `decision` or `comparison`") {
          $0.run.map { Int($0.seed) }
        }
      ])

  static let foldColumn = ResultColumn<CurveRow>.integer(
    "fold",
    "which fold of the rows a `decision` or `comparison` was trained on, from 0; from the number of folds on "
      + "they are of further repetitions"
  ) { $0.run?.fold }

  /// Those of versions before full trainings decided.
  static let formerColumns: [ResultColumn<CurveRow>] = [
    .text("phase", "`range_test`, `confirmation`, `decision` or `comparison`") {
      $0.phase.rawValue
    },
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
  ]

  /// The curves that were recorded, as a CSV.
  package func curvesCSV(_ options: CSVWriter.Options = .init()) -> [UInt8] {
    let search = outcome.rounds.enumerated().lazy.flatMap { index, round in
      curveRows(of: round, phase: index == 0 ? .rangeTest : .confirmation)
    }
    let compared = (comparison?.trialsByReplicate ?? []).enumerated().lazy.flatMap {
      index, trials in
      trials.lazy.flatMap { curveRows(of: $0, repeat: index) }
    }
    let rows = [AnySequence(search), AnySequence(decisionRows), AnySequence(compared)].lazy.joined()
    return Self.curveTable.csv(rows, options: options)
  }

  /// Whether a file that begins with these bytes holds curves that `find` wrote.
  package static func isCurvesCSV(_ start: ArraySlice<UInt8>) -> Bool {
    curveTable.isCSV(start) || ResultTable(formerColumns).isCSV(start)
  }
}

extension FindReport {
  /// The ends of full trainings: their curves are those of `train`.
  var decisionRows: [CurveRow] {
    guard let decision = outcome.decision else { return [] }
    return zip(decision.learningRates, decision.trainings).flatMap { rate, row in
      zip(decision.plan.runs, row).map { run, training in
        CurveRow(
          phase: .decision, run: run, repeat: 0, step: plan.budgetSteps, learningRate: rate,
          loss: ResultCell(Double?.none), validationLoss: training.loss)
      }
    }
  }

  /// The rows of a round.
  ///
  /// - Parameters:
  ///   - round: The round.
  ///   - phase: What it was for.
  /// - Returns: A row a step, lane by lane.
  func curveRows(of round: RoundResult, phase: Phase) -> [CurveRow] {
    round.lanes.flatMap { result in
      var average = ExponentialAverage(beta: plan.rangeTest.smoothingBeta)
      return result.trainingLosses.enumerated().map { index, loss in
        let step = round.round.start + index
        let checkpoint = round.round.checkpoints.firstIndex(of: step + 1)
        return CurveRow(
          phase: phase, repeat: result.lane.repeat, step: step + 1,
          learningRate: phase == .rangeTest
            ? outcome.curve.learningRates[step] : result.lane.learningRate,
          loss: ResultCell(loss), smoothedLoss: average.add(Double(loss)),
          validationLoss: checkpoint.flatMap {
            $0 < result.evaluations.count ? result.evaluations[$0].loss : nil
          })
      }
    }
  }

  /// The rows of a trial that compares rates.
  ///
  /// - Parameters:
  ///   - trial: The trial.
  ///   - repeat: The number of replicates before its own.
  /// - Returns: A row a step.
  private func curveRows(of trial: TrialResult, repeat: Int) -> [CurveRow] {
    let losses = trial.detail?.batchLosses ?? []
    let lane = Lane(
      learningRate: trial.configuration.learningRate, schedule: plan.resolvedSchedule,
      weightDecay: plan.weightDecay)
    let rates = lane.learningRates(
      steps: losses.count,
      evaluations: trial.checkpoints.map { ($0.step, $0.validationLoss ?? .nan) })
    let evaluated = Dictionary(
      trial.checkpoints.map { ($0.step, $0.validationLoss) }, uniquingKeysWith: { $1 })
    var average = ExponentialAverage(beta: plan.rangeTest.smoothingBeta)
    return losses.enumerated().map { step, loss in
      CurveRow(
        phase: .comparison, run: trial.run, repeat: `repeat`, step: step + 1,
        learningRate: rates[step],
        loss: ResultCell(loss), smoothedLoss: average.add(Double(loss)),
        validationLoss: evaluated[step + 1] ?? nil)
    }
  }
}

extension TrialResult {
  /// What it owes to chance, as the curves have it.
  var run: DecisionRun { DecisionRun(fold: fold.index, seed: seed) }
}
