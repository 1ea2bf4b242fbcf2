import Glibc
import Training

/// What the end of confirmation says about the answer, in decades.
///
/// A short training favours rates that are too large, as if rate × steps were constant: a rate
/// that is best after a share f of the budget is multiplied by f. How far that holds depends on
/// what limits the model. One that overfits wants still less, one that still underfits wants more.
/// The constants were fitted over 52 data sets, those of optimizers over 60 to 124; see the article
/// on the recommendation.
struct RateTerms {
  /// What is added for the short training.
  var correction: Double
  /// How far the range reaches to either side.
  var reach: Double

  /// What is added to log₁₀ f for regression, which wants higher rates.
  private static let regression = 0.2
  /// How much a loss that still falls moves the answer: the gain in decades for each decade of the
  /// slope, and the slope at which it moves nothing.
  private static let slope = (gain: 0.15, neutral: -1.7, least: 0.001)
  /// How much lower the answer is when training and validation loss are as far apart as `full`, in
  /// shares of what was gained, or more.
  private static let gap = (decades: 0.4, full: 0.3)
  /// How much higher the answer is where features say nearly the same: the gain in decades for each
  /// decade that their directions fall below `few`, a share of the features. A rate is held down by the
  /// few directions that matter first, and what is left to learn lies in the others.
  private static let directions = (gain: 0.4, few: 0.125)
  /// The range: wide where much was learned, narrow where losses part or still move.
  private static let range = (
    base: 0.48, learned: 0.1, gap: -0.18, slope: -0.37, least: 0.1, most: 1.0
  )
  /// The slope, in either direction, that counts as fully steep.
  static let steepSlope = 0.4

  /// - Parameters:
  ///   - confirmation: Finished.
  ///   - loss: What is minimised.
  ///   - optimizer: What was trained with.
  ///   - directionShare: The directions in which the features vary, as a share of the features.
  init(
    _ confirmation: ConfirmationPlanner, loss: Loss, optimizer: Optimizer,
    directionShare: Double
  ) {
    let reached = Double(max(confirmation.stepsTrained, 1)) / Double(confirmation.plan.budgetSteps)
    correction = log10(min(reached, 1)) + optimizer.tendencies.shift
    switch loss {
    case .squaredError: correction += Self.regression
    case .crossEntropy: break
    }
    correction += Self.directions.gain * max(0, log10(Self.directions.few / directionShare))
    reach = Self.range.base
    if let untrained = confirmation.untrainedLoss,
      let lowest = confirmation.finalists.map(\.score).min(), lowest < untrained
    {
      reach += Self.range.learned * (1 - lowest / untrained)
    }
    if let slope = confirmation.slope {
      let excess = log10(max(slope, Self.slope.least)) - Self.slope.neutral
      correction += Self.slope.gain * min(max(excess, -1), 1)
      reach += Self.range.slope * min(abs(slope) / Self.steepSlope, 1)
    }
    if let gap = confirmation.gap {
      let share = min(abs(gap) / Self.gap.full, 1)
      correction -= Self.gap.decades * share
      reach += Self.range.gap * share
    }
    reach = min(max(reach, Self.range.least), Self.range.most)
  }
}
