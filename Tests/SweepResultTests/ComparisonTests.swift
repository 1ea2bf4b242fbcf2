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
      [row(1.1, 1.9, 3), row(1.9, 3.1, 4), row(6, 7, 8)], untrainedLoss: 99, simulate: { _ in 3 })
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

  // As above with level 2.1 in the second row, and the third 0.4 above: within the reach 0.245 of
  // the second, but not of the first.
  @Test func candidatesForTheBest() throws {
    let comparison = Comparison(
      [row(1.1, 1.9, 3), row(1, 2.2, 3.1), row(1.4, 2.4, 3.4)], untrainedLoss: 99,
      simulate: { _ in 3 })
    let entries = comparison.entries.compactMap { $0 }
    let reach = 3 * 0.1 * (2.0 / 3).squareRoot()
    #expect(entries.map(\.isDistinguishable) == [false, false, true])
    #expect(entries[0].low == 0 && relativeError(entries[0].high, reach - 0.1) < 1e-9)
    #expect(entries[1].low == 0 && relativeError(entries[1].high, reach + 0.1) < 1e-9)
    #expect(relativeError(entries[2].low, 0.4 - reach) < 1e-9)
    #expect(relativeError(entries[2].high, 0.4 + reach) < 1e-9)
  }

  @Test(arguments: try Golden.load().two_way)
  func agreesWithLeastSquares(_ golden: Golden.TwoWay) throws {
    let comparison = Comparison(golden.rows, untrainedLoss: 1e6, simulate: { _ in 2 })
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

  // The last row lacks the hardest replicate: its error is the greater.
  @Test func missingCellsWiden() {
    let full = (0..<6).map { index in
      row(1, 1.5, 2 + 0.01 * Double(index), 3 + 0.01 * Double(index % 2))
    }
    var lacking = full
    lacking[5] = full[5].filter { $0.key.seed != 3 }
    let (whole, part) = (Comparison(full, untrainedLoss: 9), Comparison(lacking, untrainedLoss: 9))
    func width(_ comparison: Comparison, _ place: Int) -> Double {
      (comparison.entries[place]?.high ?? 0) - (comparison.entries[place]?.difference ?? 0)
    }
    #expect(width(part, 5) > 1.1 * width(whole, 5))
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
