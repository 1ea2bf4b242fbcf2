import Experiment
import RandomStreams
import Statistics
import Testing

struct ComparisonTests {
  private func row(_ losses: Double...) -> [Replicate: Double] {
    Dictionary(uniqueKeysWithValues: losses.enumerated().map { (Replicate(seed: UInt64($0)), $1) })
  }

  // Levels 2, 3, 7; seed effects −1, 0, 1 around them, and noise:
  //   configuration 0:  1.1  1.9  3.0   mean 2
  //   configuration 1:  1.9  3.1  4.0   mean 3
  //   configuration 2:  6.0  7.0  8.0   mean 7
  // Seed means 3, 4, 5 are those of the effects, as the noise sums to 0 over each seed. Residuals:
  // ±0.1 in four cells: 0.04 / ((3 − 1)(3 − 1)) = 0.01, so the noise is 0.1 and the standard error
  // of a difference 0.1 · √(2/3).
  @Test func handWorkedTable() throws {
    let comparison = Comparison(
      [row(1.1, 1.9, 3), row(1.9, 3.1, 4), row(6, 7, 8)], untrainedLoss: nil, criticalValue: 3)
    #expect(relativeError(comparison.noise, 0.1) < 1e-12)
    let reach = 3 * 0.1 * (2.0 / 3).squareRoot()
    let entries = comparison.entries.compactMap { $0 }
    #expect(entries.map(\.level).map { ($0 * 1e9).rounded() / 1e9 } == [2, 3, 7])
    #expect(entries.map(\.isDistinguishable) == [false, true, true])
    for (entry, difference) in zip(entries, [0.0, 1, 5]).dropFirst() {
      #expect(relativeError(entry.difference, difference) < 1e-12)
      #expect(relativeError(entry.low, difference - reach) < 1e-12)
      #expect(relativeError(entry.high, difference + reach) < 1e-12)
    }
    #expect(entries[0].low == 0 && entries[0].high == 0)
  }

  // As above with level 2.1 in the second row: within the reach 0.245 of the first. Whichever of
  // the two is the best, the third loses at least 7 − 2.1 − 0.245.
  @Test func candidatesForTheBest() throws {
    let comparison = Comparison(
      [row(1.1, 1.9, 3), row(1, 2.2, 3.1), row(6, 7, 8)], untrainedLoss: nil, criticalValue: 3)
    let entries = comparison.entries.compactMap { $0 }
    let reach = 3 * 0.1 * (2.0 / 3).squareRoot()
    #expect(entries.map(\.isDistinguishable) == [false, false, true])
    #expect(entries[0].low == 0 && relativeError(entries[0].high, reach - 0.1) < 1e-9)
    #expect(entries[1].low == 0 && relativeError(entries[1].high, reach + 0.1) < 1e-9)
    #expect(relativeError(entries[2].low, 4.9 - reach) < 1e-9)
    #expect(relativeError(entries[2].high, 5 + reach) < 1e-9)
  }

  @Test(arguments: try Golden.load().two_way)
  func agreesWithLeastSquares(_ golden: Golden.TwoWay) throws {
    let comparison = Comparison(golden.rows, untrainedLoss: nil, criticalValue: 2)
    #expect(relativeError(comparison.noise, golden.noise) < 1e-9)
    let entries = comparison.entries.compactMap { $0 }
    #expect(entries.count == golden.table.count)
    for (index, entry) in entries.dropFirst().enumerated() {
      #expect(relativeError(entry.difference, golden.differences[index]) < 1e-9)
      let error = ((entry.high ?? 0) - entry.difference) / 2
      #expect(relativeError(error, golden.standard_errors[index]) < 1e-9)
    }
  }

  @Test func oneSeedOrOneConfigurationHasNoIntervals() {
    let seeds = Comparison([row(1), row(2), row(0.5)], untrainedLoss: 3)
    #expect(seeds.entries.map { $0?.difference } == [0.5, 1.5, 0])
    let single = Comparison([row(1, 2, 3)], untrainedLoss: 3)
    for entry in seeds.entries + single.entries {
      #expect(entry?.low == nil && entry?.high == nil && entry?.isDistinguishable == nil)
    }
    #expect(Comparison([], untrainedLoss: nil).entries.isEmpty)
  }

  @Test func withoutNoiseAnyDifferenceCounts() {
    let comparison = Comparison(
      [row(1, 2, 3), row(1, 2, 3), row(1.25, 2.25, 3.25)], untrainedLoss: 8)
    #expect(comparison.entries.map { $0?.isDistinguishable } == [false, false, true])
    #expect(comparison.entries.map { $0?.high } == [0, 0, 0.25])
  }

  @Test func noSeedInCommonIsNotCompared() {
    let comparison = Comparison(
      [row(1, 2), row(1.5, 2.25), [Replicate(seed: 7): 0.9, Replicate(seed: 8): 1.1]],
      untrainedLoss: nil)
    // The lowest mean is the third's, which hangs together with nothing.
    #expect(comparison.entries[0] == nil && comparison.entries[1] == nil)
    #expect(comparison.entries[2]?.difference == 0 && comparison.entries[2]?.low == nil)
  }

  // Far behind, with a noise of a hundred times: it must not blur the contenders' differences.
  @Test func noiseOfLosersDoesNotReachContenders() throws {
    let good = (0..<8).map { level in
      row(0.1 + 0.01 * Double(level), 0.101 + 0.01 * Double(level), 0.0995 + 0.0101 * Double(level))
    }
    let alone = Comparison(good, untrainedLoss: 2)
    let both = Comparison(good + [row(1, 2, 0.5), row(0.7, 1.9, 1.4)], untrainedLoss: 2)
    #expect(both.noise == alone.noise)
    #expect(both.entries[1]?.isDistinguishable == true)
    let loser = try #require(both.entries[9])
    #expect((loser.high ?? 0) - loser.difference > 1)
  }
}

/// Intervals by simulation: 2,000 tables, whose share that is covered has a standard error of 0.005.
struct CoverageTests {
  private static let tables = 2000

  /// Tables of 6 configurations and 4 seeds with effects as large as the noise of 1.
  private func draw(_ levels: [Double], _ stream: inout RandomStream) -> [[Replicate: Double]] {
    let effects = (0..<4).map { _ in Self.noise(&stream) }
    return levels.map { level in
      Dictionary(
        uniqueKeysWithValues: effects.enumerated().map {
          (Replicate(seed: UInt64($0)), level + $1 + Self.noise(&stream))
        })
    }
  }

  private static func noise(_ stream: inout RandomStream) -> Double {
    Normal.quantile((Double(stream.next() >> 12) + 0.5) * 0x1p-52)
  }

  private func share(
    _ levels: [Double], seed: UInt64, where holds: ([Comparison.Entry], [Double]) -> Bool
  ) -> Double {
    var stream = RandomStream(seed: seed, purpose: .split)
    let critical = Comparison(draw(levels, &stream), untrainedLoss: nil).criticalValue
    let lowest = levels.min() ?? 0
    let truth = levels.map { $0 - lowest }
    let held = (0..<Self.tables).count { _ in
      let comparison = Comparison(
        draw(levels, &stream), untrainedLoss: nil, criticalValue: critical)
      return holds(comparison.entries.compactMap { $0 }, truth)
    }
    return Double(held) / Double(Self.tables)
  }

  private func allCovered(_ entries: [Comparison.Entry], _ truth: [Double]) -> Bool {
    zip(entries, truth).allSatisfy { ($0.low ?? .nan)...($0.high ?? .nan) ~= $1 }
  }

  // With one best far ahead the intervals are Dunnett's own, and exact.
  @Test func coversInNinetyFivePerCentTogether() {
    let covered = share([0, 20, 21, 22, 25, 40], seed: 1, where: allCovered)
    #expect(abs(covered - 0.95) < 0.02)
  }

  @Test(arguments: [[0, 0, 0, 0, 0, 0], [0, 0.5, 1, 1.5, 2, 2.5], [0, 0, 0, 2, 2, 9]])
  func coversAtLeastThatOften(_ levels: [Double]) {
    #expect(share(levels, seed: 2, where: allCovered) > 0.935)
  }

  @Test func theBestIsSeldomCalledWorse() {
    let called = share([0, 0.1, 0.1, 0.1, 0.1, 0.1], seed: 3) { entries, _ in
      entries[0].isDistinguishable == true
    }
    #expect(called < 0.065)
  }

  /// What ended worse than untrained is left out, and its noise hides no difference of the others.
  @Test func wildLossesHideNothing() {
    let rows = [[0.10, 0.12, 0.11], [0.30, 0.33, 0.31], [9, 40, 200]]
    let table = rows.map { row in
      Dictionary(
        uniqueKeysWithValues: row.enumerated().map { (Replicate(seed: UInt64($0)), $1) })
    }
    let calm = Comparison(Array(table[..<2]), untrainedLoss: 2)
    let wild = Comparison(table, untrainedLoss: 2)
    #expect(wild.entries[2] == nil)
    #expect(Array(wild.entries[..<2]) == calm.entries)
    #expect(wild.entries[1]?.isDistinguishable == true)
    #expect(wild.noise == calm.noise)
  }
}
