import Training

extension Recommendation {
  /// Puts what full trainings decided in the place of what short ones suggest.
  ///
  /// - Parameters:
  ///   - decision: What they decided.
  ///   - curve: The range test's curve, which predicts an edge where no full training diverged; nil where it
  ///     says nothing.
  ///   - budgetSteps: The steps of a full training.
  ///   - constantLoss: The loss of the best prediction that looks at no feature, on the folds.
  package mutating func take(
    _ decision: Decision, curve: RangeTestCurve?, budgetSteps: Int, constantLoss: Double
  ) {
    self.decision = decision
    learningRate = decision.learningRate
    low = decision.low.learningRate
    high = decision.high.learningRate
    risk = decision.risk
    // The rate is that of the user's own schedule; nothing is read off constant rates any more.
    constantLearningRate = learningRate
    peakShift = 0
    if let edge = decision.edge {
      (divergenceLearningRate, divergenceSteps) = (edge, budgetSteps)
    } else {
      let sound = decision.highestSound ?? 0
      let predicted = [divergenceLearningRate, curve?.divergenceLearningRate]
        .compactMap { $0 }.filter { $0 > sound }.min()
      if predicted != divergenceLearningRate {
        divergenceSteps = predicted.flatMap { _ in curve?.learningRates.count }
      }
      divergenceLearningRate = predicted
    }
    doubts = doubts.filter(\.isOfTheTable)
    if decision.isHopeless {
      doubts.append(.everyRateDiverged(lowest: decision.rates[0].learningRate))
    } else if !decision.hasLearned {
      doubts.append(.lossNeverFell)
    } else if decision.expectedLoss > constantLoss * (1 - Gain.least) {
      doubts.append(.noBetterThanConstant(loss: decision.expectedLoss, constant: constantLoss))
    } else if decision.isBestAtEnd {
      doubts.append(.bestAtEdge)
    }
    if doubts.isEmpty, decision.risk >= Decision.doubtfulFrom {
      doubts.append(.undecided)
    }
  }
}
