import Glibc
import Training

extension Recommendation {
  /// The constants of the rule, fitted on data sets other than those it was checked on.
  private enum Constant {
    /// The temperature of the soft minimum: a floor, and the noise of a mean over n rows.
    static let softness = (floor: 0.005, noise: 0.1)
    /// Regression wants rates this many decades higher.
    static let regressionShift = 0.25
    /// How much a loss that still falls at the end moves the answer: the gain in decades for each
    /// decade of the slope, and the slope at which it moves nothing.
    static let slope = (gain: 0.1, neutral: -1.7, least: 0.001)
    /// The shares of the budget between which the slope is measured.
    static let slopeStart = 0.15
    /// The least fall of the loss that counts as learning, as a share of the untrained loss.
    static let leastFall = 0.02
    /// Doubt begins below these.
    static let fewestSteps = 100
    static let fewestValidationRows = 20
    static let seedSpread = 1.0
    /// The distance of the range's ends from the answer, in decades.
    static let reach = (below: 0.5, above: 0.5)
  }

  /// Reads the recommendation off a finished confirmation.
  ///
  /// A short training favours rates that are too large, as if rate × steps were constant: a rate
  /// that is best after a share f of the budget is multiplied by f. Among the finalists the answer
  /// is a soft minimum, because their difference is often noise.
  ///
  /// - Parameters:
  ///   - confirmation: Finished.
  ///   - curve: The range test's curve, whose edge counts where no confirmed rate diverged.
  ///   - isRegression: Whether a number is predicted.
  ///   - peakShift: How much higher the peak of the schedule is to be, in decades.
  ///   - constantLoss: The loss of the best prediction that looks at no feature.
  ///   - validationRows: The rows that scores are means over.
  package init(
    _ confirmation: ConfirmationPlanner, curve: RangeTestCurve, isRegression: Bool,
    peakShift: Double = 0, constantLoss: Double = .infinity, validationRows: Int
  ) {
    let untrained = confirmation.untrainedLoss
    let finalists = confirmation.finalists
    let lowest = finalists.map(\.score).min() ?? untrained
    let scale = max(untrained - lowest, Constant.leastFall * untrained)
    let temperature =
      Constant.softness.floor + Constant.softness.noise / Double(validationRows).squareRoot()
    let weights = finalists.map { exp(-($0.score - lowest) / scale / temperature) }
    let total = weights.reduce(0, +)
    let centre =
      zip(finalists, weights).reduce(0) { $0 + log10($1.0.learningRate) * $1.1 } / total

    let best = confirmation.bestFinalist?.repeats[0]
    let reached = Double(max(best?.steps ?? 0, 1)) / Double(confirmation.plan.budgetSteps)
    var answer = centre + log10(min(reached, 1))
    if isRegression { answer += Constant.regressionShift }
    if let end = best?.evaluations.last?.loss,
      let before = best?.loss(at: confirmation.step(at: Constant.slopeStart)),
      untrained > end
    {
      let slope = (before - end) / (untrained - end)
      let excess = log10(max(slope, Constant.slope.least)) - Constant.slope.neutral
      answer += Constant.slope.gain * min(max(excess, -1), 1)
    }

    constantLearningRate = LearningRate.atDecade(answer)
    self.peakShift = peakShift
    answer += peakShift
    learningRate = LearningRate.atDecade(answer)
    low = LearningRate.atDecade(answer - Constant.reach.below)
    high = LearningRate.atDecade(answer + Constant.reach.above)
    // What trained well in confirmation is not beyond the edge, whatever one noisy step says.
    let sound = confirmation.highestSoundLearningRate ?? 0
    divergenceLearningRate =
      confirmation.divergenceLearningRate
      ?? curve.divergenceLearningRate.flatMap { $0 > sound ? $0 : nil }

    doubts = []
    if !(lowest < untrained * (1 - Constant.leastFall)) { doubts.append(.lossNeverFell) }
    if doubts.isEmpty, lowest > constantLoss * (1 - Constant.leastFall) {
      doubts.append(.noBetterThanConstant(loss: lowest, constant: constantLoss))
    }
    if confirmation.isBestAtEdge { doubts.append(.bestAtEdge) }
    if confirmation.plan.budgetSteps < Constant.fewestSteps {
      doubts.append(
        .tooFewSteps(confirmation.plan.budgetSteps, needed: Constant.fewestSteps))
    }
    if validationRows < Constant.fewestValidationRows {
      doubts.append(
        .tooFewValidationRows(validationRows, needed: Constant.fewestValidationRows))
    }
    if confirmation.seedSpread >= Constant.seedSpread {
      doubts.append(.seedsDisagree(decades: confirmation.seedSpread))
    }
  }
}
