import LinearAlgebra
import Tabular
import Testing
import Training

@Suite struct SharpnessTests {
  private static func measure(
    _ golden: CurvatureGolden, _ optimizer: Optimizer, weightDecay: Double = 0, step: Int = 0
  ) throws -> Sharpness {
    let dataset = try golden.dataset()
    let zeros = golden.squares.map { _ in Float(0) }
    return try #require(
      Sharpness.measure(
        dataset, settings: TrainingSettings(model: golden.model, optimizer: optimizer),
        weightDecay: weightDecay,
        state: LaneState(
          parameters: golden.parameters.map(Float.init),
          optimizerState: [zeros, golden.squares.map(Float.init)]), step: step, tolerance: 1e-6))
  }

  /// Against an eigenvalue of the dense matrix in PyTorch.
  @Test(arguments: CurvatureGolden.all)
  func `the largest eigenvalue is the dense Hessian's`(_ golden: CurvatureGolden) throws {
    let sharpness = try Self.measure(golden, .sgd)
    #expect(abs(sharpness.eigenvalue.value / golden.eigenvalue - 1) < 1e-9)
    #expect(sharpness.eigenvalue.hasConverged)
    #expect(abs((sharpness.limit ?? 0) * sharpness.eigenvalue.value - 2) < 1e-12)
  }

  /// Every optimizer but AdamW, whose decay is not part of the loss.
  @Test func `weight decay adds to the curvature where it is part of the loss`() throws {
    let golden = try #require(CurvatureGolden.all.first)
    for optimizer in [Optimizer.sgd, .momentum(), .nesterov(), .rmsprop(), .adagrad()] {
      let plain = try Self.measure(golden, optimizer).eigenvalue.value
      let decayed = try Self.measure(golden, optimizer, weightDecay: 0.5).eigenvalue.value
      #expect(abs(decayed - plain - 0.5) < 1e-9)
    }
    func adam(_ optimizer: Optimizer, _ decay: Double) throws -> Double {
      try Self.measure(golden, optimizer, weightDecay: decay, step: golden.steps).eigenvalue.value
    }
    #expect(try adam(.adam(), 0.5) > adam(.adam(), 0) * 1.1)
    #expect(try adam(.adamw(), 0.5) == adam(.adamw(), 0))
  }

  @Test(arguments: CurvatureGolden.all)
  func `Adam's is that of the preconditioned Hessian`(_ golden: CurvatureGolden) throws {
    for optimizer in [Optimizer.adam(), .adamw()] {
      let sharpness = try Self.measure(golden, optimizer, step: golden.steps)
      #expect(
        abs(sharpness.eigenvalue.value / golden.preconditionedEigenvalue - 1) < 1e-9)
      // (2 + 2·0.9)/(1 − 0.9) = 38
      #expect(abs((sharpness.limit ?? 0) * sharpness.eigenvalue.value - 38) < 1e-9)
    }
  }

  @Test func `limits are known for some optimizers alone`() throws {
    let golden = try #require(CurvatureGolden.all.first)
    #expect(try Self.measure(golden, .rmsprop(), step: 5).limit == nil)
    #expect(try Self.measure(golden, .adagrad(), step: 5).limit == nil)
    let dataset = try golden.dataset()
    let parameters = golden.parameters.map(Float.init)
    func sharpness(_ state: LaneState, _ optimizer: Optimizer) -> Sharpness? {
      Sharpness.measure(
        dataset, settings: TrainingSettings(model: golden.model, optimizer: optimizer),
        weightDecay: 0, state: state, step: 0)
    }
    let zeros = parameters.map { _ in Float(0) }
    let fresh = LaneState(parameters: parameters, optimizerState: [zeros, zeros])
    #expect(sharpness(fresh, .adam()) == nil, "nothing to divide by before the first step")
    let broken = LaneState(parameters: parameters.map { _ in .nan }, optimizerState: [])
    #expect(sharpness(broken, .sgd) == nil)
  }

  /// 50 rows are 50/8 batches; a gradient and n products of two gradients each are 2n + 1 of them.
  @Test func `the cost is in rows looked at`() throws {
    let golden = try #require(CurvatureGolden.all.first)
    let dataset = try golden.dataset()
    let sharpness = try #require(
      Sharpness.measure(
        dataset, settings: TrainingSettings(model: golden.model, optimizer: .sgd, batchSize: 8),
        weightDecay: 0,
        state: LaneState(parameters: golden.parameters.map(Float.init), optimizerState: []),
        step: 0))
    let products = sharpness.eigenvalue.productCount
    #expect(sharpness.costSteps == Int((50.0 / 8 * Double(2 * products + 1)).rounded(.up)))
  }

  static let descents: [Optimizer] = [
    .sgd, .momentum(), .momentum(momentum: 0.5), .momentum(momentum: 0.9, dampening: 0.9),
    .momentum(momentum: 0.6, dampening: 0.3), .nesterov(), .nesterov(momentum: 0.5),
  ]

  /// Linear regression on all rows at once is descent on a quadratic: 2 % below the limit it
  /// settles, 2 % above it the steps along the eigenvector grow.
  @Test(arguments: descents, [0, 0.2])
  func `the trainer settles just below the limit and grows just above`(
    _ optimizer: Optimizer, weightDecay: Double
  ) throws {
    let dataset = TrainingFixture.dataset(.regression, rows: 60, features: 5)
    let settings = TrainingSettings(model: .logistic, optimizer: optimizer, batchSize: 60)
    func trainer(_ rate: Double) -> GroupTrainer {
      GroupTrainer(
        dataset: dataset, settings: settings,
        lanes: [Lane(learningRate: rate, weightDecay: weightDecay)])
    }
    let sharpness = try #require(
      Sharpness.measure(
        dataset, settings: settings, weightDecay: weightDecay,
        state: trainer(0.1).state(ofLane: 0), step: 0, tolerance: 1e-4))
    let limit = try #require(sharpness.limit)
    let below = trainer(0.98 * limit).losses(advancingTo: 1500)[0]
    // What diverges ends early.
    #expect(below.count == 1500 && below.last ?? .nan < below[0])
    let above = trainer(1.02 * limit).losses(advancingTo: 1500)[0]
    let last = above.last ?? 0
    #expect(!(last < 100 * above[0]), "\(last)")
  }
}
