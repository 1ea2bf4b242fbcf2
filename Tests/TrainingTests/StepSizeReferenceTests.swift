import LinearAlgebra
import TestSupport
import Testing
import Training

/// The optimizers that estimate their step size, step by step against the double-precision reference, which starts
/// each step from the trainer's own state: over many steps they multiply rounding, whoever makes it.
@Suite struct StepSizeReferenceTests {
  private static let steps = 40

  private static let models = [Model.logistic, .mlp(hidden: [7, 5], activation: .tanh)]

  @Test(arguments: OptimizerTable.all.filter(\.traits.estimatesStepSize), Self.models)
  func eachStepFollowsReference(_ optimizer: Optimizer, model: Model) {
    for task in [Task.fourClasses, .regression] {
      for isPlain in [true, false] {
        for set in KernelSet.all { compare(optimizer, model, task, isPlain: isPlain, set) }
      }
    }
  }

  private func compare(
    _ optimizer: Optimizer, _ model: Model, _ task: Task, isPlain: Bool, _ set: KernelSet
  ) {
    let dataset = TrainingFixture.dataset(task)
    let settings = TrainingSettings(
      model: model, optimizer: optimizer, batchSize: 16, clipNorm: isPlain ? nil : 0.5, seed: 11)
    let lanes = [(1.0, 0.05)].enumerated().map { index, lane in
      Lane(
        learningRate: lane.0 * optimizer.moderateRate, schedule: .constant,
        weightDecay: isPlain ? 0 : lane.1, repeat: index)
    }
    let trainer = GroupTrainer(
      dataset: dataset, settings: settings, lanes: lanes, kernels: set.kernels)
    let order = BatchOrder(
      rowCount: dataset.trainingRowCount, batchSize: settings.batchSize, seed: settings.seed)
    for step in 0..<Self.steps {
      let before = trainer.states
      var losses = lanes.map { _ in [Float]() }
      trainer.advance(to: step + 1, recording: &losses)
      let batch = order.rows(at: step)
      for (index, lane) in lanes.enumerated() {
        var reference = ReferenceTrainer(
          ReferenceProblem(dataset, model: model), optimizer: optimizer,
          weightDecay: lane.weightDecay, clipNorm: settings.clipNorm,
          initial: before[index].parameters.map(Double.init))
        reference.resume(from: before[index], at: step)
        _ = reference.step(batch: batch, learningRate: lane.learningRate)
        let after = trainer.state(ofLane: index)
        let place = "\(set.name), \(task), plain: \(isPlain), lane \(index), step \(step)"
        #expect(relativeError(after.parameters, to: reference.parameters) < 1e-6, "\(place)")
        let numbers = reference.optimizer.memory.numbers(of: optimizer)
        for (number, (found, expected)) in zip(after.optimizerNumbers, numbers).enumerated() {
          // The last is a sum of terms of both signs, of which little may be left.
          let isSum = optimizer.hasNumerator && number == numbers.count - 1
          #expect(
            abs(found - expected) <= (isSum ? 1e-4 : 1e-5) * abs(expected),
            "\(place), number \(number)")
        }
      }
    }
  }
}

extension Optimizer {
  /// Whether the last of its numbers is the numerator of an estimate.
  fileprivate var hasNumerator: Bool {
    switch self {
    case .prodigy, .dadaptAdam: true
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .dog, .ldog:
      false
    }
  }
}
