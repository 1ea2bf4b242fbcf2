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
    package internal(set) var evaluations: [Checkpoint] = []
    /// The step at which it diverged, or nil.
    package internal(set) var divergedAt: Int?

    /// What a training shows at a checkpoint.
    package struct Checkpoint: Sendable {
      /// The number of updates before it.
      package var step: Int
      /// The validation loss.
      package var loss: Double
      /// The sum of the batches' losses until then.
      var lossSum: Double
    }

    mutating func absorb(_ result: LaneResult, round: Round) {
      precondition(steps == round.start, "a round goes on where the one before it ended")
      for (step, evaluation) in zip(round.checkpoints, result.evaluations) {
        train(result.trainingLosses, to: step, from: round.start)
        evaluations.append(Checkpoint(step: step, loss: evaluation.loss, lossSum: lossSum))
      }
      train(result.trainingLosses, to: round.start + result.trainingLosses.count, from: round.start)
      divergedAt = result.divergedAt
    }

    /// Adds the losses of a round's batches up to a step that are not added yet.
    private mutating func train(_ losses: [Float], to step: Int, from start: Int) {
      guard step > steps, step - start <= losses.count else { return }
      lossSum += losses[(steps - start)..<(step - start)].reduce(0) { $0 + Double($1) }
      steps = step
    }

    /// The mean of the last validation losses; nil where one is missing or not finite.
    func score(checkpoints: Int) -> Double? {
      let last = evaluations.suffix(checkpoints).compactMap(\.loss.ifFinite)
      guard last.count == checkpoints, divergedAt == nil else { return nil }
      return last.finiteMean
    }

    /// The validation loss at a step, or nil.
    func loss(at step: Int) -> Double? { evaluations.first { $0.step == step }?.loss }

    /// The mean loss of the batches between the last two checkpoints; nil where there are none, or
    /// it is not finite.
    var lastTrainingLoss: Double? {
      guard let last = evaluations.last, let before = evaluations.dropLast().last,
        last.step > before.step
      else { return nil }
      return ((last.lossSum - before.lossSum) / Double(last.step - before.step)).ifFinite
    }

    /// The last validation loss; nil where the training diverged, as far as what is recorded of it tells
    /// (`LaneResult.divergence` also knows what the rows that are trained on began with).
    package var soundLoss: Double? {
      guard divergedAt == nil, let start = evaluations.first?.loss,
        let end = evaluations.last?.loss.ifFinite
      else { return nil }
      let means = [lossSum / Double(max(steps, 1)), lastTrainingLoss ?? start]
      return LaneResult.hasBlownUp(from: start, to: end, trainingMeans: means) ? nil : end
    }
  }
}
