import Glibc

/// The parameters of `ReduceLROnPlateau(mode="min", threshold_mode="rel")`; patience and cooldown
/// count checkpoints.
package struct Plateau: Codable, Hashable, Sendable {
  /// What the rate is multiplied by.
  package var factor: Double
  /// How many checkpoints without improvement are borne; the next one lowers the rate.
  package var patience: Int
  /// The share by which a loss must be below the best one to count as an improvement.
  package var threshold: Double
  /// How many checkpoints after a reduction count for nothing.
  package var cooldown: Int
  /// The lowest rate as a fraction of the peak.
  package var min: Double

  package init(
    factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4, cooldown: Int = 0,
    min: Double = 0
  ) {
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    self.min = min
  }

  /// The multiplier after some reductions.
  ///
  /// PyTorch leaves out a reduction by less than 1e-8; a multiplier cannot know how small its rate
  /// is, and such a rate trains nothing any more.
  func multiplier(_ feedback: Feedback) -> Double {
    max(pow(factor, Double(feedback.reductions)), min)
  }
}

/// What the checkpoints of a lane have shown: the state that `plateau` goes by.
package struct Feedback: Codable, Hashable, Sendable {
  /// The number of updates at the last checkpoint that counted; the one before training never does.
  package private(set) var checkpoint = 0
  /// The lowest validation loss, or nil before the first.
  package private(set) var bestLoss: Double?
  /// How many checkpoints in a row did not improve on it.
  package private(set) var checkpointsWithoutImprovement = 0
  /// How many checkpoints still count for nothing.
  package private(set) var cooldownLeft = 0
  /// How often the rate was lowered.
  package private(set) var reductions = 0

  package init() {}

  /// Takes in the validation loss of a checkpoint; one that was taken in before is left out.
  ///
  /// - Parameters:
  ///   - loss: The mean validation loss; NaN is no improvement.
  ///   - step: The number of updates before it.
  ///   - schedule: The lane's schedule; without `plateau` nothing happens.
  package mutating func absorb(_ loss: Double, at step: Int, under schedule: Schedule) {
    guard case .plateau(let plateau) = schedule.curve,
      step > Swift.max(checkpoint, schedule.warmupSteps)
    else { return }
    checkpoint = step
    if loss < bestLoss.map({ $0 * (1 - plateau.threshold) }) ?? .infinity {
      bestLoss = loss
      checkpointsWithoutImprovement = 0
    } else {
      checkpointsWithoutImprovement += 1
    }
    if cooldownLeft > 0 {
      cooldownLeft -= 1
      checkpointsWithoutImprovement = 0
    }
    if checkpointsWithoutImprovement > plateau.patience {
      reductions += 1
      cooldownLeft = plateau.cooldown
      checkpointsWithoutImprovement = 0
    }
  }
}

extension Lane {
  /// The learning rate of each step of a training, as its schedule had it.
  ///
  /// - Parameters:
  ///   - steps: The number of steps.
  ///   - evaluations: The validation losses that the schedule heard, by the updates before them,
  ///     ascending; NaN where not finite.
  /// - Returns: A rate a step.
  package func learningRates(
    steps: Int, evaluations: [(step: Int, loss: Double)]
  ) -> [Double] {
    var feedback = Feedback()
    var heard = evaluations[...]
    return (0..<steps).map { step in
      while let next = heard.first, next.step <= step {
        feedback.absorb(next.loss, at: next.step, under: schedule)
        heard.removeFirst()
      }
      return learningRate * schedule.multiplier(at: step, feedback: feedback)
    }
  }
}
