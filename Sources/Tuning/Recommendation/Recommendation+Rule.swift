import Glibc
import Training

extension Recommendation {
  /// The constants of the rule, fitted on data sets other than those it was checked on.
  private enum Constant {
    /// The temperature of the soft minimum: a floor, and the noise of a mean over n rows.
    static let softness = (floor: 0.005, noise: 0.1)
    /// Doubt begins below these.
    static let fewestSteps = 100
    static let fewestValidationRows = 20
  }

  /// Reads the recommendation off a finished confirmation.
  ///
  /// Among the finalists the answer is a soft minimum, because their difference is often noise; it
  /// is then corrected for the short training, see `RateTerms`.
  ///
  /// - Parameters:
  ///   - confirmation: Finished.
  ///   - curve: The range test's curve, whose edge counts where no confirmed rate diverged.
  ///   - loss: What is minimised.
  ///   - optimizer: What was trained with.
  ///   - directionShare: The directions in which the features vary, as a share of the features.
  ///   - peakShift: How much higher the peak of the schedule is to be, in decades.
  ///   - constantLoss: The loss of the best prediction that looks at no feature.
  ///   - validationRows: The rows that scores are means over.
  package init(
    _ confirmation: ConfirmationPlanner, curve: RangeTestCurve, loss: Loss,
    optimizer: Optimizer, directionShare: Double = 1, peakShift: Double = 0,
    constantLoss: Double = .infinity, validationRows: Int
  ) {
    // What trained well in confirmation is not beyond the edge, whatever one noisy step says.
    let sound = confirmation.highestSoundLearningRate ?? 0
    if let edge = confirmation.divergenceRate {
      divergenceLearningRate = edge.learningRate
      divergenceSteps = edge.repeats.map(\.steps).max()
    } else if let edge = curve.divergenceLearningRate, edge > sound {
      divergenceLearningRate = edge
      divergenceSteps = curve.learningRates.count
    }

    let terms = RateTerms(
      confirmation, loss: loss, optimizer: optimizer,
      directionShare: directionShare)
    var answer: Double
    if let lowest = confirmation.lowestDivergedLearningRate {
      // Lower than the lowest that diverged, as a longer training wants lower rates than a short one.
      answer = log10(lowest) + terms.correction
    } else if let centre = Self.softMinimum(of: confirmation, validationRows: validationRows) {
      answer = centre + terms.correction
    } else {
      // Nothing was judged; there is what is usual, and what the range test saw.
      answer = confirmation.plan.centre
    }
    constantLearningRate = LearningRate.atDecade(answer)
    self.peakShift = PeakShift.held(
      peakShift, of: answer, near: confirmation.best?.learningRate, below: divergenceLearningRate)
    answer += self.peakShift
    learningRate = LearningRate.atDecade(answer)
    low = LearningRate.atDecade(answer - terms.reach)
    high = LearningRate.atDecade(answer + terms.reach)

    doubts = Self.doubts(about: confirmation, constantLoss: constantLoss)
    if confirmation.plan.budgetSteps < Constant.fewestSteps {
      doubts.append(
        .tooFewSteps(confirmation.plan.budgetSteps, needed: Constant.fewestSteps))
    }
    if validationRows < Constant.fewestValidationRows {
      doubts.append(
        .tooFewValidationRows(validationRows, needed: Constant.fewestValidationRows))
    }
    let risk = Risk(confirmation, validationRows: validationRows)
    self.risk = risk.chance
    if doubts.isEmpty, risk.chance >= Risk.doubtfulFrom { doubts.append(.risky(risk)) }
  }

  /// log₁₀ of the finalists' soft minimum; nil where none could be judged.
  private static func softMinimum(
    of confirmation: ConfirmationPlanner, validationRows: Int
  ) -> Double? {
    let finalists = confirmation.finalists
    guard let lowest = finalists.map(\.score).min() else { return nil }
    let scale = confirmation.gain(to: lowest)
    let temperature =
      Constant.softness.floor + Constant.softness.noise
      / Double(max(validationRows, 1)).squareRoot()
    let weights = finalists.map { exp(-($0.score - lowest) / scale / temperature) }
    let total = weights.reduce(0, +)
    return zip(finalists, weights).reduce(0) { $0 + log10($1.0.learningRate) * $1.1 } / total
  }

  /// What the trainings' losses give reason to doubt.
  private static func doubts(
    about confirmation: ConfirmationPlanner, constantLoss: Double
  ) -> [Doubt] {
    var doubts: [Doubt] = []
    if confirmation.hasUnusableRows { doubts.append(.validationLossNotFinite) }
    if let lowest = confirmation.lowestDivergedLearningRate {
      return doubts + [.everyRateDiverged(lowest: lowest)]
    }
    if let untrained = confirmation.untrainedLoss,
      let lowest = confirmation.finalists.map(\.score).min()
    {
      if !(lowest < untrained * (1 - Gain.least)) {
        doubts.append(.lossNeverFell)
      } else if lowest > constantLoss * (1 - Gain.least) {
        doubts.append(.noBetterThanConstant(loss: lowest, constant: constantLoss))
      }
      if confirmation.isBestAtEdge { doubts.append(.bestAtEdge) }
    }
    return doubts
  }
}
