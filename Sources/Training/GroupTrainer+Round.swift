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
      // A tile whose lanes have all diverged has stopped before.
      let tiles = tiles.filter { $0.step == checkpoint }
      let places = tiles.flatMap(\.places)
      for (place, evaluation) in zip(places, evaluate(tiles, rows: evaluationRows)) {
        evaluations[place].append(evaluation)
        rates[place].append(learningRate(ofLane: place, at: max(0, checkpoint - 1)))
        absorb(evaluation.loss, ofLane: place)
      }
    }
    if let rule = round.stopRule {
      advance(to: round.end, recording: &losses, until: rule)
    } else {
      advance(to: round.end, recording: &losses)
    }
    for tile in tiles { tile.markUnsoundLanes() }
    let results = lanes.indices.map { lane in
      LaneResult(
        lane: lanes[lane], trainingLosses: losses[lane], evaluations: evaluations[lane],
        learningRates: rates[lane], divergedAt: divergedAt[lane])
    }
    return (results, tiles.reduce(0) { $0 + ($1.step - start) * $1.lanes.count })
  }

  /// The training steps that were made with a lane: those of its tile, which goes on while one of
  /// its lanes does.
  package func stepsSpent(onLane lane: Int) -> Int { tile(ofLane: lane).0.step }

  /// Trains until every lane of a tile has met the rule; what a lane did after it met it is cut off.
  private func advance(to end: Int, recording losses: inout [[Float]], until rule: StopRule) {
    var monitors = lanes.map { _ in StopRule.Monitor(rule) }
    var lengths = [Int?](repeating: nil, count: lanes.count)
    let known = lanes.indices.map { losses[$0].count - tile(ofLane: $0).0.step }
    advance(to: end, recording: &losses) { tile in
      for (index, lane) in tile.places.enumerated() where lengths[lane] == nil {
        if monitors[lane].stops(at: tile.latestLosses[index]) {
          lengths[lane] = known[lane] + tile.step
        }
      }
      return tile.places.contains { lengths[$0] == nil }
    }
    for lane in lanes.indices {
      if let length = lengths[lane] { losses[lane].removeLast(losses[lane].count - length) }
    }
  }
}
