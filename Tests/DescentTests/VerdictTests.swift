import Descent
import Testing
import Training

/// What is said about descents whose end is known.
@Suite struct VerdictTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var polynomial: String
    var start: Double
    var learningRate: Double
    var optimizer = "sgd"
    var steps = 100
    var name: String
    /// The stationary point, to 3 decimals.
    var target: Double?
    var testDescription: String {
      "\(polynomial) from \(start), η = \(learningRate), \(optimizer), \(steps) steps: \(name)"
    }

    init(
      _ polynomial: String, from start: Double, _ learningRate: Double,
      with optimizer: String = "sgd",
      steps: Int = 100, _ name: String, at target: Double? = nil
    ) {
      self.polynomial = polynomial
      self.start = start
      self.learningRate = learningRate
      self.optimizer = optimizer
      self.steps = steps
      self.name = name
      self.target = target
    }

    func run() throws -> DescentRun {
      let choice = try Optimizer.parse(optimizer)
      return Descent(
        try Polynomial(parsing: polynomial), from: start, steps: steps,
        optimizer: choice.optimizer,
        weightDecay: choice.weightDecay ?? choice.optimizer.traits.defaultWeightDecay
      ).run(learningRate: learningRate)
    }
  }

  static let cases: [Case] = [
    // The four rates of the introduction
    Case("x^2", from: 2, 1, "bounces"),
    Case("x^2", from: 2, 0.5, "lands_in_one_step", at: 0),
    Case("x^2", from: 2, 1.5, "diverges"),
    Case("x^2", from: 2, 0.0001, "too_slow", at: 0),
    // From the other side, from farther away, and faster: 1 - 2·5 = -9
    Case("x^2", from: -2, 1, "bounces"),
    Case("x^2", from: -2, 0.5, "lands_in_one_step", at: 0),
    Case("x^2", from: -2, 5, "diverges"),
    Case("x^2", from: -2, 0.0001, "too_slow", at: 0),
    Case("x^2", from: 5, 1, "bounces"),
    Case("x^2", from: 5, 5, "diverges"),
    Case("x^2", from: 5, 0.0001, "too_slow", at: 0),
    Case("x^2", from: 2, 5, "diverges"),
    // Downhill from 2 on 5x³ a step is 60η
    Case("5x^3", from: 2, 1, "falls_without_bound"),
    Case("5x^3", from: 2, 5, "falls_without_bound"),
    Case("5x^3", from: 2, 0.0001, "stalls", at: 0),
    Case("5x^3", from: -2, 0.0001, "falls_without_bound"),
    Case("5x^3", from: 5, 0.0001, "stalls", at: 0),
    // Around them
    Case("x^2", from: 2, 0.1, "converges", at: 0),
    Case("x^2", from: 2, 0.499, "converges", at: 0),
    Case("x^2", from: 2, 0.9, "oscillates_and_converges", at: 0),
    Case("x^2", from: -0.3, 1, "bounces"),
    Case("x^2", from: 2, 0.999999, "too_slow", at: 0),
    Case("x^2", from: 2, 0.999999999999, "too_slow", at: 0),
    Case("x^2", from: 2, 1.000001, "diverges"),
    Case("x^2", from: 2, 1.0000000001, "diverges"),
    Case("x^2", from: 2, 1e300, "diverges"),
    Case("x^2", from: 2, 1e-300, "too_slow", at: 0),
    Case("x^2", from: 2, .leastNonzeroMagnitude, "too_slow", at: 0),
    Case("x^2", from: 1e200, 0.1, "converges", at: 0),
    Case("x^2", from: 1e-200, 0.1, "converges", at: 0),
    Case("x^2", from: 2, 0.1, steps: 1, "too_slow", at: 0),
    Case("x^2", from: 2, 0.5, steps: 1, "lands_in_one_step", at: 0),
    Case("x^2 - 6x + 9", from: 8, 0.5, "lands_in_one_step", at: 3),
    Case("x^2 - 6x + 9", from: 8, 0.3, "converges", at: 3),
    // No steps to make
    Case("x^2", from: 0, 0.1, "starts_at_rest", at: 0),
    Case("x^2", from: 0, 0.1, with: "adam:eps=0", "starts_at_rest", at: 0),
    Case("-x^2", from: 0, 0.1, "starts_at_rest", at: 0),
    Case("5x^3", from: 0, 0.1, "starts_at_rest", at: 0),
    Case("5", from: 3, 0.1, "flat"),
    // Stationary points that are no minimum
    Case("5x^3", from: 1, 0.01, "stalls", at: 0),
    // 100 · 15η is less than a hundredth of the way
    Case("5x^3", from: 1, 1e-9, "hardly_moves", at: 0),
    Case("5x^3", from: 1, 1e-9, steps: 1_000_000, "stalls", at: 0),
    Case("5x^3", from: 1, 1e-15, "hardly_moves", at: 0),
    Case("5x^3", from: 1, 1e-15, with: "momentum", "hardly_moves", at: 0),
    Case("5x^3", from: 1, 1e-12, with: "adam", "hardly_moves", at: 0),
    Case("2x", from: 1, 1e-15, "hardly_moves"),
    Case("-x^2", from: 1, 1e-15, "hardly_moves"),
    // 1 - 15η is 1
    Case("5x^3", from: 1, 1e-18, "stuck"),
    Case("2x", from: 1, 1e-18, "stuck"),
    // 1 - 15·η·1 = 0 lands on the inflection point
    Case("15x^3", from: 1, 0.022222222222222223, "stalls", at: 0),
    Case("5x^3", from: 1, 0.1, "falls_without_bound"),
    Case("5x^3", from: -1, 0.01, "falls_without_bound"),
    // a step is 1.5 · 10⁻¹⁸
    Case("5x^3", from: -1e-9, 0.1, "hardly_moves"),
    Case("5x^3", from: 1, 0.01, with: "adam", "stalls", at: 0),
    Case("5x^3", from: 1, 0.5, with: "adam", "falls_without_bound"),
    Case("-x^2", from: 1e-9, 0.1, "falls_without_bound"),
    Case("-x^2", from: -1, 0.1, with: "adam", "falls_without_bound"),
    // -x² with 1 + 2η: a maximum throws out however small η is
    Case("-x^2", from: 1, 1e-4, "falls_without_bound"),
    // f′ = x³ - x is 6 at 2: the step 6/3 lands on the maximum at 0
    Case("0.25x^4 - 0.5x^2", from: 2, 0.3333333333333333, "stalls", at: 0),
    // Nothing to stop it
    Case("2x", from: 1, 0.1, "falls_without_bound"),
    Case("-2x", from: 1, 0.1, "falls_without_bound"),
    Case("x^3 + x", from: 1, 0.01, "falls_without_bound"),
    Case("2x", from: 1e150, 0.1, "stuck"),
    Case("-x^4", from: 1e150, 0.1, "falls_without_bound"),
    Case("3", from: 1, 0.1, with: "adamw", "flat"),
    // Several minima
    Case("x^4 - 3x^2 + x", from: 0.5, 0.01, "converges", at: 1.1309),
    Case("x^4 - 3x^2 + x", from: 0.1, 0.01, "converges", at: -1.3008),
    Case("x^4 - 3x^2 + x", from: 0.5, 0.2, "oscillates_and_converges", at: 1.1309),
    Case("x^4 - 3x^2 + x", from: 0.5, 0.22, "bounces"),
    Case("x^4 - 3x^2 + x", from: 0.5, 0.3, "bounces"),
    Case("x^4 - 3x^2 + x", from: 0.5, 0.5, "diverges"),
    // Close to a maximum the way is long, but it leads down
    Case("x^4 - 2x^2", from: 1e-6, 0.05, steps: 200, "converges", at: 1),
    Case("x^4 - 2x^2", from: -1e-6, 0.05, steps: 200, "converges", at: -1),
    Case("x^3 - 3x", from: 2, 0.1, "converges", at: 1),
    Case("x^3 - 3x", from: -1.1, 0.1, "falls_without_bound"),
    Case("x^3 - 3x", from: 4, 0.2, "falls_without_bound"),
    // Flat minima
    Case("x^4", from: 1, 0.1, "too_slow", at: 0),
    Case("x^4", from: 1, 0.25, "lands_in_one_step", at: 0),
    Case("x^4", from: 1, 0.5, "bounces"),
    Case("x^4", from: 1, 0.51, "diverges"),
    Case("x^50", from: 1.5, 1e-9, "diverges"),
    // Other optimizers
    Case("x^2", from: 2, 0.01, with: "momentum", steps: 200, "oscillates_and_converges", at: 0),
    Case("x^2", from: 2, 1.9, with: "momentum", "bounces"),
    Case("x^2", from: 2, 1.91, with: "momentum", "diverges"),
    Case("x^2", from: 2, 0.1, with: "nesterov", "oscillates_and_converges", at: 0),
    Case("x^2", from: 2, 0.1, with: "adam", steps: 200, "oscillates_and_converges", at: 0),
    Case("x^2", from: 2, 0.001, with: "adam", "too_slow", at: 0),
    Case("x^2", from: 2, 1e-9, with: "adam", "too_slow", at: 0),
    Case("x^2", from: 2, 0.1, with: "rmsprop", "converges", at: 0),
    Case("x^2", from: 2, 0.1, with: "rmsprop:alpha=0.5", "bounces"),
    Case("x^2", from: 2, 0.1, with: "rmsprop:alpha=0", "bounces"),
    Case("x^2", from: 2, 2, with: "adagrad", "converges", at: 0),
    Case("x^2", from: 2, 0.1, with: "adagrad", steps: 1000, "converges", at: 0),
    Case("x^2", from: 1e200, 0.1, with: "adam", "breaks_down"),
    Case("x^2", from: 1, 0.5, with: "adagrad:eps=0", steps: 100, "converges", at: 0),
    // Weight decay moves the minimum: (x - 3)² + x²/2·1 is lowest at 2
    Case("x^2 - 6x + 9", from: 8, 0.1, with: "sgd:weight-decay=1", "converges", at: 2),
    // and AdamW's pulls with 10·x against at most 1
    Case("x^2 - 6x + 9", from: 8, 0.1, with: "adamw:weight-decay=10", "rests_elsewhere"),
    Case("x^2 - 6x + 9", from: 3, 0.1, with: "adamw:weight-decay=10", "rests_elsewhere"),
  ]

  @Test(arguments: cases)
  func verdict(_ row: Case) throws {
    let run = try row.run()
    #expect(run.verdict.name == row.name, "\(run.verdict)")
    if let target = row.target {
      #expect(abs(try #require(run.verdict.target).x - target) < 1e-3)
    } else {
      #expect(run.verdict.target == nil)
    }
    let isFinite = run.path.allSatisfy(\.isFinite)
    #expect(isFinite, "no path holds what is no number")
  }

  /// 2·|1 - 2η|ᵗ ≤ 0.002 from t = ln 1000 / -ln |1 - 2η| on.
  @Test(arguments: [
    (0.1, 31), (0.01, 342), (0.9, 31), (0.0001, 34536), (0.99, 342), (0.25, 10), (0.00001, 345385),
  ])
  func countsSteps(learningRate: Double, expected: Int) throws {
    for steps in [10, 1000] {
      let run = try Case("x^2", from: 2, learningRate, steps: steps, "").run()
      switch run.verdict {
      case .converges(_, let needed, let distance, _):
        #expect(needed == expected && expected <= steps && distance == 0.002)
      case .tooSlow(_, .counted(let needed), let distance, _):
        #expect(needed == expected && expected > steps && distance == 0.002)
      default: Issue.record("\(run.verdict)")
      }
    }
  }

  /// Estimates where the steps needed have a formula.
  ///
  /// x²: ln 1000 / 2η. x⁴ with small steps: dx/dt = -4ηx³, so (1/x² - 1/x₀²) / 8η. Adam: a step is
  /// η. Adagrad: a step on the long way is η/√t, so d = 2η√t. Momentum: as sgd with η/(1 - β).
  static let slow: [(polynomial: String, learningRate: Double, optimizer: String, steps: Double)] =
    [
      ("x^2", 1e-8, "sgd", 6.907755e8 / 2), ("x^2", 0.99999999, "sgd", 6.907755e8 / 2),
      ("x^2", 1e-8, "momentum", 6.907755e7 / 2), ("x^2", 1e-8, "nesterov", 6.907755e7 / 2),
      ("x^2", 1e-8, "momentum:momentum=0.5,dampening=0.5", 6.907755e8 / 2),
      ("x^4", 1e-6, "sgd", 1e6 / 8e-6 / 4), ("x^4", 0.01, "sgd", 1e6 / 8e-2 / 4),
      ("x^2", 1e-8, "adam", 1.998e8), ("x^2", 1e-8, "rmsprop:eps=0", 1.998e8),
      ("x^2", 1e-4, "adagrad:eps=0", 0),
    ]

  @Test(arguments: slow)
  func estimates(polynomial: String, learningRate: Double, optimizer: String, expected: Double)
    throws
  {
    let run = try Case(polynomial, from: 2, learningRate, with: optimizer, "").run()
    guard case .tooSlow(_, .estimated(let steps), _, _) = run.verdict else {
      Issue.record("\(run.verdict)")
      return
    }
    if expected > 0 {
      #expect(abs(steps / expected - 1) < 0.03, "\(steps)")
    } else {
      // Adagrad's slopes get smaller on the way, but never by more than their sum: at least d²/4η².
      #expect(steps > 1e8 && steps < 1e10, "\(steps)")
    }
  }

  /// The steps to a hundredth of the way: 0.01 / 15η and a little, for the slope gets smaller:
  /// (1/0.99 - 1) / 15η.
  @Test(arguments: [(1e-15, 673_400_673_400.0), (1e-12, 673_400_673.4), (1e-9, 673_401)])
  func saysHowManyStepsAMoveTakes(learningRate: Double, expected: Double) throws {
    let run = try Case("5x^3", from: 1, learningRate, "").run()
    switch run.verdict {
    case .hardlyMoves(_, .counted(let steps), let distance):
      #expect(Double(steps) == expected && distance == 0.01)
    case .hardlyMoves(_, .estimated(let steps), let distance):
      #expect(abs(steps / expected - 1) < 0.01 && distance == 0.01, "\(steps)")
    default: Issue.record("\(run.verdict)")
    }
  }

  /// What is said to come later was seen at the steps that are named.
  @Test func leavesAtTheStepThatIsNamed() throws {
    let run = try Case("x^2", from: 2, 0.1, with: "rmsprop", steps: 100, "").run()
    let leaving = try #require(run.leaving)
    let longer = try Case("x^2", from: 2, 0.1, with: "rmsprop", steps: leaving.after, "").run()
    #expect(abs(longer.path[leaving.after]) > 0.002)
    guard case .converges(_, let steps, let distance, _) = run.verdict else {
      Issue.record("\(run.verdict)")
      return
    }
    #expect(longer.path[steps..<leaving.after].allSatisfy { abs($0) <= distance })
    #expect(leaving.steps == 500_001...1_000_000)
  }

  @Test func bounceSaysWhere() throws {
    let run = try Case("x^2", from: 2, 1, "").run()
    #expect(run.verdict == .bounces(low: -2, high: 2, period: 2))
    // f′ = 4x³, and x - η·4x³ = -x at x² = 1/2η
    let flat = try Case("x^4", from: 1, 0.5, "").run()
    #expect(flat.verdict == .bounces(low: -1, high: 1, period: 2))
  }

  @Test func overflowSaysWhen() throws {
    // 2·2ᵗ is above 2¹⁰²³·(2 - ε) from t = 1023 on.
    let run = try Case("x^2", from: 2, 1.5, steps: 2000, "").run()
    #expect(run.verdict == .diverges(step: 1022))
    #expect(run.path.count == 1023)
  }

  /// The steps of RMSprop do not shrink with the slope: near the minimum one is η in the end.
  @Test func settlesButNotForEver() throws {
    let run = try Case("x^2", from: 2, 0.1, with: "rmsprop", "").run()
    let range = try #require(run.rangeAfterLeaving)
    #expect(abs(range.lowerBound + 0.05) < 1e-6 && abs(range.upperBound - 0.05) < 1e-6)
    let adagrad = try Case("x^2", from: 2, 0.1, with: "adagrad", steps: 1000, "").run()
    #expect(adagrad.rangeAfterLeaving == nil)
  }
}
