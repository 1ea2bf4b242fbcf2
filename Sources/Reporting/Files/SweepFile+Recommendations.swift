import Statistics
import Tabular
import Training
import Tuning

extension SweepFile {
  /// A point, and what speaks against its rate in words.
  package struct RecommendationRow: Sendable {
    /// What speaks against a rate: its name, and what to do.
    package typealias Words = (name: String, advice: String)

    package var row: PointComparison.Row
    package var doubts: [Words]

    package init(_ row: PointComparison.Row, words: (Doubt) -> Words) {
      self.row = row
      doubts = row.point.recommendation.doubts.map(words)
    }

    fileprivate var recommendation: Recommendation { row.point.recommendation }
  }

  /// `recommendations.csv`: one row a point, the best first.
  package static let recommendationFile = recommendationTable.inPlan(
    compared: Set([
      "rank", "n", "diverged_share", "mean", "standard_error", "mean_low", "mean_high",
      "mean_metric", "difference", "difference_low", "difference_high", "distinguishable",
      "cost_steps",
    ]).union(Metric.ofUnequalClasses.map { "mean_\($0.rawValue)" }),
    "whether the plan in force has it", before: Metric.ofUnequalClasses.count)

  /// What was found of a point, as a row of `recommendations.csv` and as an object of JSON.
  package static let recommendationTable = ResultTable<RecommendationRow>(
    [
      .text("point", "the id") { $0.row.point.id },
      .text(
        "search",
        "the id of the range test and what follows it; points that differ in the schedule alone "
          + "have it in common"
      ) { $0.row.point.search },
    ] + ResultColumn.axes { $0.row.point.configuration } + [
      .integer("steps", unit: .steps, Meaning.budget) { $0.row.point.steps },
      .number("epochs", unit: .epochs, Meaning.budget) { $0.row.point.epochs },
      .number("low", Meaning.range) { $0.recommendation.range?.lowerBound },
      .number("high", Meaning.range) { $0.recommendation.range?.upperBound },
      .flag("confident", "whether nothing speaks against it") { $0.recommendation.isConfident },
      .number(
        "divergence_learning_rate",
        "the lowest rate from which training diverges; empty where none did"
      ) { $0.recommendation.divergenceLearningRate },
      .number("constant_learning_rate", "the rate for a constant schedule") {
        $0.recommendation.constantLearningRate
      },
      .list("doubts", Meaning.doubts, separator: " ") { $0.doubts.map { .text($0.name) } },
      .list("advice", Meaning.doubts, separator: ". ") { $0.doubts.map { .text($0.advice) } },
      .integer("rank", "from 1; behind all others with any diverged training") { $0.row.rank },
      .integer("n", unit: .seeds, Meaning.seeds) { $0.row.replicateCount },
      .number("diverged_share", Meaning.seeds) {
        $0.row.replicateCount > 0
          ? Double($0.row.divergedCount) / Double($0.row.replicateCount) : nil
      },
      .number("mean", Meaning.loss) { $0.row.loss?.mean },
      .number("standard_error", Meaning.loss) { $0.row.loss?.standardError },
      .number("mean_low", Meaning.loss) { $0.row.loss?.low },
      .number("mean_high", Meaning.loss) { $0.row.loss?.high },
      .number("mean_metric", "over the same seeds") { $0.row.metric },
      .number("difference", Meaning.comparison) { $0.row.comparison?.difference },
      .number("difference_low", Meaning.comparison) { $0.row.comparison?.low },
      .number("difference_high", Meaning.comparison) { $0.row.comparison?.high },
      .flag("distinguishable", Meaning.comparison) { $0.row.comparison?.isDistinguishable },
      .integer(
        "search_steps", unit: .steps, "the training steps that the rate rests on, over all lanes"
      ) { $0.row.point.searchSteps },
      .integer(
        "cost_steps", unit: .steps,
        "the steps that were spent on this point and no earlier one; the column adds up to what was "
          + "spent"
      ) { $0.row.cost },
    ]
      + Metric.ofUnequalClasses.map { metric in
        .number("mean_\(metric.rawValue)", "as in `trials.csv`, over the same seeds") {
          $0.row.classMetrics[metric]
        }
      })

  private enum Meaning {
    static let budget = "of the training that it is for; batch sizes have equal epochs"
    static let range = "the rates that lose less than 5 %; empty where nothing was learned"
    static let doubts = "what speaks against it: names, and what to do"
    static let seeds = "all that were trained, and the share of them that diverged"
    static let loss =
      "of the validation loss at the end over the other seeds, and its 95 % interval, which ends at 0"
    static let comparison = "as in `summary.csv`, but between trainings of equal epochs"
  }
}
