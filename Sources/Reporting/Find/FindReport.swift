import Planning
import Running
import Statistics
import Tabular
import Training
import Tuning

/// Everything that the output of `find` is made of.
package struct FindReport: Sendable {
  package var plan: FindPlan
  /// The ordinary split, and the folds that full trainings have seen.
  package var splits: TrainingSplits
  package var outcome: FindJob.Outcome
  /// The seed of split, weights and batches.
  package var seed: UInt64
  /// The family of machine kernels.
  package var kernels: String
  /// The version of lrfind.
  package var version: String
  /// The user's rates beside the recommended one, where that was asked for.
  package var comparison: RateComparison?
  /// Optimizers without tuning beside the recommended rate, where that was asked for.
  package var untuned: UntunedComparison?
  /// How sharply the loss is curved, where that was asked for.
  package var curvature: CurvatureJob.Outcome?
  /// The measured seconds of the search, where somebody is told.
  package var seconds: Double?

  package init(
    plan: FindPlan, splits: TrainingSplits, outcome: FindJob.Outcome,
    seed: UInt64, kernels: String, version: String, comparison: RateComparison? = nil,
    untuned: UntunedComparison? = nil, curvature: CurvatureJob.Outcome? = nil,
    seconds: Double? = nil
  ) {
    self.plan = plan
    self.splits = splits
    self.outcome = outcome
    self.seed = seed
    self.kernels = kernels
    self.version = version
    self.comparison = comparison
    self.untuned = untuned
    self.curvature = curvature
    self.seconds = seconds
  }

  /// Whether nothing speaks against the answer, and no rate that was compared beat it.
  package var isConfident: Bool { doubts.isEmpty }

  /// Every training step spent, over all lanes.
  var cost: Int {
    outcome.cost + (comparison?.cost ?? 0) + (untuned?.cost ?? 0) + (curvature?.cost ?? 0)
  }

  /// The ordinary split, which everything but the folds is counted by.
  package var dataset: Dataset { splits.ordinary }

  /// What was trained, such as `mlp 30-64-2 (relu)`.
  var modelDescription: String {
    let widths =
      [dataset.features.columnCount] + plan.settings.model.hidden + [dataset.outputCount]
    let shape = widths.map(String.init).joined(separator: "-")
    switch plan.settings.model {
    case .mlp(_, let activation): return "mlp \(shape) (\(activation.rawValue))"
    case .logistic:
      switch dataset.loss {
      case .crossEntropy: return "logistic regression \(shape)"
      case .squaredError: return "linear regression \(shape)"
      }
    }
  }

  /// The name of the loss.
  var lossName: String { dataset.loss.traits.words }

  /// What a standardised target is multiplied by to be in its own units; nil for classes.
  var targetScale: Double? {
    splits.shape(of: .ordinary).targetScale
  }

  /// The batches of an epoch.
  var stepsPerEpoch: Int {
    dataset.stepsPerEpoch(batchSize: plan.settings.batchSize)
  }

  /// What the chart shows.
  var chartTitle: String {
    let words =
      plot.confirmed.isEmpty
      ? "range test: training loss (\(lossName)) over the rate"
      : "\(trainingLength) trainings: validation loss (\(lossName)) over the rate (•), with the range test's "
        + "training loss (·)"
    return words + drawing.legend
  }

  /// The chart of the loss over the rate, for a terminal and a page.
  var drawing: ChartDrawing { plot.drawing }

  /// How long the trainings are that it goes by.
  var trainingLength: String {
    outcome.recommendation.decision == nil ? "short" : "full"
  }
}
