import Tuning

/// What full trainings decided, as it stands in JSON.
struct DecisionDocument: Encodable {
  struct Rate: Encodable {
    var learningRate: Double
    /// Nil where it diverged in a run.
    var validationLoss: NullableNumber
    /// The 95 % interval of its difference to the answer's, laid around the loss.
    var validationLossLow: NullableNumber
    var validationLossHigh: NullableNumber
    var diverged: Int
    /// How far the loss lies above that of the answer, as a share of what training gains, and the
    /// standard error.
    var regret: Double
    var regretError: Double
  }

  var effort: String
  var trainings: Int
  /// The folds that hold back each row once, how often they were drawn, and the seeds of each.
  var folds: Int
  var repetitions: Int
  var seeds: Int
  /// Whether a rate beyond the end of the range lost more; otherwise it goes at least so far.
  var lowReached: Bool
  var highReached: Bool
  /// Where full trainings diverge; null where none did, and then how far they were tried.
  var divergenceLearningRate: NullableNumber
  var highestSoundLearningRate: NullableNumber
  /// The mean loss of runs at the rate that the others chose, and the 95 % interval on new rows.
  var expectedLoss: NullableNumber
  var expectedLossLow: NullableNumber
  var expectedLossHigh: NullableNumber
  /// In the target's units; of a number alone.
  var expectedRmse: Double?
  /// The accuracy, or R².
  var expectedMetric: NullableNumber
  /// The mean loss of the folds before training.
  var untrainedLoss: Double
  var rates: [Rate]

  init(_ decision: Decision, effort: Effort, repetitions: Int) {
    self.effort = effort.rawValue
    trainings = decision.trainings
    folds = decision.folds / repetitions
    self.repetitions = repetitions
    seeds = decision.seeds
    lowReached = decision.low.isReached
    highReached = decision.high.isReached
    divergenceLearningRate = NullableNumber(decision.edge)
    highestSoundLearningRate = NullableNumber(decision.highestSound)
    expectedLoss = NullableNumber(decision.promise?.loss)
    expectedLossLow = NullableNumber(decision.promise?.low)
    expectedLossHigh = NullableNumber(decision.promise?.high)
    expectedRmse = decision.promise?.rootMeanSquare
    expectedMetric = NullableNumber(decision.promise?.metric)
    untrainedLoss = decision.untrainedLoss
    rates = decision.rates.map {
      Rate(
        learningRate: $0.learningRate, validationLoss: NullableNumber($0.loss),
        validationLossLow: NullableNumber($0.interval?.lowerBound),
        validationLossHigh: NullableNumber($0.interval?.upperBound), diverged: $0.divergedCount,
        regret: $0.regret, regretError: $0.regretError)
    }
  }
}
