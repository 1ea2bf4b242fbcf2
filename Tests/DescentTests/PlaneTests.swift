import Descent
import Testing
import Training

/// Descents in two variables whose end is known.
@Suite struct PlaneTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var start: (Double, Double)
    var rate: Double
    var optimizer = "sgd"
    var steps = 100
    var name: String
    var target: (Double, Double)?
    var testDescription: String { "\(text) from \(start), η = \(rate), \(optimizer): \(name)" }

    init(
      _ text: String, _ start: (Double, Double), _ rate: Double, with optimizer: String = "sgd",
      steps: Int = 100, _ name: String, at target: (Double, Double)? = nil
    ) {
      (self.text, self.start, self.rate, self.steps) = (text, start, rate, steps)
      (self.optimizer, self.name, self.target) = (optimizer, name, target)
    }

    func run() throws -> PlaneRun {
      let choice = try Optimizer.parse(optimizer)
      return PlaneDescent(
        try Formula(parsing: text), from: PlanePoint(start.0, start.1), steps: steps,
        optimizer: choice.optimizer,
        weightDecay: choice.weightDecay ?? choice.optimizer.traits.defaultWeightDecay
      ).run(learningRate: rate)
    }
  }

  private static let rosenbrock = "(1-x)^2 + 100(y-x^2)^2"

  static let cases: [Case] = [
    // The eigenvalues are 2 and 20: the limit is 2/20
    Case("x^2 + 10y^2", (2, 1), 0.05, "converges", at: (0, 0)),
    Case("x^2 + 10y^2", (2, 1), 0.0999, steps: 10_000, "converges", at: (0, 0)),
    Case("x^2 + 10y^2", (2, 1), 0.1, "bounces"),
    Case("x^2 + 10y^2", (2, 1), 0.101, "diverges"),
    Case("x^2 + 10y^2", (2, 1), 0.10001, "diverges"),
    Case("x^2 + 10y^2", (2, 1), 0.2, "diverges"),
    Case("x^2 + 10y^2", (2, 1), 0.0001, "too_slow", at: (0, 0)),
    Case("x^2 + 10y^2", (2, 1), 1e-9, "too_slow", at: (0, 0)),
    Case("x^2 + y^2", (2, 1), 0.5, "lands_in_one_step", at: (0, 0)),
    Case("x^2 + y^2 - 2x + xy", (3, 3), 0.2, "converges", at: (4.0 / 3, -2.0 / 3)),
    Case("x^2 + 10y^2", (0, 0), 0.1, "starts_at_rest", at: (0, 0)),
    Case(rosenbrock, (-1.2, 1), 0.001, "too_slow", at: (1, 1)),
    Case(rosenbrock, (-1.2, 1), 0.001, steps: 20_000, "converges", at: (1, 1)),
    Case(rosenbrock, (-1.2, 1), 0.01, "diverges"),
    Case(rosenbrock, (-1.2, 1), 0.001, with: "momentum", steps: 5000, "converges", at: (1, 1)),
    // A saddle: exactly on its ridge it is reached, beside it is left
    Case("x^2 - y^2", (2, 0), 0.1, "stalls", at: (0, 0)),
    Case("x^2 - y^2", (2, 1e-9), 0.1, steps: 50, "falls_without_bound"),
    Case("x^2 - y^2", (0, 0), 0.1, "starts_at_rest", at: (0, 0)),
    Case("x^2 + y^4 - 2y^2", (2, 0), 0.1, "stalls", at: (0, 0)),
    Case("x^2 + y^4 - 2y^2", (2, 0.01), 0.1, "converges", at: (0, 1)),
    Case("x^2 - y^2", (1, 1), 1e-15, "hardly_moves"),
    Case("x^4 + y^4", (1, 1), 0.01, "too_slow", at: (0, 0)),
    Case("x + y", (1, 1), 0.01, "goes_on"),
    Case("x + log(y)", (1, 1), 0.1, "leaves_domain"),
    Case("exp(-x^2 - y^2)", (0.5, 0.5), 0.1, "goes_on"),
    Case("0x + 0y", (1, 1), 0.1, "flat"),
    Case("x^2 + 10y^2", (2, 1), 0.1, with: "adam", steps: 300, "converges", at: (0, 0)),
    Case("x^2 + 10y^2", (2, 1), 0.1, with: "sgd:weight-decay=1", "diverges"),
  ]

  @Test(arguments: cases)
  func verdict(_ row: Case) throws {
    let run = try row.run()
    #expect(run.verdict.name == row.name, "\(run.verdict)")
    if let target = row.target {
      let place = try #require(run.verdict.target).place
      #expect(place.distance(to: PlanePoint(target.0, target.1)) < 1e-6, "\(place)")
    }
    let isFinite = run.path.allSatisfy { $0.x.isFinite && $0.y.isFinite }
    #expect(isFinite)
  }

  /// On x² + 10y² a step multiplies x by 1 - 2η and y by 1 - 20η.
  @Test(arguments: [0.01, 0.05, 0.0909, 0.1])
  func followsTheClosedForm(rate: Double) throws {
    let path = try Case("x^2 + 10y^2", (2, 1), rate, "").run().path
    var expected = (2.0, 1.0)
    for place in path {
      #expect(abs(place.x - expected.0) <= 1e-12 && abs(place.y - expected.1) <= 1e-12)
      expected = (expected.0 * (1 - 2 * rate), expected.1 * (1 - 20 * rate))
    }
  }

  /// A function that is a sum of one of each variable descends as both do alone.
  @Test(arguments: Optimizer.all.filter { $0.obstacleToDescent == nil }.map(\.name))
  func everyOptimizerActsOnEachVariable(name: String) throws {
    let path = try Case("x^2 + 5y^3", (2, 0.8), 0.01, with: name, "").run().path
    let choice = try Optimizer.parse(name)
    for (text, start, pick) in [("x^2", 2.0, \PlanePoint.x), ("5x^3", 0.8, \.y)] {
      let alone = Descent(
        Curve(try Formula(parsing: text + " + 0sin(x)")), from: start, steps: 100,
        optimizer: choice.optimizer,
        weightDecay: choice.weightDecay ?? choice.optimizer.traits.defaultWeightDecay
      ).run(learningRate: 0.01).path
      for (place, x) in zip(path, alone) { #expect(abs(place[keyPath: pick] - x) <= 1e-12) }
    }
  }

  @Test func curvatures() throws {
    let bowl = try Case("x^2 + 10y^2", (2, 1), 0.05, "").run()
    let minimum = try #require(bowl.minimum)
    #expect(minimum.curvature.low == 2 && minimum.curvature.high == 20)
    #expect(minimum.curvature.conditionNumber == 10 && bowl.stabilityLimit == 0.1)
    // Of Rosenbrock's valley at (1, 1): the Hessian is [[802, -400], [-400, 200]]
    let valley = try Case(Self.rosenbrock, (-1.2, 1), 0.001, "").run()
    let bottom = try #require(valley.minimum)
    #expect(bottom.place == PlanePoint(1, 1))
    #expect(abs(bottom.curvature.low - 0.39936) < 1e-5)
    #expect(abs(bottom.curvature.high - 1001.6006) < 1e-3)
    #expect(abs(try #require(bottom.curvature.conditionNumber) - 2508.01) < 0.01)
    let saddle = try Case("x^2 - y^2", (2, 0), 0.1, "").run()
    #expect(saddle.stationaryPoints.map(\.kind) == [.saddle])
    #expect(saddle.stationaryPoints[0].curvature.low == -2)
    #expect(saddle.stationaryPoints[0].curvature.conditionNumber == nil)
  }

  @Test func findsAllStationaryPointsOfADoubleWell() throws {
    let run = try Case("(x^2 - 1)^2 + y^2", (0.5, 1), 0.05, "").run()
    #expect(run.stationaryPoints.map(\.kind) == [.minimum, .saddle, .minimum])
    #expect(run.stationaryPoints.map(\.place.x) == [-1, 0, 1])
  }

  /// The limit against what really happens just below and above it, and the pace at the best rate.
  @Test func limitAndBestRate() throws {
    for kappa in [1.0, 3, 30, 1000] {
      let text = "x^2 + \(kappa)y^2"
      let limit = try #require(try Case(text, (2, 1), 1e-4, "").run().stabilityLimit)
      #expect(
        try Case(text, (2, 1), 0.999 * limit, steps: 100_000, "").run().verdict.name == "converges")
      #expect(try Case(text, (2, 1), 1.001 * limit, "").run().verdict.name == "diverges")
      let path = try Case(text, (2, 1), 2 / (2 + 2 * kappa), steps: 50, "").run().path
      let pace = path[20].distance(to: PlanePoint(0, 0)) / path[19].distance(to: PlanePoint(0, 0))
      if kappa > 1 { #expect(abs(pace - (kappa - 1) / (kappa + 1)) < 1e-6) }
    }
  }
}
