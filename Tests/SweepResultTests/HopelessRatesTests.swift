import Experiment
import RandomStreams
import Statistics
import Testing

/// What does not learn, or nearly diverges, says nothing of those that learn.
struct HopelessRatesTests {
  private func table(_ rows: [[Double]]) -> [[Replicate: Double]] {
    rows.map { row in
      Dictionary(
        uniqueKeysWithValues: row.enumerated().map { (Replicate(seed: UInt64($0)), $1) })
    }
  }

  /// The losses of five rates by six seeds, the best first, and of four worse ones.
  private static let good = [
    [0.0735, 0.0721, 0.0752, 0.0748, 0.0729, 0.0743],
    [0.0748, 0.0795, 0.0741, 0.0789, 0.0722, 0.0768],
    [0.0921, 0.0934, 0.0949, 0.0951, 0.0913, 0.0937],
    [0.171, 0.178, 0.169, 0.181, 0.174, 0.177],
    [0.402, 0.431, 0.418, 0.396, 0.425, 0.411],
  ]
  private static let hopeless = [
    [1.91, 0.86, 2.44, 1.12, 2.05, 1.38], [1.13, 1.16, 1.09, 1.12, 1.17, 1.11],
    [1.96, 1.99, 1.94, 1.97, 2.01, 1.95], [0.35, 1.74, 0.92, 0.41, 1.33, 0.58],
  ]

  @Test func moreRatesWidenNothing() throws {
    let alone = Comparison(table(Self.good), untrainedLoss: 2.3)
    let both = Comparison(table(Self.good + Self.hopeless), untrainedLoss: 2.3)
    #expect(both.noise == alone.noise)
    for place in 0..<2 {
      let (narrow, wide) = (try #require(alone.entries[place]), try #require(both.entries[place]))
      #expect(
        (wide.high ?? 0) - (wide.difference) < 1.15 * ((narrow.high ?? 0) - narrow.difference))
      #expect(wide.isDistinguishable == narrow.isDistinguishable)
    }
    #expect(both.entries[1]?.isDistinguishable == false)
    #expect(try #require(both.entries[0]?.high) < 0.01)
    #expect(both.entries[2...].allSatisfy { $0?.isDistinguishable == true })
  }

  // Ranks 4 to 8 are better than rank 9, which is as quiet, and nearer to the best. What is below
  // rank 9 is wild.
  @Test func aQuietRowIsNotExcusedByWildOnes() throws {
    let rows = [
      [0.328, 0.320, 0.323], [0.331, 0.319, 0.327], [0.329, 0.325, 0.326],
      [0.349, 0.343, 0.345], [0.352, 0.341, 0.348], [0.357, 0.349, 0.351], [0.360, 0.352, 0.355],
      [0.371, 0.363, 0.365], [0.412, 0.420, 0.415], [0.44, 0.61, 0.53], [0.66, 0.47, 0.59],
      [0.69, 0.58, 0.48], [0.63, 0.67, 0.65], [0.66, 0.68, 0.67],
    ]
    let entries = Comparison(table(rows), untrainedLoss: 0.7).entries.compactMap { $0 }
    #expect(entries.map { $0.isDistinguishable == true }.firstIndex(of: true) == 3)
    #expect(entries[3...].allSatisfy { $0.isDistinguishable == true && $0.low ?? 0 > 0 })
    #expect(try #require(entries[8].low) > 0.05)
    #expect(try #require(entries[0].high) < 0.02)
  }

  /// One wild row among contenders is told by its own scatter.
  @Test func aWildContenderWidensItselfAlone() throws {
    var rows = (0..<10).map { index in
      [0.100, 0.105, 0.098, 0.102].enumerated().map {
        $1 + 0.001 * Double(index) + 0.0005 * Double((index * 7 + $0 * 5) % 4)
      }
    }
    let calm = Comparison(table(rows), untrainedLoss: 2)
    rows.append([0.09, 0.16, 0.07, 0.14])
    let wild = Comparison(table(rows), untrainedLoss: 2)
    let noises = (try #require(calm.noise), try #require(wild.noise))
    #expect(noises.1 < 1.1 * noises.0)
    let own = try #require(wild.entries[10])
    #expect((own.high ?? 0) - own.difference > 0.05)
    #expect(try #require(wild.entries[1]?.high) < 1.2 * (calm.entries[1]?.high ?? 0))
  }

  /// Marks and intervals say the same, in tables of every sort.
  @Test(arguments: [0.0, 0.3])
  func marksAgreeWithIntervals(_ missing: Double) throws {
    var stream = RandomStream(seed: 8, purpose: .split)
    let levels = (0..<15).map { 0.1 + 0.008 * Double($0 * $0) }
    for draw in 0..<150 {
      var tables = DrawnTables(
        levels: Array(levels.prefix(3 + draw % 13)), seeds: 2 + draw % 4, effect: 0.01,
        missing: missing)
      tables.noise = tables.levels.indices.map {
        (0.002 + 0.2 * tables.levels[$0]) * ($0 % 5 == draw % 7 ? 5 : 0.2)
      }
      let comparison = Comparison(
        tables.next(&stream), untrainedLoss: draw % 3 == 0 ? nil : 2, simulate: { _ in 3 })
      let entries = comparison.entries.compactMap { $0 }.sorted { $0.level < $1.level }
      guard entries.count > 1, entries[0].low != nil else { continue }
      let marks = entries.map { $0.isDistinguishable == true }
      #expect(!marks[0])
      for entry in entries {
        let (low, high) = (try #require(entry.low), try #require(entry.high))
        #expect((entry.isDistinguishable == true) == (low > 0))
        #expect(low <= entry.difference && low <= high)
        #expect(entry.difference == 0 || entry.difference <= high)
      }
      if missing == 0 {
        #expect(marks == marks.sorted { !$0 && $1 }, "a better row is marked, a worse one not")
      }
      #expect((entries[0].high ?? 0 > 0) == marks.dropFirst().contains(false))
    }
  }
}
