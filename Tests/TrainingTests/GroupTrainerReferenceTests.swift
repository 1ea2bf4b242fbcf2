import LinearAlgebra
import Tabular
import TestSupport
import Testing
import Training

/// The float trainer against the double-precision reference, with the trainer's own batches and
/// initial weights, for every optimizer, model and loss, on every set of kernels.
///
/// Adam, RMSprop and Adagrad divide a gradient by its own size, so a gradient that is only rounding
/// noise moves its parameter by a full rate either way. The fixtures' gradients are far from that:
/// nothing saturates in these steps, and a dead unit's gradient is exactly 0 in both.
@Suite struct GroupTrainerReferenceTests {
  /// What stands between the product and the update.
  enum Setting: CaseIterable, Sendable {
    /// Nothing, so that the fused paths are taken where there are any.
    case plain
    /// Weight decay that differs from lane to lane, and clipping that acts on some steps.
    case decayAndClip
  }

  static let steps = 40
  /// The share of the lanes that may be left out, as the sign of a mean of gradients near 0 was taken.
  static let mostUncertain = 2.0 / 3

  @Test(arguments: OptimizerTable.all, ModelTable.all)
  func trainerFollowsReference(_ optimizer: Optimizer, model: Model) {
    let certain = Task.allCases.flatMap { task in
      Setting.allCases.flatMap { compare(optimizer, model, task, $0) }
    }
    let uncertain = Double(certain.count { !$0 }) / Double(certain.count)
    #expect(uncertain <= Self.mostUncertain)
  }

  /// - Returns: Which lanes were compared.
  private func compare(
    _ optimizer: Optimizer, _ model: Model, _ task: Task, _ setting: Setting
  ) -> [Bool] {
    let kinds = [(0.3, 0.0), (1, 0.05), (0.6, 0.2)]
    // Few lanes lie one behind the other, many of a model of one layer side by side.
    let count = model == .logistic ? LinearModel.lanes - 1 : kinds.count
    let certain = compare(
      optimizer, model, task, setting,
      lanes: Array((0..<count).map { ($0 % kinds.count, kinds[$0 % kinds.count]) }))
    guard model == .logistic else { return certain }
    return certain
      + compare(optimizer, model, task, setting, lanes: Array(kinds.enumerated().map { ($0, $1) }))
  }

  private func compare(
    _ optimizer: Optimizer, _ model: Model, _ task: Task, _ setting: Setting,
    lanes kinds: [(Int, (Double, Double))]
  ) -> [Bool] {
    let dataset = TrainingFixture.dataset(task)
    let settings = TrainingSettings(
      model: model, optimizer: optimizer, batchSize: 16,
      clipNorm: setting == .plain ? nil : 0.5, seed: 11)
    let lanes = kinds.map { index, lane in
      Lane(
        learningRate: lane.0 * optimizer.moderateRate,
        schedule: index == 2 ? .exponentialRange(factor: 2, steps: Self.steps) : .constant,
        weightDecay: setting == .plain ? 0 : lane.1, repeat: index)
    }
    let initial = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes).states
    let expected = zip(lanes, initial).map { lane, state in
      reference(dataset, settings, lane, state)
    }

    let tolerances = zip(lanes, initial).enumerated().map { index, lane in
      tolerance(dataset, settings, lane.0, lane.1, expected: expected[index].parameters)
    }

    // Lion takes the sign of a mean of gradients, which in another precision is another where the mean
    // is within rounding of 0.
    let isCertain = expected.map { $0.narrowestSign > 1e-6 }

    for set in KernelSet.all {
      let trainer = GroupTrainer(
        dataset: dataset, settings: settings, lanes: lanes, kernels: set.kernels)
      var losses = lanes.map { _ in [Float]() }
      trainer.advance(to: Self.steps, recording: &losses)
      for index in lanes.indices where isCertain[index] {
        let error = relativeError(
          trainer.state(ofLane: index).parameters, to: expected[index].parameters)
        #expect(error < tolerances[index], "\(set.name), \(task), \(setting), lane \(index)")
        let lossError = relativeError(losses[index], to: expected[index].losses)
        #expect(
          lossError < tolerances[index], "loss, \(set.name), \(task), \(setting), lane \(index)")
      }
      let found = trainer.evaluate(rows: 0..<dataset.trainingRowCount).map(\.loss)
      for index in lanes.indices where isCertain[index] {
        let error = relativeError([found[index]], to: [expected[index].evaluated])
        #expect(
          error < tolerances[index], "evaluated, \(set.name), \(task), \(setting), lane \(index)")
      }
    }
    return isCertain
  }

  /// 1e-5; where a step size is estimated from the past, as many times what half a unit in the last place of the
  /// start grows to in the reference as there are steps, which all round.
  private func tolerance(
    _ dataset: Dataset, _ settings: TrainingSettings, _ lane: Lane, _ initial: LaneState,
    expected: [Double]
  ) -> Double {
    let usual = 1e-5
    guard settings.optimizer.traits.estimatesStepSize else { return usual }
    var start = initial
    for index in start.parameters.indices {
      start.parameters[index] *= index.isMultiple(of: 2) ? 1 + .ulpOfOne : 1 - .ulpOfOne
    }
    let moved = reference(dataset, settings, lane, start).parameters
    return max(usual, Double(Self.steps) * relativeError(moved, to: expected))
  }

  private func reference(
    _ dataset: Dataset, _ settings: TrainingSettings, _ lane: Lane, _ initial: LaneState
  ) -> (parameters: [Double], losses: [Double], narrowestSign: Double, evaluated: Double) {
    var trainer = ReferenceTrainer(
      ReferenceProblem(dataset, model: settings.model), optimizer: settings.optimizer,
      weightDecay: lane.weightDecay, clipNorm: settings.clipNorm,
      initial: initial.parameters.map(Double.init))
    let order = BatchOrder(
      rowCount: dataset.trainingRowCount, batchSize: settings.batchSize, seed: settings.seed)
    let losses = (0..<Self.steps).map { step in
      trainer.step(
        batch: order.rows(at: step),
        learningRate: lane.learningRate * lane.schedule.multiplier(at: step))
    }
    let evaluated = trainer.problem.meanLoss(
      of: Array(0..<dataset.trainingRowCount), parameters: trainer.evaluated)
    return (trainer.parameters, losses, trainer.narrowestSign, evaluated)
  }
}
