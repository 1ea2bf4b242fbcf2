import Training

extension GroupTrainer {
  /// The states of all lanes.
  var states: [LaneState] { lanes.indices.map { state(ofLane: $0) } }

  /// Trains to a step.
  ///
  /// - Returns: The losses of the steps taken, one array a lane.
  func losses(advancingTo end: Int) -> [[Float]] {
    var losses = lanes.map { _ in [Float]() }
    advance(to: end, recording: &losses)
    return losses
  }
}

extension BatchOrder {
  /// The rows of a step's batch.
  func rows(at step: Int) -> [Int] { batch(at: step).batch.map(Int.init) }
}
