import Testing
import Training

/// Where nothing stands between product and update, the product itself updates the parameters or
/// the velocity. A limit that no gradient reaches forces the other path, which must agree.
@Suite struct FusedUpdateTests {
  @Test(
    arguments: [Optimizer.sgd, .momentum(), .momentum(momentum: 0.5), .momentum(momentum: 0)],
    ModelTable.all)
  func fusedAgreesWithUnfused(_ optimizer: Optimizer, model: Model) {
    for task in Task.allCases {
      let dataset = TrainingFixture.dataset(task)
      let lanes = [0.2, 0.5, 1].enumerated().map { index, share in
        Lane(
          learningRate: share * optimizer.moderateRate,
          schedule: .linearRange(factor: 2, steps: 40), repeat: index)
      }
      func train(clipNorm: Double?) -> (states: [LaneState], losses: [[Float]]) {
        let trainer = GroupTrainer(
          dataset: dataset,
          settings: TrainingSettings(
            model: model, optimizer: optimizer, batchSize: 16, clipNorm: clipNorm, seed: 9),
          lanes: lanes)
        let losses = trainer.losses(advancingTo: 40)
        return (trainer.states, losses)
      }
      let (fused, unfused) = (train(clipNorm: nil), train(clipNorm: 1e30))
      for lane in lanes.indices {
        let (state, expected) = (fused.states[lane], unfused.states[lane])
        #expect(relativeError(state.parameters, to: expected.parameters) < 1e-5)
        #expect(relativeError(fused.losses[lane], to: unfused.losses[lane]) < 1e-5)
        #expect(state.optimizerState.count == expected.optimizerState.count)
        for (velocity, other) in zip(state.optimizerState, expected.optimizerState) {
          #expect(relativeError(velocity, to: other) < 1e-4)  // it shrinks, its rounding does not
        }
      }
    }
  }
}
