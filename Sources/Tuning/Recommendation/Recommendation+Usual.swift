extension Recommendation {
  /// How far the range around a usual factor reaches to either side, in decades, and how many of such answers
  /// lose more than five per cent, as was measured; see the article on decisions.
  private static let usual = (reach: 0.1, chanceOfLoss: 0.3)

  /// Puts what is usual in the place of what short trainings suggest, which say nothing of a factor.
  package mutating func take(_ usual: UsualFactor) {
    learningRate = LearningRate.atDecade(usual.decade)
    low = LearningRate.atDecade(usual.decade - Self.usual.reach)
    high = LearningRate.atDecade(usual.decade + Self.usual.reach)
    constantLearningRate = LearningRate.atDecade(usual.constantDecade)
    peakShift = usual.peakShift
    (divergenceLearningRate, divergenceSteps) = (nil, nil)
    risk = Self.usual.chanceOfLoss
    doubts = doubts.filter(\.isOfTheTable)
    doubts.append(
      .onlyUsual(
        chance: risk, authorsRate: LearningRate.atDecade(usual.authorsDecade)))
  }
}

extension Doubt {
  /// Whether it is of the table and the budget, whatever was trained.
  var isOfTheTable: Bool {
    switch self {
    case .validationLossNotFinite, .oneClassHeldBack, .tooFewSteps, .tooFewValidationRows: true
    case .everyRateDiverged, .lossNeverFell, .noBetterThanConstant, .bestAtEdge, .risky,
      .undecided, .onlyUsual:
      false
    }
  }
}
