import Planning
import Testing

/// The rungs of halving by themselves.
struct RungsTests {
  // 880 / 9 = 97.8, 880 / 3 = 293.3; 5 / 2 = 2.5 is rounded up, 5 / 4 = 1.25 down.
  static let steps: [(Rungs, Int, [Int])] = [
    (Rungs(), 880, [98, 293, 880]), (Rungs(), 9, [1, 3, 9]), (Rungs(), 200, [22, 67, 200]),
    (Rungs(count: 3, factor: 2), 5, [1, 3, 5]), (Rungs(count: 2, factor: 10), 100, [10, 100]),
    (Rungs(count: 10, factor: 100), 100_000_000, [1, 1, 1, 1, 1, 1, 100, 10_000, 1_000_000]),
  ].map { rungs, horizon, steps in
    (rungs, horizon, rungs.count == 10 ? steps + [100_000_000] : steps)
  }

  @Test(arguments: steps) func `each rung has the factor's share of the next`(
    rungs: Rungs, horizon: Int, expected: [Int]
  ) {
    #expect((0..<rungs.count).map { rungs.steps(at: $0, horizon: horizon) } == expected)
  }

  @Test(arguments: [(1, 1), (2, 1), (3, 1), (4, 2), (52, 18), (18, 6)])
  func `the best third goes on, rounded up`(configurations: Int, kept: Int) {
    #expect(Rungs().kept(of: configurations) == kept)
  }
}
