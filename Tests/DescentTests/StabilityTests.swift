import Descent
import Testing
import Training

/// The stability limit against what really happens just below and above it.
@Suite struct StabilityTests {
  static let optimizers: [(specification: String, limit: Double)] = [
    // At f″ = 2: 2/2, (2 + 2β)/2, (2 + 2β)/((1 - dampening)·2), (2 + 2β)/((1 + 2β)·2)
    ("sgd", 1),
    ("momentum", 1.9),
    ("momentum:momentum=0.5", 1.5),
    ("momentum:momentum=0", 1),
    ("momentum:momentum=0.99", 1.99),
    ("momentum:momentum=0.5,dampening=0.5", 3),
    ("nesterov", 3.8 / 5.6),
    ("nesterov:momentum=0.5", 0.75),
    ("nesterov:momentum=0.1", 2.2 / 2.4),
  ]

  @Test(arguments: optimizers)
  func divides(_ row: (specification: String, limit: Double)) throws {
    let optimizer = try Optimizer.parse(row.specification).optimizer
    let limit = try #require(optimizer.stabilityLimit(curvature: 2))
    #expect(abs(limit - row.limit) < 1e-12)
    let descent = Descent(
      try Polynomial(parsing: "x^2 - 2x"), from: 3, steps: 100_000, optimizer: optimizer)
    let below = descent.run(learningRate: 0.999 * limit).verdict
    #expect(below.name == "oscillates_and_converges", "\(below)")
    let above = descent.run(learningRate: 1.001 * limit).verdict
    #expect(above.name == "diverges", "\(above)")
  }

  /// Where the curve is no parabola the limit holds close to the minimum.
  @Test(arguments: optimizers)
  func dividesNearAMinimum(_ row: (specification: String, limit: Double)) throws {
    let optimizer = try Optimizer.parse(row.specification).optimizer
    let polynomial = try Polynomial(parsing: "x^4 - 3x^2 + x")
    let minimum = try #require(Landscape(polynomial).minimumDownhill(from: 1))
    // f″ = 12x² - 6
    #expect(abs(minimum.curvature - (12 * minimum.x * minimum.x - 6)) < 1e-9)
    let limit = try #require(optimizer.stabilityLimit(curvature: minimum.curvature))
    let descent = Descent(
      polynomial, from: minimum.x + 1e-3, steps: 100_000, optimizer: optimizer)
    let below = descent.run(learningRate: 0.999 * limit)
    #expect(below.verdict.name == "oscillates_and_converges", "\(below.verdict)")
    #expect(below.stabilityLimit == limit)
    let above = descent.run(learningRate: 1.001 * limit).verdict
    #expect(above.name == "bounces" || above.name == "diverges", "\(above)")
  }

  @Test func weightDecayAddsToTheCurvature() throws {
    let descent = Descent(
      try Polynomial(parsing: "x^2"), from: 2, steps: 10_000, weightDecay: 2)
    #expect(descent.run(learningRate: 0.1).stabilityLimit == 0.5)
    #expect(descent.run(learningRate: 0.499).verdict.name == "oscillates_and_converges")
    #expect(descent.run(learningRate: 0.501).verdict.name == "diverges")
  }

  @Test(arguments: [Optimizer.adam(), .adamw(), .rmsprop(), .adagrad()])
  func noLimitWhereStepsDoNotFollowTheSlope(_ optimizer: Optimizer) {
    #expect(optimizer.stabilityLimit(curvature: 2) == nil)
  }

  @Test func noLimitWithoutCurvature() {
    #expect(Optimizer.sgd.stabilityLimit(curvature: 0) == nil)
    #expect(Optimizer.sgd.stabilityLimit(curvature: -1) == nil)
    #expect(Optimizer.sgd.stabilityLimit(curvature: .leastNonzeroMagnitude) == nil)
  }
}
