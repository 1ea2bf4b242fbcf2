import Testing
import Training

/// A lane that diverges is marked, and does not touch its neighbours.
@Suite struct DivergenceTests {
  static let steps = 25

  @Test(arguments: OptimizerTable.all, Task.allCases)
  func neighboursOfADivergedLaneAreUntouched(_ optimizer: Optimizer, task: Task) throws {
    let dataset = TrainingFixture.dataset(task, validationRows: 10)
    for model in [Model.mlp(hidden: [9, 5], activation: .relu), .logistic] {
      for clipNorm in [nil, 1e30] {
        let settings = TrainingSettings(
          model: model, optimizer: optimizer, batchSize: 16, clipNorm: clipNorm, seed: 2)
        func train(middleRate: Double) -> (trainer: GroupTrainer, losses: [[Float]]) {
          let rates = [optimizer.moderateRate, middleRate, optimizer.moderateRate / 2]
          let trainer = GroupTrainer(
            dataset: dataset, settings: settings, lanes: rates.map { Lane(learningRate: $0) })
          return (trainer, trainer.losses(advancingTo: Self.steps))
        }
        let diverging = train(middleRate: 3e38)
        let harmless = train(middleRate: optimizer.moderateRate / 3)

        // These divide by what they have seen: their first step may switch every unit off for good.
        switch optimizer {
        case .prodigy, .dadaptAdam: if diverging.trainer.divergedAt[1] == nil { continue }
        default: break
        }
        let step = try #require(diverging.trainer.divergedAt[1], "\(model)")
        #expect(step > 0)  // the loss of step 0 is that of the initial weights
        #expect(diverging.losses[1][..<step].allSatisfy { $0.isFinite })
        #expect(diverging.losses[1][step...].allSatisfy { $0.isNaN })
        #expect(diverging.losses[1].count == Self.steps)
        #expect(diverging.trainer.state(ofLane: 1).divergedAt == step)
        #expect(harmless.trainer.divergedAt == [nil, nil, nil])

        let evaluations = diverging.trainer.evaluate(rows: dataset.validationRows)
        #expect(evaluations[1].loss.isNaN)
        for lane in [0, 2] {
          #expect(diverging.trainer.divergedAt[lane] == nil)
          #expect(diverging.losses[lane].allSatisfy { $0.isFinite })
          #expect(bits(diverging.losses[lane]) == bits(harmless.losses[lane]))
          let (state, expected) = (diverging.trainer.states[lane], harmless.trainer.states[lane])
          #expect(bits(state.parameters) == bits(expected.parameters))
          #expect(state.optimizerState.map(bits) == expected.optimizerState.map(bits))
          #expect(
            evaluations[lane] == harmless.trainer.evaluate(rows: dataset.validationRows)[lane])
        }
      }
    }
  }

  /// The last update of a round has no later loss that could show that it overflowed.
  @Test func anOverflowInTheLastUpdateIsMarked() {
    let dataset = TrainingFixture.dataset(.regression, validationRows: 10)
    let trainer = GroupTrainer(
      dataset: dataset, settings: TrainingSettings(model: .logistic, optimizer: .sgd),
      lanes: [Lane(learningRate: 3e38), Lane(learningRate: 0.01)])
    let results = trainer.train(
      through: Round(lanes: trainer.lanes, end: 1), evaluatingOn: dataset.validationRows
    ).lanes
    #expect(results[0].trainingLosses[0].isFinite)
    #expect(results.map(\.divergedAt) == [1, nil])
  }

  @Test func trainingStopsOnceEveryLaneHasDiverged() throws {
    let trainer = GroupTrainer(
      dataset: TrainingFixture.dataset(.regression),
      settings: TrainingSettings(
        model: .mlp(hidden: [8], activation: .relu), optimizer: .sgd, batchSize: 16),
      lanes: [Lane(learningRate: 1e30), Lane(learningRate: 1e4)])
    let losses = trainer.losses(advancingTo: 1000)
    let last = try #require(trainer.divergedAt.compactMap { $0 }.max())
    #expect(!trainer.divergedAt.contains(nil))
    #expect(trainer.step == last + 1)
    #expect(losses.map(\.count) == [last + 1, last + 1])
    #expect(trainer.losses(advancingTo: 1000) == [[], []])
  }

  /// Which step that is can be worked out by hand: one weight, inputs and targets 1, squared error.
  /// w and b each move by −2η(w + b − 1), so the error e = w + b − 1 becomes e(1 − 4η) a step; with
  /// η = 1e10 it grows 4e10 times a step from |e₀| ≤ 3, and e² passes 3.4e38 at step 2 for every
  /// |e₀| above 0.012: (4e10)⁴ · e₀² = 2.56e42 · e₀².
  @Test func markedStepIsTheFirstWithoutAFiniteLoss() {
    let dataset = TrainingFixture.constantDataset(rows: 8)
    let trainer = GroupTrainer(
      dataset: dataset,
      settings: TrainingSettings(model: .logistic, optimizer: .sgd, batchSize: 4),
      lanes: [Lane(learningRate: 1e10), Lane(learningRate: 0.1)])
    let losses = trainer.losses(advancingTo: 5)
    #expect(trainer.divergedAt == [2, nil])
    #expect(losses[0].map(\.isNaN) == [false, false, true, true, true])
  }

  /// The first validation loss is 1, so that training losses count from a mean above 1 on.
  @Test(arguments: [
    // A training that learns, and one that hardly moves on rows that are harder.
    (training: [1, 0.5, 0.2, 0.1], end: 0.3, hasDiverged: false),
    (training: [2, 2, 2, 2], end: 1.05, hasDiverged: false),
    // Overfitting, also behind a start that overshot: the mean is (1.5 + 0.5 + 0.1 + 0.1) / 4.
    (training: [1, 0.5, 0.2, 0.1], end: 3, hasDiverged: false),
    (training: [1.5, 0.5, 0.1, 0.1], end: 3, hasDiverged: false),
    // Worse at last, in the mean of the last half (0.1 + 3) / 2 though not of all.
    (training: [0.1, 0.1, 0.1, 3], end: 3, hasDiverged: true),
    // Blown up, and fitting its last batches again.
    (training: [1, 900, 0, 0], end: 1e9, hasDiverged: true),
    (training: [1, 0.5, 0.2, 0.1], end: .nan, hasDiverged: true),
  ])
  func endsTellDivergence(training: [Float], end: Double, hasDiverged: Bool) {
    func result(_ losses: [Double], divergedAt: Int? = nil) -> LaneResult {
      LaneResult(
        lane: Lane(learningRate: 0.1), trainingLosses: training,
        evaluations: losses.map { Evaluation(loss: $0, accuracy: nil) }, divergedAt: divergedAt)
    }
    func outcome(_ result: LaneResult, untrained: Double = 1) -> Bool {
      result.divergence(checkpoints: 2) { untrained } != nil
    }
    #expect(outcome(result([1, end])) == hasDiverged)
    #expect(outcome(result([1, end], divergedAt: 3)))
    #expect(outcome(result([1])), "it did not reach its end")
    // Where the rows that are trained on were as hard before, nothing has blown up; never judged by
    // a loss that is none.
    let hardest = 1000.0
    #expect(outcome(result([1, end]), untrained: hardest) == !end.isFinite)
    #expect(outcome(result([1, end]), untrained: .nan) == hasDiverged)
  }

  /// What is said of it follows from which means lie above: those of all batches, and of the last half.
  @Test(arguments: [
    ([Float](arrayLiteral: 1, 0.5, 0.2, 0.1), 3.0, Divergence?.none),
    ([2, 2, 2, 2], 3, .endedWorse(mean: 2, untrained: 1)),
    ([0, 0, 0, 3], 3, .blewUpAtLast(mean: 1.5, untrained: 1)),
    ([1, 900, 0, 0], 1e9, .blewUpAndCameDown(mean: 225.25, untrained: 1)),
    ([1, 0.5, 0.2, 0.1], .infinity, .validationLossNotFinite),
  ])
  func howItDivergedIsTold(training: [Float], end: Double, expected: Divergence?) {
    let result = LaneResult(
      lane: Lane(learningRate: 0.1), trainingLosses: training,
      evaluations: [1, end].map { Evaluation(loss: $0, accuracy: nil) }, divergedAt: nil)
    #expect(result.divergence(checkpoints: 2) { 1 } == expected)
    #expect(result.divergence(checkpoints: 3) { 1 } == .brokeOff)
  }
}
