/// A training that a decision rests on: a fold of the rows and a seed. All rates of a run start from
/// the same weights and see the same batches.
package struct DecisionRun: Sendable, Hashable, Codable {
  /// From 0; from the number of folds on of further repetitions.
  package var fold: Int
  package var seed: UInt64

  package init(fold: Int, seed: UInt64) {
    self.fold = fold
    self.seed = seed
  }
}

/// What a training through the whole budget ended with.
package struct FullTraining: Sendable, Hashable, Codable {
  /// The validation loss before the first step.
  package var untrainedLoss: Double
  /// The validation loss at the end; nil where it diverged.
  package var loss: Double?
  /// The mean loss of all batches; nil where it is not finite.
  package var meanTrainingLoss: Double?
  /// The accuracy at the end, or R² for a number; nil where there is none.
  package var metric: Double?
  /// The target's units in one of its fold's, which are standardised on the rows that are trained on; nil for classes.
  package var targetScale: Double?

  package init(
    untrainedLoss: Double, loss: Double?, meanTrainingLoss: Double?, metric: Double? = nil,
    targetScale: Double? = nil
  ) {
    self.untrainedLoss = untrainedLoss
    self.loss = loss
    self.meanTrainingLoss = meanTrainingLoss
    self.metric = metric
    self.targetScale = targetScale
  }
}
