import Training

/// What confirmation has learned about one learning rate.
package struct TrialRate: Sendable {
  /// The rate's place on the grid: the number of spacings above the centre.
  package let place: Int
  package let learningRate: Double
  /// One record a repeat.
  package internal(set) var repeats: [Record]

  /// One training at the rate.
  package struct Record: Sendable {
    /// The number of updates made.
    package internal(set) var steps = 0
    /// The sum of the batches' losses so far.
    package internal(set) var lossSum = 0.0
    /// The validation losses, by the number of updates before them.
    package internal(set) var evaluations: [(step: Int, loss: Double)] = []
    /// The step at which it diverged, or nil.
    package internal(set) var divergedAt: Int?

    /// The mean loss of its batches so far.
    package var meanLoss: Double { steps > 0 ? lossSum / Double(steps) : .nan }

    mutating func absorb(_ result: LaneResult, round: Round) {
      steps += result.trainingLosses.count
      lossSum += result.trainingLosses.reduce(0) { $0 + Double($1) }
      for (step, evaluation) in zip(round.checkpoints, result.evaluations) {
        evaluations.append((step, evaluation.loss))
      }
      divergedAt = result.divergedAt
    }

    /// The mean of the last validation losses; NaN where one is missing or not finite.
    func score(checkpoints: Int) -> Double {
      let last = evaluations.suffix(checkpoints)
      guard last.count == checkpoints, divergedAt == nil else { return .nan }
      return last.reduce(0) { $0 + $1.loss } / Double(checkpoints)
    }

    /// The validation loss at a step, or nil.
    func loss(at step: Int) -> Double? { evaluations.first { $0.step == step }?.loss }
  }
}
