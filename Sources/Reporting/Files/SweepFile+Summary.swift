import Experiment
import Statistics
import Tabular
import Training

extension SweepFile {
  /// `summary.csv`: one row a configuration, the best first.
  package static let summaryFile = summaryFile(of: Axis.all)

  package static let summaryTable = summaryTable(of: Axis.all)

  /// The file of configurations with some axes.
  package static func summaryFile(of axes: [Axis]) -> ResultTable<PlanRow<SweepSummary.Entry>> {
    summaryTable(of: axes).inPlan(
      compared: [
        "rank", "difference", "difference_low", "difference_high", "distinguishable",
        "is_best_rate",
        "edge", "lr_off_3x_loss", "lr_off_3x_diverges", "lr_off_10x_loss", "lr_off_10x_diverges",
      ], "whether it is about trials of the plan in force", before: Metric.ofUnequalClasses.count)
  }

  /// What is known of a configuration, as a row of `summary.csv` and as an object of JSON.
  static func summaryTable(of axes: [Axis]) -> ResultTable<SweepSummary.Entry> {
    ResultTable<SweepSummary.Entry>(
      ResultColumn.axes(axes) { $0.configuration } + [
        .integer("steps", unit: .steps, "of its longest trials; the row is about these") {
          $0.steps
        },
        .integer(
          "rank",
          "from 1; where halving stopped it, behind those that went to the end, unless they diverged with "
            + "every seed; of either, with any diverged seed behind those without"
        ) { $0.rank },
        .integer(
          "n", unit: .seeds,
          "times the folds where there are several; diverged ones among them: all of these were trained, while `mean`, its interval and the "
            + "means below are of those that did not diverge, `n` · (1 − `diverged_share`)"
        ) { $0.replicateCount },
        .number("diverged_share", "of the seeds, 0 to 1") { $0.divergedShare },
        .number("mean", Meaning.loss) { $0.loss?.mean },
        .number("standard_error", Meaning.loss) { $0.loss?.standardError },
        .number("low", Meaning.loss) { $0.loss?.low },
        .number("high", Meaning.loss) { $0.loss?.high },
        .number("mean_train_loss", Meaning.otherMeans) { $0.trainLoss },
        .number("mean_metric", Meaning.otherMeans) { $0.metric },
        .number(
          "difference",
          "to the first row, seeds that are missing on either side made up for; empty where the "
            + "configuration diverged, had fewer steps, or shares no seed"
        ) { $0.comparison?.difference },
        .number("difference_low", Meaning.bounds) { $0.comparison?.low },
        .number("difference_high", Meaning.bounds) { $0.comparison?.high },
        .flag(
          "distinguishable",
          "`true`: it is not the best; `false`: it may be; empty: cannot be told"
        ) { $0.comparison?.isDistinguishable },
        .flag("is_best_rate", "whether it is the best rate with everything else the same") {
          $0.isBestRate
        },
        .text("edge", "`low` or `high` if a best rate stands at that end of the measured rates") {
          $0.edge?.rawValue
        },
      ] + cost("lr_off_3x") { $0.sensitivity.threefold }
        + cost("lr_off_10x") {
          $0.sensitivity.tenfold
        } + [
          .integer(
            "horizon", unit: .steps,
            "the updates that the schedule counts by; more than `steps` where halving stopped it"
          ) { $0.horizon }
        ]
        + Metric.ofUnequalClasses.map { metric in
          .number("mean_\(metric.rawValue)", "as in `trials.csv`, over the same seeds") {
            $0.classMetrics[metric]
          }
        })
  }

  /// What a wrong rate costs, and whether it diverges.
  private static func cost(
    _ group: String, of cost: @escaping @Sendable (SweepSummary.Entry) -> RateSensitivity.Cost
  ) -> [ResultColumn<SweepSummary.Entry>] {
    [
      .number(
        "loss", in: group,
        "the rise of the mean loss when η is off by that factor, up or down, whichever costs more; "
          + "empty where the measured rates do not reach that far, or diverge"
      ) { entry in
        switch cost(entry) {
        case .loss(let loss): loss
        case .unknown, .diverges: nil
        }
      },
      .flag(
        "diverges", in: group,
        "whether a rate there diverged with any seed; empty where the measured rates do not reach"
      ) { entry in
        switch cost(entry) {
        case .unknown: nil
        case .loss: false
        case .diverges: true
        }
      },
    ]
  }

  private enum Meaning {
    static let loss =
      "of the validation loss over the seeds that did not diverge, and its 95 % interval, which ends at 0 "
      + "(but of a command's figure); the last three empty for one seed"
    static let otherMeans = "over the same seeds"
    static let bounds =
      "what it loses at least and at most to the configuration that is truly best; 95 % for all "
      + "rows together"
  }
}
