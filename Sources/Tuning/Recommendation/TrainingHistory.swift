import Training

/// One training, put together from the rounds that made it.
package struct TrainingHistory: Sendable {
  let learningRate: Double
  /// The loss of each step's batch.
  private(set) var losses: [Float]
  /// The validation losses that are finite, by the updates before them.
  private(set) var evaluations: [(step: Int, loss: Double)]
  private var hasDiverged: Bool

  /// - Parameters:
  ///   - learningRate: The peak of the rate.
  ///   - losses: The loss of each step's batch.
  ///   - evaluations: Validation losses by the updates before them; nil where not finite.
  ///   - hasDiverged: Whether a loss or parameter was not finite at a step.
  package init(
    learningRate: Double, losses: [Float] = [], evaluations: [(step: Int, loss: Double?)] = [],
    hasDiverged: Bool = false
  ) {
    self.learningRate = learningRate
    self.losses = losses
    self.evaluations = evaluations.compactMap { step, loss in
      loss?.ifFinite.map { (step, $0) }
    }
    self.hasDiverged = hasDiverged || evaluations.last.map { $0.loss?.ifFinite == nil } ?? false
  }

  /// Whether it did not diverge, and was looked at.
  var isSound: Bool { !hasDiverged && !evaluations.isEmpty }

  var lastLoss: Double { evaluations.last?.loss ?? .infinity }
  var finalTrainingLoss: Double? { meanLoss(endingAt: losses.count) }

  /// The mean loss of the batches before a step, over a tenth of the training.
  func meanLoss(endingAt step: Int) -> Double? {
    let part = losses[..<min(step, losses.count)].suffix(max(1, losses.count / 10))
    return part.mean.ifFinite
  }

  /// The trainings that were taken furthest and did not diverge.
  static func longest(in rounds: [RoundResult]) -> [TrainingHistory] {
    var histories: [(lane: Lane, history: TrainingHistory)] = []
    for round in rounds {
      for result in round.lanes {
        let known = round.round.start == 0 ? nil : histories.lastIndex { $0.lane == result.lane }
        if let known {
          histories[known].history.goOn(result, checkpoints: round.round.checkpoints)
        } else {
          var history = TrainingHistory(learningRate: result.lane.learningRate)
          history.goOn(result, checkpoints: round.round.checkpoints)
          histories.append((result.lane, history))
        }
      }
    }
    let sound = histories.map(\.history).filter(\.isSound)
    let steps = sound.map(\.losses.count).max() ?? 0
    return sound.filter { $0.losses.count == steps && steps > 0 }
  }

  /// Takes in what a further round gave.
  private mutating func goOn(_ result: LaneResult, checkpoints: [Int]) {
    let part = TrainingHistory(
      learningRate: learningRate, losses: result.trainingLosses,
      evaluations: zip(checkpoints, result.evaluations).map { ($0, $1.loss) },
      hasDiverged: result.divergedAt != nil)
    losses += part.losses
    evaluations += part.evaluations
    hasDiverged = part.hasDiverged
  }
}
