import Experiment
import Tabular

extension SweepFile {
  /// What a trial was like at a checkpoint.
  package struct CurvePoint: Sendable, Hashable {
    /// The trial's id.
    package var trial: String
    package var checkpoint: TrialResult.Checkpoint

    /// About the most bytes that it takes in a file: an id of 21, a step, three numbers, a flag.
    static let bytes = 102
  }

  /// `curves.csv`: one row a (trial, checkpoint), in the order of the plan.
  package static let curveFile = curveTable.inPlan("whether the plan in force has the trial")

  package static let curveTable = ResultTable<CurvePoint>([
    .text("trial", "as in `trials.csv`") { $0.trial },
    .integer("step", unit: .steps, "updates made") { $0.checkpoint.step },
    .number("learning_rate", "of the last of them; at step 0, of the first") {
      $0.checkpoint.learningRate
    },
    .number("train_loss", "mean over the batches since the checkpoint before; empty at step 0") {
      $0.checkpoint.trainLoss
    },
    .number("validation_loss", "empty once diverged") { $0.checkpoint.validationLoss },
  ])

  /// The rows of `curves.csv` for trials in the order given.
  package static func curvePoints(of trials: some Sequence<TrialResult>) -> some Sequence<
    CurvePoint
  > {
    trials.lazy.flatMap { trial in
      trial.checkpoints.lazy.map { CurvePoint(trial: trial.id, checkpoint: $0) }
    }
  }
}
