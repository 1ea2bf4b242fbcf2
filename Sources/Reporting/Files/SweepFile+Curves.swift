import Experiment
import Tabular

extension SweepFile {
  /// What a trial was like at a checkpoint.
  package struct CurvePoint: Sendable, Hashable {
    /// The trial's id.
    package var trial: String
    package var checkpoint: TrialResult.Checkpoint
    /// What the trial is; the same value for all its points.
    var subject: Subject

    /// About the most bytes that it takes in a file: an id of 21, a step, three numbers, a flag, and what
    /// the trial is.
    static let bytes = 170

    /// - Parameters:
    ///   - trial: The trial.
    ///   - checkpoint: One of its checkpoints.
    ///   - subject: What the trial is.
    init(_ trial: TrialResult, _ checkpoint: TrialResult.Checkpoint, subject: Subject) {
      self.trial = trial.id
      self.checkpoint = checkpoint
      self.subject = subject
    }
  }

  /// What a trial is, as it stands beside each point of its curve: made once a trial, as a file has
  /// millions of points.
  struct Subject: Sendable, Hashable {
    /// By the order of the file's axes, the learning rate being the peak.
    var axes: [ResultCell]
    var seed: Int
    var fold: Int

    /// - Parameters:
    ///   - trial: The trial.
    ///   - columns: The columns of the axes.
    init(_ trial: TrialResult, _ columns: [ResultColumn<Configuration>]) {
      axes = columns.map { $0.cell(trial.configuration) }
      seed = Int(trial.seed)
      fold = trial.fold.index
    }
  }

  /// `curves.csv`: one row a (trial, checkpoint), in the order of the plan.
  package static let curveFile = curveFile(of: Axis.all)

  /// The file of curves of trials with some axes; what a trial is stands behind its curve, so that a
  /// chart needs no second table.
  package static func curveFile(of axes: [Axis]) -> ResultTable<PlanRow<CurvePoint>> {
    let table = curveTable.inPlan("whether the plan in force has the trial")
    let subject = subjectColumns(of: axes).enumerated().map { place, column in
      ResultColumn<PlanRow<CurvePoint>>(
        field: column.field, group: column.group, kind: column.kind, unit: column.unit,
        meaning: column.meaning
      ) { $0.row.subject.axes[place] }
    }
    return ResultTable(
      table.columns + [.number()] + subject + [
        .integer("seed", "of initial weights and batches") { $0.row.subject.seed },
        .integer("fold", "as in `trials.csv`") { $0.row.subject.fold },
      ])
  }

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

  /// The columns of what a trial is. The rate of a step has the name of the axis, so that the peak has
  /// another here.
  static func subjectColumns(of axes: [Axis]) -> [ResultColumn<Configuration>] {
    ResultColumn<Configuration>.columns(of: axes).map { column in
      guard column.name == Axis.learningRate.column else { return column }
      return .number("peak_\(column.name)", "the trial's η, as in `trials.csv`") { $0.learningRate }
    }
  }

  /// The rows of `curves.csv` for trials in the order given.
  package static func curvePoints(
    of trials: some Sequence<TrialResult>, axes: [Axis] = Axis.all
  ) -> some Sequence<CurvePoint> {
    let columns = subjectColumns(of: axes)
    return trials.lazy.flatMap { trial in
      let subject = Subject(trial, columns)
      return trial.checkpoints.lazy.map { CurvePoint(trial, $0, subject: subject) }
    }
  }
}
