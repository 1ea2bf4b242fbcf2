extension GroupTrainer {
  /// Trains the group through a round.
  ///
  /// - Parameters:
  ///   - round: The steps and checkpoints; its lanes are ignored, the group's own are trained.
  ///   - evaluationRows: The rows that checkpoints are evaluated on.
  /// - Returns: One result a lane, and the training steps spent over all lanes.
  package func train(
    through round: Round, evaluatingOn evaluationRows: Range<Int>
  ) -> (lanes: [LaneResult], cost: Int) {
    let start = step
    var losses = lanes.map { _ in [Float]() }
    for index in losses.indices { losses[index].reserveCapacity(round.end - start) }
    var evaluations = lanes.map { _ in [Evaluation]() }
    var rates = lanes.map { _ in [Double]() }
    for checkpoint in round.checkpoints {
      advance(to: checkpoint, recording: &losses)
      guard step == checkpoint else { break }
      for (lane, evaluation) in evaluate(rows: evaluationRows).enumerated() {
        evaluations[lane].append(evaluation)
        rates[lane].append(learningRate(ofLane: lane, at: max(0, step - 1)))
        feedback[lane].absorb(evaluation.loss, at: step, under: lanes[lane].schedule)
      }
    }
    if let rule = round.stopRule {
      advance(to: round.end, recording: &losses, until: rule)
    } else {
      advance(to: round.end, recording: &losses)
    }
    markUnsoundLanes()
    let results = lanes.indices.map { lane in
      LaneResult(
        lane: lanes[lane], trainingLosses: losses[lane], evaluations: evaluations[lane],
        learningRates: rates[lane], divergedAt: divergedAt[lane])
    }
    return (results, (step - start) * lanes.count)
  }

  /// Trains until every lane has met the rule; what a lane did after it met it is cut off.
  private func advance(
    to end: Int, recording losses: inout [[Float]], until rule: StopRule
  ) {
    var monitors = lanes.map { _ in StopRule.Monitor(rule) }
    var lengths = [Int?](repeating: nil, count: lanes.count)
    while step < end, lengths.contains(nil) {
      let before = step
      advance(to: step + 1, recording: &losses)
      if step == before { break }
      for lane in lanes.indices where lengths[lane] == nil {
        let loss = losses[lane][losses[lane].count - 1]
        if monitors[lane].stops(at: loss) { lengths[lane] = losses[lane].count }
      }
    }
    for lane in lanes.indices {
      if let length = lengths[lane] { losses[lane].removeLast(losses[lane].count - length) }
    }
  }
}
