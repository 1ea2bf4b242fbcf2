/// Which learning rate to use, how sure that is, and why.
package struct Recommendation: Codable, Sendable, Hashable {
  /// The rate; for a schedule that moves it, its peak.
  package var learningRate: Double
  /// The lowest rate that is predicted to lose less than five per cent.
  package var low: Double
  /// The highest rate that is predicted to lose less than five per cent.
  package var high: Double
  /// How far the rate lies above what a constant schedule wants, in decades; see `PeakShift`.
  package var peakShift: Double
  /// The rate for a constant schedule.
  package var constantLearningRate: Double
  /// The lowest tested rate from which training diverges, or nil when none did.
  package var divergenceLearningRate: Double?
  /// The steps in which it did: those of the confirmation's training, or of the range test. A longer
  /// training may diverge at lower rates.
  package var divergenceSteps: Int?
  /// The estimated chance that the rate loses more than five per cent.
  package var risk: Double
  /// What full trainings decided; nil where short ones did.
  package var decision: Decision?
  /// Why the answer is doubtful; empty when it is not.
  package var doubts: [Doubt]

  /// Whether nothing speaks against the answer.
  package var isConfident: Bool { doubts.isEmpty }

  /// Whether training did better than no training and than a prediction without features: where not, there is nothing to lose.
  package var hasLearned: Bool { !doubts.contains(where: \.isOfNothingLearned) }

  /// The rates that lose less than five per cent; nil where nothing was learned, and there is nothing to lose.
  package var range: ClosedRange<Double>? { hasLearned ? low...max(low, high) : nil }
}

extension Doubt {
  /// Whether it says that no rate learned anything.
  fileprivate var isOfNothingLearned: Bool {
    switch self {
    case .validationLossNotFinite, .oneClassHeldBack, .everyRateDiverged, .lossNeverFell,
      .noBetterThanConstant:
      true
    case .bestAtEdge, .tooFewSteps, .tooFewValidationRows, .risky, .undecided, .onlyUsual: false
    }
  }
}

/// A reason to distrust a recommendation.
package enum Doubt: Codable, Sendable, Hashable {
  /// Some validation rows give no finite loss even before training.
  case validationLossNotFinite
  /// The rows held back have one class alone, so that nothing tells how well others are predicted.
  case oneClassHeldBack
  /// Training diverged at every rate that was left to try, down to the lowest of them.
  case everyRateDiverged(lowest: Double)
  /// No rate brought the validation loss below what it was before training.
  case lossNeverFell
  /// The best validation loss is hardly below that of a prediction that looks at no feature.
  case noBetterThanConstant(loss: Double, constant: Double)
  /// The best rate is the highest or lowest that was tried, even after widening.
  case bestAtEdge
  /// The budget is too short for rungs of it to say anything.
  case tooFewSteps(Int, needed: Int)
  /// The validation rows are too few to tell rates apart.
  case tooFewValidationRows(Int, needed: Int)
  /// Nothing of these, but the signs together make a loss of more than five per cent too likely.
  case risky(Risk)
  /// Full trainings differ so much between folds that a loss of more than five per cent is too likely.
  case undecided
  /// The rate is a factor of a step size that the optimizer estimates itself, and no full training decided.
  case onlyUsual(chance: Double, authorsRate: Double)
}
