import Testing
import Training

/// Lanes of models so large that each is a tile of its own: they share nothing but gathered batches,
/// so that a lane in a group gives the very bits of a lane alone.
@Suite struct LaneTileTests {
  private static let features = 230
  private static let model = Model.mlp(hidden: [300, 20], activation: .relu)

  private let dataset = TrainingFixture.dataset(
    .fourClasses, rows: 150, features: Self.features, validationRows: 70)

  private func settings(_ optimizer: Optimizer, clipNorm: Double? = nil) -> TrainingSettings {
    TrainingSettings(
      model: Self.model, optimizer: optimizer, batchSize: 16, clipNorm: clipNorm, seed: 3)
  }

  /// The third diverges at once, the fourth decays on a path of its own.
  private func lanes(_ optimizer: Optimizer) -> [Lane] {
    let rate = optimizer.moderateRate
    return [
      Lane(learningRate: rate), Lane(learningRate: rate / 3, repeat: 1), Lane(learningRate: 3e38),
      Lane(learningRate: rate, weightDecay: 0.1),
      Lane(learningRate: rate / 2, schedule: .exponentialRange(factor: 3, steps: 12)),
    ]
  }

  @Test(arguments: OptimizerTable.all)
  func lanesGiveTheBitsOfLanesAlone(_ optimizer: Optimizer) {
    for clipNorm in [nil, 0.5] {
      let settings = settings(optimizer, clipNorm: clipNorm)
      let lanes = lanes(optimizer)
      #expect(GroupWidth.tile(for: settings, inputs: Self.features, outputs: 4) == 1)
      let round = Round(lanes: lanes, checkpoints: [0, 5, 12], end: 12)
      let group = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
      let result = group.train(through: round, evaluatingOn: dataset.validationRows)
      var cost = 0
      for (index, lane) in lanes.enumerated() {
        let single = GroupTrainer(dataset: dataset, settings: settings, lanes: [lane])
        let expected = single.train(through: round, evaluatingOn: dataset.validationRows)
        cost += expected.cost
        let (own, alone) = (result.lanes[index], expected.lanes[0])
        #expect(bits(own.trainingLosses) == bits(alone.trainingLosses))
        #expect(own.evaluations.map(\.loss.bitPattern) == alone.evaluations.map(\.loss.bitPattern))
        #expect(own.evaluations.map(\.accuracy) == alone.evaluations.map(\.accuracy))
        #expect(own.learningRates == alone.learningRates)
        #expect(own.divergedAt == alone.divergedAt)
        let (state, other) = (group.state(ofLane: index), single.state(ofLane: 0))
        #expect(bits(state.parameters) == bits(other.parameters))
        #expect(state.optimizerState.map(bits) == other.optimizerState.map(bits))
        #expect(state.feedback == other.feedback)
      }
      #expect(result.cost == cost)
      #expect(result.lanes[2].divergedAt != nil && cost < 12 * lanes.count, "a tile ends by itself")
    }
  }

  @Test func aStopRuleEndsEachTileByItself() {
    let lanes = [
      Lane(learningRate: 1e-4, schedule: .exponentialRange(factor: 1e7, steps: 30)),
      Lane(learningRate: 1e-4),
      Lane(learningRate: 1e-3, schedule: .exponentialRange(factor: 1e7, steps: 30), repeat: 1),
    ]
    let round = Round(lanes: lanes, end: 30, stopRule: StopRule(factor: 4, beta: 0.5))
    let group = GroupTrainer(dataset: dataset, settings: settings(.sgd), lanes: lanes)
    let result = group.train(through: round, evaluatingOn: dataset.validationRows)
    var cost = 0
    for (index, lane) in lanes.enumerated() {
      let expected = GroupTrainer(dataset: dataset, settings: settings(.sgd), lanes: [lane]).train(
        through: round, evaluatingOn: dataset.validationRows)
      #expect(bits(result.lanes[index].trainingLosses) == bits(expected.lanes[0].trainingLosses))
      cost += expected.cost
    }
    #expect(result.lanes[0].trainingLosses.count < 30)
    #expect(result.lanes[1].trainingLosses.count == 30)
    #expect(result.cost == cost)
  }

  /// Of `784-128-10` gathering is a share that counts; of `100-256-256-10` it is not.
  @Test(arguments: [
    (784, [128], 10, 1, 4), (100, [256, 256], 10, 1, 1), (30, [64], 2, 16, 16),
    (300, [100], 2, 4, 4), (400, [100], 2, 3, 6),
  ])
  func widths(_ inputs: Int, _ hidden: [Int], _ outputs: Int, _ tile: Int, _ lanes: Int) {
    let settings = TrainingSettings(
      model: .mlp(hidden: hidden, activation: .relu), optimizer: .sgd)
    func width(of count: Int, workers: Int) -> Int {
      GroupWidth.lanes(for: settings, inputs: inputs, outputs: outputs, of: count, workers: workers)
    }
    #expect(GroupWidth.tile(for: settings, inputs: inputs, outputs: outputs) == tile)
    #expect(GroupWidth.lanes(for: settings, inputs: inputs, outputs: outputs) == lanes)
    #expect(width(of: 64, workers: 1) == lanes)
    #expect(width(of: 64, workers: 64) == tile, "no worker goes without")
  }
}
