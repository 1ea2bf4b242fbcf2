import Testing
import Training

/// A lane is the same lane in whatever group it is trained, apart from the last bits: OpenBLAS adds
/// up in another order in products of another width.
@Suite struct GroupWidthTests {
  @Test(arguments: OptimizerTable.all, Task.allCases)
  func laneDoesNotDependOnItsGroup(_ optimizer: Optimizer, task: Task) {
    // Layers as wide as in earnest, because the order of additions in small products is fixed.
    let dataset = TrainingFixture.dataset(task, rows: 150, features: 37)
    for model in [Model.logistic, .mlp(hidden: [33, 18], activation: .tanh)] {
      for clipNorm in [nil, 0.4] {
        let settings = TrainingSettings(
          model: model, optimizer: optimizer, batchSize: 48, clipNorm: clipNorm, seed: 4)
        let lanes = (0..<11).map { index in
          Lane(
            learningRate: optimizer.moderateRate * (1 - 0.08 * Double(index)),
            weightDecay: clipNorm == nil ? 0 : 0.01 * Double(index), repeat: index % 3)
        }
        let alone = lanes.map { lane in
          let trainer = GroupTrainer(dataset: dataset, settings: settings, lanes: [lane])
          _ = trainer.losses(advancingTo: 20)
          return trainer.state(ofLane: 0).parameters
        }
        for width in [2, 3, 8, 11] {
          let trainer = GroupTrainer(
            dataset: dataset, settings: settings, lanes: Array(lanes[..<width]))
          _ = trainer.losses(advancingTo: 20)
          for lane in 0..<width {
            let error = relativeError(trainer.state(ofLane: lane).parameters, to: alone[lane])
            #expect(error < 1e-5, "lane \(lane) of \(width), \(model)")
          }
        }
      }
    }
  }

  @Test func lanesAlikeStayAlikeAndOthersDiffer() {
    let dataset = TrainingFixture.dataset(.fourClasses)
    let settings = TrainingSettings(
      model: .mlp(hidden: [8], activation: .relu), optimizer: .sgd, batchSize: 16, seed: 1)
    let trainer = GroupTrainer(
      dataset: dataset, settings: settings,
      lanes: [
        Lane(learningRate: 0.1), Lane(learningRate: 0.1), Lane(learningRate: 0.2),
        Lane(learningRate: 0.1, repeat: 1),
      ])
    _ = trainer.losses(advancingTo: 20)
    let parameters = trainer.states.map(\.parameters)
    #expect(relativeError(parameters[1], to: parameters[0]) < 1e-5)
    #expect(relativeError(parameters[2], to: parameters[0]) > 1e-2)
    #expect(relativeError(parameters[3], to: parameters[0]) > 1e-2)
  }
}
