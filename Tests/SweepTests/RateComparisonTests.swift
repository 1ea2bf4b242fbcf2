import Experiment
import Planning
import Running
import Statistics
import Tabular
import Testing
import Training
import Tuning

@Suite struct RateComparisonTests {
  /// A rate whose trainings end with losses, nil for diverged, after passing through others.
  private static func rate(_ learningRate: Double, _ ends: [Double?], at checkpoints: [[Double]])
    -> RateComparison.Rate
  {
    let configuration = Configuration(
      Setting(
        schedule: .constant, optimizer: .sgd, weightDecay: 0, batchSize: 32, model: .logistic),
      learningRate: learningRate)
    return RateComparison.Rate(
      learningRate: learningRate,
      trials: ends.enumerated().map { seed, end in
        TrialResult(
          id: "", configuration: configuration, seed: UInt64(seed), steps: 20,
          status: end == nil ? .diverged : .ok, divergedAtStep: nil, untrainedLoss: 1,
          trainLoss: nil, validationLoss: end, metric: end.map { 1 - $0 },
          checkpoints: checkpoints[seed].enumerated().map {
            TrialResult.Checkpoint(
              step: 10 * $0, learningRate: learningRate, trainLoss: nil, validationLoss: $1)
          })
      })
  }

  private static let recommended = rate(
    0.1, [0.1, 0.2, 0.3], at: [[1, 0.4, 0.1], [1, 0.4, 0.2], [1, 0.6, 0.3]])

  private static func contender(_ optimizer: Training.Optimizer, _ ends: [Double?])
    -> UntunedComparison.Contender
  {
    UntunedComparison.Contender(
      optimizer: optimizer,
      rate: rate(
        optimizer.traits.untunedRate ?? 0.1, ends, at: Array(repeating: [1], count: ends.count)))
  }

  /// The differences of the best are 0.2, 0.1 and 0.3: mean 0.2, error 0.1/√3; of one chosen from three
  /// t(1 − 0.025/3, 2) = 7.648804. A row and the sentence on the best are judged alike.
  @Test func `every interval counts that one is chosen, and two trainings have none`() throws {
    let comparison = UntunedComparison(
      tuned: Self.contender(.sgd, [0.1, 0.2, 0.3]),
      contenders: [
        Self.contender(.dog(), [0.3, 0.3, 0.6]), Self.contender(.ldog(), [0.9, 0.9, 0.9]),
        Self.contender(.prodigy(), [0.2, nil, 0.4]), Self.contender(.adam(), [0.1, 0.1, 0.1]),
      ])
    let best = try #require(comparison.bestTuningFree)
    #expect(best.optimizer == .dog() && comparison.tuningFree.count == 3)
    let chosen = try #require(comparison.bestPair)
    #expect(comparison.pair(of: best)?.difference == chosen.difference)
    #expect(comparison.pair(of: best)?.verdict == chosen.verdict)
    let reach = try #require(chosen.difference.high) - chosen.difference.mean
    #expect(abs(reach - 7.648804 * 0.1 / 3.0.squareRoot()) < 1e-4)
    let two = try #require(comparison.pair(of: comparison.contenders[2]))
    #expect(two.replicateCount == 2 && two.difference.low == nil)
    #expect(two.verdict == .indistinguishable && abs(two.difference.mean - 0.1) < 1e-12)
  }

  /// One that ended lowest by chance, at differences of −0.5, 0.1 and 0.1, does not stand for all where another is
  /// told to be better, at −0.05 each but for 0.001; without that one it does.
  @Test func `a clear winner goes before a lower mean`() throws {
    let wild = Self.contender(.dog(), [-0.4, 0.3, 0.4])
    let clear = Self.contender(.prodigy(), [0.05, 0.151, 0.249])
    let tuned = Self.contender(.sgd, [0.1, 0.2, 0.3])
    let comparison = UntunedComparison(tuned: tuned, contenders: [wild, clear])
    #expect(comparison.lowestTuningFree?.optimizer == .dog())
    #expect(comparison.pair(of: wild)?.verdict == .indistinguishable)
    #expect(comparison.bestTuningFree?.optimizer == .prodigy())
    #expect(comparison.bestPair?.verdict == .better)
    let alone = UntunedComparison(tuned: tuned, contenders: [wild])
    #expect(alone.bestTuningFree?.optimizer == .dog())
  }

  /// Differences 0.4, 0.5, 0.3: mean 0.4, standard deviation 0.1, error 0.1/√3 = 0.057735,
  /// t(0.975, 2) = 4.302653, reach 0.248414. The means at step 10 are 0.4667, below 0.6.
  @Test func `a worse rate`() throws {
    let other = Self.rate(0.001, [0.5, 0.7, 0.6], at: Array(repeating: [1, 1, 0.6], count: 3))
    let pair = try #require(
      RateComparison(rates: [Self.recommended, other]).pair(of: other))
    #expect(pair.verdict == .worse && pair.replicateCount == 3 && pair.reachedAt == 10)
    #expect(abs(pair.loss - 0.6) < 1e-12 && abs(pair.recommendedLoss - 0.2) < 1e-12)
    #expect(abs(pair.difference.mean - 0.4) < 1e-12)
    #expect(abs((pair.difference.low ?? 0) - 0.151586) < 1e-6)
    #expect(abs((pair.difference.high ?? 0) - 0.648414) < 1e-6)
    #expect(abs((pair.metric ?? 0) - 0.4) < 1e-12)
  }

  /// As above, but of two that were looked at: t(1 − 0.025/2, 2) = 6.205347, reach 0.358266.
  @Test func `an interval counts that one of several is chosen`() throws {
    let other = Self.rate(0.001, [0.5, 0.7, 0.6], at: Array(repeating: [1, 1, 0.6], count: 3))
    let third = Self.rate(9, [nil, nil, nil], at: Array(repeating: [1], count: 3))
    let pair = try #require(
      RateComparison(rates: [Self.recommended, other, third]).pair(of: other))
    #expect(abs((pair.difference.low ?? 0) - 0.041734) < 1e-6)
  }

  /// The seeds differ by more than the rates: only pairing shows the 0.02.
  @Test func `a better rate, seen through the seeds' own differences`() throws {
    let other = Self.rate(
      0.2, [0.08, 0.18, 0.281], at: [[1, 0.2, 0.08], [1, 0.2, 0.18], [1, 0.15, 0.281]])
    let pair = try #require(
      RateComparison(rates: [Self.recommended, other]).pair(of: other))
    #expect(pair.verdict == .better)
    // The means at step 10 are 0.55/3 = 0.1833, below the recommended rate's 0.2.
    #expect(pair.reachedAt == 10)
  }

  /// Differences 0.1 and −0.1.
  @Test func `what cannot be told apart`() throws {
    let other = Self.rate(0.2, [0.2, 0.1, nil], at: Array(repeating: [1, 1, 1], count: 3))
    let pair = try #require(
      RateComparison(rates: [Self.recommended, other]).pair(of: other))
    #expect(pair.verdict == .indistinguishable && pair.replicateCount == 2 && pair.reachedAt == nil)
    #expect(abs(pair.recommendedLoss - 0.15) < 1e-12, "over the common seeds")
  }

  @Test func `one common seed has no interval`() throws {
    let other = Self.rate(0.2, [0.9, nil, nil], at: Array(repeating: [1, 1, 1], count: 3))
    let pair = try #require(
      RateComparison(rates: [Self.recommended, other]).pair(of: other))
    #expect(pair.difference.low == nil && pair.verdict == .indistinguishable)
  }

  @Test func `nothing is compared with a diverged rate`() {
    let other = Self.rate(9, [nil, nil, nil], at: Array(repeating: [1], count: 3))
    let comparison = RateComparison(rates: [Self.recommended, other])
    #expect(comparison.pair(of: other) == nil)
    #expect(other.divergedCount == 3 && other.loss == nil)
  }

  private static func plan(_ schedule: ScheduleSpecification) throws -> FindPlan {
    FindPlan(
      settings: TrainingSettings(
        model: .mlp(hidden: [8], activation: .tanh), optimizer: .momentum(), batchSize: 16, seed: 3),
      schedule: schedule,
      resolvedSchedule: try schedule.resolved(budgetSteps: 60, stepsPerEpoch: 10), weightDecay: 0,
      budgetSteps: 60, rangeTest: .usual(for: .momentum(), budgetSteps: 60))
  }

  /// Each seed is the training that `train` makes, but for last bits of products in another width.
  @Test(arguments: ["constant", "cosine", "plateau:patience=0,threshold=0.9"])
  func `every seed is trained as train does`(schedule: String) throws {
    let dataset = Dataset.blobs(rows: 200, features: 4, classes: 3)
    let plan = try Self.plan(ScheduleSpecification.parse(schedule))
    let job = RateComparisonJob(
      plan, on: TrainingSplits(dataset), recommended: 0.05, others: [0.001, 0.05])
    let (comparison, again) = (job.run(workers: 1), job.run(workers: 2))
    #expect(comparison.rates.map(\.learningRate) == [0.05, 0.001])
    #expect(comparison.replicates == (3..<8).map { Replicate(seed: $0) })
    #expect(comparison.cost == 2 * 5 * 60 && job.expectedSteps == comparison.cost)
    for (rate, same) in zip(comparison.rates, again.rates) {
      #expect(rate.trials == same.trials)
      let runs = TrainJob(
        TrainJob.Plan(
          configuration: Configuration(plan.setting, learningRate: rate.learningRate),
          clipNorm: nil, replicates: comparison.replicates, steps: 60), on: TrainingSplits(dataset)
      ).run(workers: 1)
      for (run, trial) in zip(runs, rate.trials) {
        let loss = try #require(run.validationLoss)
        #expect(abs((trial.validationLoss ?? 0) / loss - 1) < 1e-4)
      }
    }
  }

  @Test func `a wild rate diverges and one that hardly moves does not`() throws {
    let plan = try Self.plan(.constant)
    let dataset = Dataset.blobs(rows: 200, features: 4, classes: 2)
    let comparison = RateComparisonJob(
      plan, on: TrainingSplits(dataset), recommended: 0.05, others: [1e6, 1e-9]
    ).run(workers: 1)
    #expect(comparison.rates.map(\.divergedCount) == [0, 5, 0])
  }
}
