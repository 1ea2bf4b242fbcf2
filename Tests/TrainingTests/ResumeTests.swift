import Testing
import Training

/// Training that goes on from recorded states equals training that was never interrupted.
@Suite struct ResumeTests {
  /// An epoch is 70 / 16 = 4 batches, so the first two of these are within one, the third between.
  @Test(arguments: OptimizerTable.all, [1, 18, 20])
  func resumedLanesAreBitwiseTheSame(_ optimizer: Optimizer, interruption: Int) {
    let dataset = TrainingFixture.dataset(.fourClasses)
    for clipNorm in [nil, 0.5] {
      let settings = TrainingSettings(
        model: .mlp(hidden: [9], activation: .tanh), optimizer: optimizer, batchSize: 16,
        clipNorm: clipNorm, seed: 6)
      let lanes = [
        Lane(learningRate: optimizer.moderateRate),
        Lane(
          learningRate: optimizer.moderateRate / 10,
          schedule: .exponentialRange(factor: 20, steps: 30), repeat: 1),
        Lane(learningRate: 3e38),
      ]
      let whole = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
      let wholeLosses = whole.losses(advancingTo: 30)

      let first = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
      let firstLosses = first.losses(advancingTo: interruption)
      let second = GroupTrainer(
        dataset: dataset, settings: settings, lanes: lanes, resuming: first.states,
        at: interruption)
      let secondLosses = second.losses(advancingTo: 30)
      // The same trainer, stopped and started again, is a third way.
      let continuedLosses = first.losses(advancingTo: 30)

      #expect(second.step == 30)
      #expect(second.divergedAt == whole.divergedAt)
      for lane in lanes.indices {
        #expect(bits(firstLosses[lane] + secondLosses[lane]) == bits(wholeLosses[lane]))
        #expect(bits(firstLosses[lane] + continuedLosses[lane]) == bits(wholeLosses[lane]))
        for trainer in [first, second] {
          let (state, expected) = (trainer.state(ofLane: lane), whole.state(ofLane: lane))
          #expect(bits(state.parameters) == bits(expected.parameters))
          #expect(state.optimizerState.map(bits) == expected.optimizerState.map(bits))
        }
      }
    }
  }

  @Test func statesMoveToOtherSlotsOfOtherGroups() {
    let dataset = TrainingFixture.dataset(.regression)
    let settings = TrainingSettings(
      model: .mlp(hidden: [9], activation: .sigmoid), optimizer: .adam(), batchSize: 16, seed: 6)
    let lanes = (0..<4).map { Lane(learningRate: 0.01 * Double($0 + 1), repeat: $0) }
    let whole = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
    _ = whole.losses(advancingTo: 11)
    let states = whole.states
    _ = whole.losses(advancingTo: 30)

    let kept = [3, 1]
    let narrowed = GroupTrainer(
      dataset: dataset, settings: settings, lanes: kept.map { lanes[$0] },
      resuming: kept.map { states[$0] }, at: 11)
    _ = narrowed.losses(advancingTo: 30)
    for (slot, lane) in kept.enumerated() {
      let error = relativeError(
        narrowed.state(ofLane: slot).parameters, to: whole.state(ofLane: lane).parameters)
      #expect(error < 1e-5)
    }
  }

  @Test(arguments: OptimizerTable.all)
  func statesAreWhatTheyWereLoadedFrom(_ optimizer: Optimizer) {
    let dataset = TrainingFixture.dataset(.fourClasses)
    let settings = TrainingSettings(
      model: .mlp(hidden: [5, 3], activation: .relu), optimizer: optimizer, batchSize: 16)
    let lanes = [Lane(learningRate: 0.01), Lane(learningRate: 0.01, repeat: 1)]
    let trainer = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
    _ = trainer.losses(advancingTo: 3)
    let resumed = GroupTrainer(
      dataset: dataset, settings: settings, lanes: lanes, resuming: trainer.states, at: 3)
    #expect(resumed.states == trainer.states)
    // 6·5 + 5, 5·3 + 3 and 3·4 + 4 parameters
    #expect(resumed.states.map(\.parameters.count) == [69, 69])
  }
}
