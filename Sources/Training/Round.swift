/// Training that can be done at once: lanes that share data and settings, over the same steps.
///
/// Rounds are barriers: what comes next is decided only when a round has ended, so nothing depends
/// on which worker was faster.
package struct Round: Codable, Hashable, Sendable {
  /// The lanes, in plan order.
  package var lanes: [Lane]
  /// The updates that every lane has behind it; more than 0 goes on from an earlier round.
  package var start: Int
  /// The numbers of updates after which validation rows are evaluated, ascending.
  package var checkpoints: [Int]
  /// The number of updates at the end.
  package var end: Int
  /// When a lane has shown enough, or nil to train to the end.
  package var stopRule: StopRule?

  package init(
    lanes: [Lane], start: Int = 0, checkpoints: [Int] = [], end: Int, stopRule: StopRule? = nil
  ) {
    self.lanes = lanes
    self.start = start
    self.checkpoints = checkpoints
    self.end = end
    self.stopRule = stopRule
  }
}

/// What a round gave for one lane.
package struct LaneResult: Sendable {
  package var lane: Lane
  /// The loss of each step's batch before its update, from the round's start; NaN after divergence.
  package var trainingLosses: [Float]
  /// The evaluation at each of the round's checkpoints that was reached.
  package var evaluations: [Evaluation]
  /// The learning rate of the last step before each of these evaluations; before any step, of the
  /// first one.
  package var learningRates: [Double]
  /// The step at which a loss or parameter was no longer finite, or nil.
  package var divergedAt: Int?

  package init(
    lane: Lane, trainingLosses: [Float], evaluations: [Evaluation], learningRates: [Double] = [],
    divergedAt: Int?
  ) {
    self.lane = lane
    self.trainingLosses = trainingLosses
    self.evaluations = evaluations
    self.learningRates = learningRates
    self.divergedAt = divergedAt
  }
}

/// What a round gave, and what it cost.
package struct RoundResult: Sendable {
  package var round: Round
  /// One result a lane, in the round's order.
  package var lanes: [LaneResult]
  /// The training steps spent, over all lanes.
  package var cost: Int

  package init(round: Round, lanes: [LaneResult], cost: Int) {
    self.round = round
    self.lanes = lanes
    self.cost = cost
  }
}
