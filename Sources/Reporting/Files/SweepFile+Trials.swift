import Experiment
import Store
import Tabular
import Training

extension SweepFile {
  /// `trials.csv`: one row a trial, parameters first, in the order of the plan.
  package static let trialFile = trialFile(of: Axis.all)

  package static let trialTable = trialTable(of: Axis.all)

  /// The file of trials with some axes.
  package static func trialFile(of axes: [Axis]) -> ResultTable<PlanRow<TrialResult>> {
    let table = trialTable(of: axes).inPlan(
      "whether the plan in force has it", before: Metric.ofUnequalClasses.count + 1)
    return ResultTable(table.columns + [.number()])
  }

  private static func trialTable(of axes: [Axis]) -> ResultTable<TrialResult> {
    ResultTable<TrialResult>(
      [.text("trial", "the id") { $0.id }]
        + ResultColumn.axes(axes) { $0.configuration }
        + [
          .integer("seed", "of initial weights and batches") { Int($0.seed) },
          .integer(
            "steps", unit: .steps,
            "the updates that are made; fewer than `horizon` at a rung of halving before the last"
          ) { $0.steps },
          .text("status", "`ok`, or `diverged`") { $0.status.rawValue },
          .integer(
            "diverged_at_step", unit: .steps,
            "from 1; the step at which a loss or a parameter was no longer finite. Empty where it "
              + "stayed finite; the status is `diverged` also where the validation loss ended more than "
              + "a tenth above `untrained_loss` while the mean training loss, of all steps or of their "
              + "last half, was above it too and more than a tenth above what the rows trained on had "
              + "untrained: a model that only overfits has a low one"
          ) { $0.divergedAtStep },
          .number(
            "untrained_loss",
            "the validation loss before the first step; of a command the first that it told"
          ) {
            $0.untrainedLoss
          },
          .number("train_loss", "mean over the last tenth of the steps") { $0.trainLoss },
          .number("validation_loss", "at the end; empty when diverged") { $0.validationLoss },
          .number("metric", "at the end, on the validation rows") { $0.metric },
          .integer("horizon", unit: .steps, "the updates that the schedule counts by") {
            $0.horizon
          },
        ]
        + Metric.ofUnequalClasses.map { metric in
          .number(
            metric.rawValue,
            "at the end, on the validation rows: \(metric.meaning). Empty unless some class is rare"
          ) { $0.classMetrics[metric] }
        } + [
          .integer("fold", "which fold of the rows it was trained on, from 0; 0 without folds") {
            $0.fold.index
          }
        ])
  }

  /// `timings.csv`: one row a finished trial, in the order of the plan.
  package static let timingTable = ResultTable<(id: String, timing: TrainingTiming)>([
    .text("trial", "its id; of kind `find` also the point's") { $0.id },
    .number(
      "seconds", unit: .seconds,
      "its share of the time of the group that it was trained in, or of the search"
    ) { $0.timing.seconds },
    .integer("worker", "which one ran it") { $0.timing.worker },
    .text("host", "the machine") { $0.timing.host },
  ])
}

extension ResultColumn {
  /// The short number of a trial.
  static func number<Part>() -> Self where Row == PlanRow<Part> {
    .integer(
      "number",
      "a short name of the trial: its place in the plan, from 1, also while others before it are "
        + "missing; those beyond the plan follow"
    ) { $0.number }
  }
}
