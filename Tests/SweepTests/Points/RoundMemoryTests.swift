import Planning
import Running
import Tabular
import Testing
import Training
import Tuning

/// What several jobs have trained in common.
struct RoundMemoryTests {
  private static let dataset = Dataset.blobs(rows: 150, features: 4, classes: 3)

  private static func job(
    _ optimizer: Training.Optimizer = .sgd, seed: UInt64 = 0, highest: Double? = nil,
    dataset: Dataset = Self.dataset
  ) -> FindJob {
    FindJob(
      FindPlan(
        settings: TrainingSettings(
          model: .mlp(hidden: [6], activation: .relu), optimizer: optimizer, seed: seed),
        schedule: .constant, resolvedSchedule: .constant, weightDecay: 0, budgetSteps: 400,
        rangeTest: .usual(for: optimizer, budgetSteps: 400, highest: highest)), splits: [dataset])
  }

  private static func values(_ outcome: FindJob.Outcome) -> [[String]] {
    outcome.rounds.map { $0.lanes.map { "\($0)" } + ["\($0.cost) \($0.round)"] }
  }

  @Test func `what was trained is recalled bit for bit, also after it was text`() {
    let memory = RoundMemory()
    let alone = Self.job().run(workers: 1)
    let first = Self.job().run(workers: 1, memory: memory)
    let cost = memory.cost
    let second = Self.job().run(workers: 1, memory: memory)
    #expect(cost == alone.cost && memory.cost == cost)
    let recorded = RoundMemory(memory.added)
    let later = Self.job().run(workers: 2, memory: recorded)
    #expect(recorded.cost == 0 && recorded.added.isEmpty)
    for outcome in [first, second, later] {
      #expect(Self.values(outcome) == Self.values(alone))
      #expect(outcome.recommendation == alone.recommendation)
    }
  }

  @Test func `another optimizer, seed or range test shares nothing that it must not`() {
    let memory = RoundMemory()
    _ = Self.job().run(workers: 1, memory: memory)
    for job in [Self.job(.adam()), Self.job(seed: 1), Self.job(highest: 30)] {
      let alone = job.run(workers: 1)
      let shared = job.run(workers: 1, memory: memory)
      #expect(Self.values(shared) == Self.values(alone))
    }
  }

  @Test func `a round that goes on from recalled ones is trained as ever`() throws {
    let memory = RoundMemory()
    let alone = Self.job().run(workers: 1, memory: memory)
    // The last round is forgotten; those before it are recalled, and trained again for their states.
    let last = try #require(
      memory.added.max { $0.value.count < $1.value.count }?.key, "no round was trained")
    for forgotten in [last] + memory.added.keys.sorted() {
      var known = memory.added
      known[forgotten] = nil
      let outcome = Self.job().run(workers: 1, memory: RoundMemory(known))
      #expect(Self.values(outcome) == Self.values(alone))
    }
  }

  @Test func `a text that is damaged is not believed`() {
    let memory = RoundMemory()
    let alone = Self.job().run(workers: 1, memory: memory)
    let damaged = RoundMemory(memory.added.mapValues { String($0.dropLast($0.count / 2)) })
    let outcome = Self.job().run(workers: 1, memory: damaged)
    #expect(Self.values(outcome) == Self.values(alone))
    #expect(damaged.cost == alone.cost)
  }
}
