import Experiment
import LinearAlgebra
import Testing
import Training

/// A trial's key.
struct TrialIdentityTests {
  static let usual = Configuration(
    Setting(
      schedule: .constant, optimizer: .adam(), weightDecay: 0, batchSize: 32,
      model: .mlp(hidden: [64], activation: .relu)), learningRate: 0.1)

  private static func id(
    data: String = "d0", _ configuration: Configuration = usual, steps: Int = 200,
    horizon: Int? = nil, clipNorm: Double? = nil, seed: UInt64 = 0
  ) -> String {
    TrialIdentity(
      data: data, configuration: configuration, steps: steps, horizon: horizon, clipNorm: clipNorm
    )
    .id(seed: seed)
  }

  private static func changed(
    _ change: (inout Configuration) -> Void
  ) -> String {
    var configuration = usual
    change(&configuration)
    return id(configuration)
  }

  /// Every ingredient, changed by itself.
  static let others: [(String, String)] = [
    ("data", id(data: "d1")), ("steps", id(steps: 201)),
    ("a rung", id(steps: 67, horizon: 200)), ("a short training", id(steps: 67)),
    ("a rung of a longer one", id(steps: 67, horizon: 201)), ("clipping", id(clipNorm: 1)),
    ("another norm", id(clipNorm: 2)), ("seed", id(seed: 1)),
    ("schedule", changed { $0.setting.schedule = ScheduleSpecification(.cosine()) }),
    (
      "a schedule's key", changed { $0.setting.schedule = ScheduleSpecification(.cosine(min: 0.1)) }
    ),
    ("warmup", changed { $0.setting.schedule.warmup = .percent(5) }),
    ("a longer warmup", changed { $0.setting.schedule.warmup = .percent(6) }),
    ("optimizer", changed { $0.setting.optimizer = .adamw() }),
    ("beta1", changed { $0.setting.optimizer = .adam(beta1: 0.8) }),
    ("beta2", changed { $0.setting.optimizer = .adam(beta2: 0.99) }),
    ("epsilon", changed { $0.setting.optimizer = .adam(epsilon: 1e-7) }),
    ("decay", changed { $0.setting.weightDecay = 0.01 }),
    ("batch", changed { $0.setting.batchSize = 33 }),
    ("layers", changed { $0.setting.model = .mlp(hidden: [64, 64], activation: .relu) }),
    ("width", changed { $0.setting.model = .mlp(hidden: [6, 4], activation: .relu) }),
    ("activation", changed { $0.setting.model = .mlp(hidden: [64], activation: .tanh) }),
    ("model", changed { $0.setting.model = .logistic }),
    ("rate", changed { $0.learningRate = 0.100001 }),
  ]

  @Test(arguments: others) func `every ingredient changes it`(ingredient: String, id: String) {
    #expect(id != Self.id())
    #expect(Self.others.count { $0.1 == id } == 1, "two changes have the same key")
  }

  /// A key that changes makes every store run all its trials again.
  @Test func `it is the same for ever`() {
    #expect(Self.id() == "t47e0ab1f8d744431349f")
    #expect(Self.id(seed: 7) == "t2cbce6bab589f14b459c")
  }
}
