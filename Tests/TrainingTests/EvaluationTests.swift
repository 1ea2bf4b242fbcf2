import LinearAlgebra
import TestSupport
import Testing
import Training

/// Losses and accuracies of an evaluation against the reference; rows go through in blocks of 256.
@Suite struct EvaluationTests {
  static let rowCounts = [1, 2, 31, 255, 256, 257, 511, 512, 513, 700]

  @Test(arguments: Task.allCases, ModelTable.all)
  func evaluationMatchesReference(_ task: Task, model: Model) {
    let dataset = TrainingFixture.dataset(task, rows: 760, validationRows: 700)
    let problem = ReferenceProblem(dataset, model: model)
    for set in KernelSet.all {
      let trainer = GroupTrainer(
        dataset: dataset,
        settings: TrainingSettings(model: model, optimizer: .adam(), batchSize: 20, seed: 3),
        lanes: [Lane(learningRate: 0.003), Lane(learningRate: 0.02, repeat: 1)],
        kernels: set.kernels)
      _ = trainer.losses(advancingTo: 12)
      for count in Self.rowCounts {
        for rows in [60..<60 + count, 760 - count..<760] {
          for (lane, evaluation) in trainer.evaluate(rows: rows).enumerated() {
            let parameters = trainer.state(ofLane: lane).parameters.map(Double.init)
            let loss = problem.meanLoss(of: Array(rows), parameters: parameters)
            #expect(abs(evaluation.loss - loss) < 1e-5 * loss + 1e-7, "\(set.name), \(rows)")
            #expect(
              evaluation.accuracy == problem.accuracy(of: Array(rows), parameters: parameters),
              "\(set.name), \(rows)")
          }
        }
      }
    }
  }

  @Test func batchesLargerThanTheBlockAreEvaluatedToo() {
    let dataset = TrainingFixture.dataset(.fourClasses, rows: 400)
    let model = Model.mlp(hidden: [6], activation: .relu)
    let trainer = GroupTrainer(
      dataset: dataset,
      settings: TrainingSettings(model: model, optimizer: .sgd, batchSize: 300),
      lanes: [Lane(learningRate: 0.1)])
    _ = trainer.losses(advancingTo: 3)
    let parameters = trainer.state(ofLane: 0).parameters.map(Double.init)
    let loss = ReferenceProblem(dataset, model: model)
      .meanLoss(of: Array(0..<400), parameters: parameters)
    #expect(abs(trainer.evaluate(rows: 0..<400)[0].loss - loss) < 1e-5 * loss)
  }

  @Test(arguments: [Optimizer.sgd, .momentum(), .adam()])
  func evaluatingChangesNothing(_ optimizer: Optimizer) {
    let dataset = TrainingFixture.dataset(.fourClasses, rows: 90, validationRows: 20)
    func train(evaluating: Bool) -> [LaneState] {
      let trainer = GroupTrainer(
        dataset: dataset,
        settings: TrainingSettings(
          model: .mlp(hidden: [6], activation: .tanh), optimizer: optimizer, batchSize: 16),
        lanes: [Lane(learningRate: 0.01), Lane(learningRate: 0.02)])
      for end in 1...12 {
        _ = trainer.losses(advancingTo: end)
        if evaluating { _ = trainer.evaluate(rows: dataset.validationRows) }
      }
      return trainer.states
    }
    #expect(train(evaluating: true) == train(evaluating: false))
  }

  /// The initial loss that training records is the one that evaluation gives on the same rows.
  @Test(arguments: Task.allCases)
  func trainingAndEvaluationAgree(_ task: Task) {
    let dataset = TrainingFixture.dataset(task, rows: 50)
    let trainer = GroupTrainer(
      dataset: dataset,
      settings: TrainingSettings(model: .logistic, optimizer: .sgd, batchSize: 100),
      lanes: [Lane(learningRate: 0.1)])
    let evaluated = trainer.evaluate(rows: 0..<50)[0].loss
    let recorded = Double(trainer.losses(advancingTo: 1)[0][0])
    #expect(abs(recorded - evaluated) < 1e-6 * evaluated)
  }
}
