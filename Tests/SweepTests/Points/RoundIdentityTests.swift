import Running
import Testing
import Training

/// What the rounds of a search are known by in a store.
struct RoundIdentityTests {
  private static let usual = RoundIdentity(
    settings: TrainingSettings(model: .mlp(hidden: [6], activation: .relu), optimizer: .sgd),
    rounds: [
      Round(
        lanes: [Lane(learningRate: 0.01), Lane(learningRate: 0.1, repeat: 1)],
        checkpoints: [50, 100], end: 100, stopRule: StopRule(factor: 4, beta: 0.98)),
      Round(lanes: [Lane(learningRate: 0.1)], start: 100, checkpoints: [200], end: 200),
    ])

  private static let changes: [@Sendable (inout RoundIdentity) -> Void] = [
    { $0.settings.model = .mlp(hidden: [6], activation: .tanh) },
    { $0.settings.model = .logistic },
    { $0.settings.optimizer = .momentum() },
    { $0.settings.optimizer = .momentum(momentum: 0.8) },
    { $0.settings.batchSize += 1 },
    { $0.settings.clipNorm = 1 },
    { $0.settings.clipNorm = .infinity },
    { $0.settings.seed = 1 },
    { $0.rounds.removeLast() },
    { $0.rounds.swapAt(0, 1) },
    { $0.rounds[1].lanes[0].learningRate = 0.1.nextUp },
    { $0.rounds[1].lanes[0].schedule = Schedule(.constant, warmupSteps: 1) },
    { $0.rounds[1].lanes[0].schedule = Schedule(.cosine(min: 0, steps: 100)) },
    { $0.rounds[1].lanes[0].weightDecay = 0.1 },
    { $0.rounds[1].lanes[0].repeat = 1 },
    { $0.rounds[0].lanes.swapAt(0, 1) },
    { $0.rounds[0].lanes.removeLast() },
    { $0.rounds[1].start = 99 },
    { $0.rounds[1].checkpoints = [] },
    { $0.rounds[1].end = 201 },
    { $0.rounds[0].stopRule = nil },
    { $0.rounds[0].stopRule?.factor = 5 },
    { $0.rounds[0].stopRule?.beta = 0.9 },
  ]

  @Test func `whatever a result depends on makes for another key`() {
    let all =
      [Self.usual]
      + Self.changes.map { change in
        var changed = Self.usual
        change(&changed)
        return changed
      }
    #expect(Set(all.map(\.id)).count == all.count)
  }

  @Test func `the key is the same in every process`() {
    #expect(Self.usual.id == "r5984416fa919a2b05bc5")
  }
}
