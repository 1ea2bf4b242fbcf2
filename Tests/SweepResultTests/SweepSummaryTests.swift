import Experiment
import Reporting
import Statistics
import Testing
import Training
import Tuning

struct SweepSummaryTests {
  private func rates(_ summary: SweepSummary) -> [Double] {
    summary.entries.map(\.configuration.learningRate)
  }

  @Test func divergedSeedsRankBehind() throws {
    var trials: [TrialResult] = []
    // The lowest losses, but one seed of three diverged; then one that always did; two that did not.
    for (rate, losses) in [
      (1.0, [0.1, nil, 0.1]), (3.0, [nil, nil, nil]), (2.0, [nil, nil, 0.01]),
      (0.1, [0.5, 0.51, 0.52]), (0.01, [0.9, 0.8, 0.7]),
    ] as [(Double, [Double?])] {
      for (seed, loss) in losses.enumerated() {
        trials.append(.made(rate, seed: UInt64(seed), loss: loss))
      }
    }
    let summary = SweepSummary(trials)
    #expect(rates(summary) == [0.1, 0.01, 1, 2, 3])
    #expect(summary.entries.map(\.rank) == [1, 2, 3, 4, 5])
    #expect(summary.entries.map(\.divergedCount) == [0, 0, 1, 2, 3])
    #expect(relativeError(summary.entries[2].loss?.mean, 0.1) < 1e-12)
    #expect(summary.entries[4].loss == nil)
    #expect(summary.entries.map { $0.comparison == nil } == [false, false, true, true, true])
    // 1 diverges with a seed: 0.1 is not the end of what was measured, nor is it the lowest.
    #expect(summary.entries[0].isBestRate && summary.entries[0].edge == nil)
  }

  @Test func everythingDiverged() {
    let summary = SweepSummary([
      .made(1, seed: 0, loss: nil), .made(0.5, seed: 0, loss: nil), .made(0.5, seed: 1, loss: nil),
    ])
    #expect(rates(summary) == [0.5, 1])
    #expect(summary.entries.allSatisfy { $0.loss == nil && !$0.isBestRate && $0.edge == nil })
    #expect(summary.criticalValue == nil)
  }

  @Test func nothingFinished() {
    let summary = SweepSummary([])
    #expect(summary.entries.isEmpty && summary.untrainedLoss == nil)
  }

  @Test func oneConfigurationAndOneSeed() throws {
    let entry = try #require(SweepSummary([.made(0.1, seed: 4, loss: 0.5)]).entries.first)
    #expect(entry.rank == 1 && entry.isBestRate && entry.edge == nil)
    #expect(entry.loss?.mean == 0.5 && entry.loss?.standardError == nil)
    #expect(entry.comparison?.difference == 0 && entry.comparison?.isDistinguishable == nil)
    #expect(entry.sensitivity == RateSensitivity())
  }

  @Test func doesNotDependOnTheOrderOfTrials() {
    let trials = MadeSweep.large
    let expected = SweepFile.summaryTable.csv(SweepSummary(trials).entries)
    let odd = trials.indices.filter { $0 % 2 == 1 }.map { trials[$0] }
    let even = trials.indices.filter { $0 % 2 == 0 }.map { trials[$0] }
    #expect(SweepFile.summaryTable.csv(SweepSummary(trials.reversed()).entries) == expected)
    #expect(SweepFile.summaryTable.csv(SweepSummary(odd + even).entries) == expected)
    // A trial that came twice, as from two shards, counts once.
    #expect(
      SweepFile.summaryTable.csv(SweepSummary(trials + [trials[5]]).entries).count == expected.count
    )
  }

  // Configuration 0.1 has the hard seed 1 too, 0.2 has not: by plain means 0.2 were better.
  // Seed 1 is harder by 1, in 0.1 and 0.3; without it 0.1 stands at 0.5, 0.2 at 0.6.
  @Test func missingSeedsAreMadeUpFor() {
    let summary = SweepSummary([
      .made(0.1, seed: 0, loss: 0.5), .made(0.1, seed: 1, loss: 1.5),
      .made(0.3, seed: 0, loss: 0.75), .made(0.3, seed: 1, loss: 1.75),
      .made(0.2, seed: 0, loss: 0.6),
    ])
    #expect(rates(summary) == [0.1, 0.2, 0.3])
    #expect(relativeError(summary.entries[1].comparison?.difference, 0.1) < 1e-12)
    #expect(relativeError(summary.entries[1].comparison?.level, 1.1) < 1e-12)
    #expect(summary.entries[1].loss?.mean == 0.6)
  }

  @Test func fewerStepsRankBehind() {
    var trials: [TrialResult] = []
    for seed in 0..<2 as Range<UInt64> {
      trials.append(.made(0.1, seed: seed, loss: 0.9 + Double(seed), steps: 10, horizon: 30))
      trials.append(.made(0.1, seed: seed, loss: 0.5 + Double(seed), steps: 30))
      trials.append(.made(0.2, seed: seed, loss: 0.4 + Double(seed), steps: 10, horizon: 30))
      trials.append(.made(0.3, seed: seed, loss: 0.6 + Double(seed), steps: 30))
    }
    let summary = SweepSummary(trials)
    #expect(rates(summary) == [0.1, 0.3, 0.2])
    #expect(summary.entries.map(\.steps) == [30, 30, 10])
    #expect(summary.entries[2].comparison == nil)
    #expect(summary.entries.map(\.replicateCount) == [2, 2, 2])
    #expect(summary.entries.map(\.rungsAbove) == [0, 0, 1])
    // 2 seeds: 10 + 30, 10, 30 steps; to the end they had been 30 each.
    #expect(summary.steps == 160 && summary.fullSteps == 180)
  }

  /// Two of what went to the end: one diverged with a seed, one with both.
  @Test func whatWasStoppedStandsBehindWhatWentToTheEnd() {
    var trials: [TrialResult] = []
    for seed in 0..<2 as Range<UInt64> {
      for rate in [0.1, 0.2, 0.3, 0.4] {
        trials.append(.made(rate, seed: seed, loss: 0.5 - rate, steps: 10, horizon: 30))
      }
      trials.append(.made(0.1, seed: seed, loss: seed == 0 ? 0.6 : nil, steps: 30))
      trials.append(.made(0.2, seed: seed, loss: nil, steps: 30))
    }
    let summary = SweepSummary(trials)
    #expect(rates(summary) == [0.1, 0.4, 0.3, 0.2])
    #expect(summary.entries.map(\.rungsAbove) == [0, 1, 1, 0])
    // Nothing is compared with what was stopped.
    #expect(summary.entries.allSatisfy { $0.comparison == nil })
  }

  // 20 epochs are fewer steps with a larger batch, and are whole trainings all the same. A ninth of
  // 200 steps is 22, of 50 it is 6: 0.11 and 0.12 are the same rung.
  @Test func aRungIsAShareOfTheTraining() {
    var trials: [TrialResult] = []
    for seed in 0..<2 as Range<UInt64> {
      trials += [
        .made(0.1, seed: seed, loss: 0.5, steps: 200),
        .made(0.1, seed: seed, loss: 0.4, steps: 50, batchSize: 128),
        .made(0.2, seed: seed, loss: 0.7, steps: 22, horizon: 200),
        .made(0.2, seed: seed, loss: 0.6, steps: 6, horizon: 50, batchSize: 128),
      ]
    }
    let entries = SweepSummary(trials).entries
    #expect(entries.map(\.configuration.batchSize) == [128, 32, 128, 32])
    #expect(entries.map(\.rungsAbove) == [0, 0, 1, 1])
    #expect(entries.map { $0.comparison == nil } == [false, false, true, true])
  }

  @Test(arguments: [(1e-3, SweepSummary.Edge.low), (1e-1, nil), (10, .high)])
  func edges(_ best: Double, _ edge: SweepSummary.Edge?) throws {
    let trials = [1e-3, 1e-2, 1e-1, 1, 10].flatMap { rate -> [TrialResult] in
      (0..<2).map { .made(rate, seed: $0, loss: rate == best ? 0.1 : 0.2) }
    }
    let summary = SweepSummary(trials)
    #expect(summary.entries[0].edge == edge && summary.entries[0].isBestRate)
    #expect(summary.entries.count { $0.isBestRate || $0.edge != nil } == 1)
  }

  @Test func everyCellHasItsBestRate() {
    let best = SweepSummary(MadeSweep.large).entries.filter(\.isBestRate)
    #expect(Set(best.map(\.configuration.setting)).count == 6 && best.count == 6)
    #expect(best[0].configuration.schedule.description == "cosine")
  }
}

struct RateSensitivityTests {
  private func sensitivity(_ trials: [TrialResult], at rate: Double) -> RateSensitivity? {
    SweepSummary(trials).entries.first { $0.configuration.learningRate == rate }?.sensitivity
  }

  private func expectLoss(_ cost: RateSensitivity.Cost?, _ expected: Double) {
    guard case .loss(let loss) = cost else {
      Issue.record("\(String(describing: cost))")
      return
    }
    #expect(abs(loss - expected) < 1e-6)
  }

  // At the minimum, x = −1: ×10 is measured, 0.1 · 1². ×3 lies at log₁₀ 3 / 0.5 = 0.9542425 of the
  // way to x = −0.5, where the loss is 0.1 · 0.25 higher.
  @Test func aroundTheMinimumOfAParabola() {
    let cost = sensitivity(MadeSweep.parabola, at: 0.1)
    expectLoss(cost?.tenfold, 0.1)
    expectLoss(cost?.threefold, 0.025 * 0.954_242_5)
  }

  // At x = −2, 0.1 above the minimum: the worse side is down. ×10: 0.1 · 2² − 0.1. ×3: towards
  // x = −2.5, which is 0.1 · (1.5² − 1²) higher.
  @Test func takesTheWorseSide() {
    let cost = sensitivity(MadeSweep.parabola, at: 0.01)
    expectLoss(cost?.tenfold, 0.3)
    expectLoss(cost?.threefold, 0.125 * 0.954_242_5)
  }

  @Test func emptyBeyondTheMeasuredRates() {
    #expect(sensitivity(MadeSweep.parabola, at: 10) == RateSensitivity())
    let cost = sensitivity(MadeSweep.parabola, at: LearningRate.atDecade(0.5))
    #expect(cost?.tenfold == .unknown && cost?.threefold != .unknown)
  }

  @Test func divergenceNextToARate() {
    var trials = MadeSweep.parabola
    trials[trials.count - 1] = .made(10, seed: 1, loss: nil)
    #expect(sensitivity(trials, at: 1)?.tenfold == .diverges)
    expectLoss(sensitivity(trials, at: 1)?.threefold, 0.125 * 0.954_242_5)
    #expect(sensitivity(trials, at: LearningRate.atDecade(0.5))?.threefold == .diverges)
    #expect(sensitivity(trials, at: 10) == RateSensitivity())
  }

  /// From 0.1 to 50, which diverged, three times the rate lies nearer to 0.1, and two hundred times nearer to 50.
  @Test func whatDivergedFarAwaySaysNothing() {
    func cost(_ far: Double) -> RateSensitivity? {
      sensitivity(
        [
          .made(0.01, seed: 0, loss: 0.5), .made(0.1, seed: 0, loss: 0.4),
          .made(far, seed: 0, loss: nil),
        ], at: 0.1)
    }
    #expect(cost(50)?.threefold == .unknown && cost(50)?.tenfold == .unknown)
    #expect(cost(0.4)?.threefold == .diverges)
  }
}
