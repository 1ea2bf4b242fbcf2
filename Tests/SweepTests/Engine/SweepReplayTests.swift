import Reporting
import Store
import TestSupport
import Testing

/// Sweeps of several rounds that are broken off.
struct SweepReplayTests {
  @Test(arguments: SweepNight.plans, [1, 3])
  func `a sweep that is broken off again and again gives the same bytes`(
    settings: [String: String], groups: Int
  ) throws {
    let night = try SweepNight(settings)
    let calm = StoreFolder()
    let rounds = try #require(try night.goOn(in: calm))
    #expect(rounds > 1)
    let disturbed = StoreFolder()
    var nights = 1
    while try night.goOn(in: disturbed, groups: groups) == nil {
      nights += 1
      try #require(nights < 200)
    }
    #expect(nights > rounds)
    #expect(try SweepNight.files(of: disturbed) == SweepNight.files(of: calm))
    let store = try SweepStore.read(folder: calm.path)
    #expect(
      try store.curvesCSV(of: store.results(curves: false), numbers: [:])
        == SweepFile.curveFile.csv(Array(SweepFile.curvePoints(of: store.results()))))
    #expect(
      try store.results().map { try store.trialNumbers()[$0.id] }
        == store.results().indices.map { $0 + 1 })
    // Of what went furthest: a loss after a part of a training is no better.
    let results = try store.results()
    let longest = results.map(\.steps).max()
    let losses = results.filter { $0.steps == longest }.compactMap(\.validationLoss)
    #expect(try store.best()?.validationLoss == losses.min())
  }

  @Test func `a sweep says between its rounds that it is not finished`() throws {
    let night = try SweepNight(SweepNight.plans[0])
    let folder = StoreFolder()
    do {
      let store = try SweepStore.open(folder: folder.path)
      for group in try night.rounds.advance(store, for: SweepNight.training).groups {
        try SweepNight.train(group, in: store)
      }
      let counts = try store.counts()
      #expect(counts.done == counts.total && !counts.isFinished)
      let next = try night.rounds.advance(store, for: SweepNight.training)
      // 32 trials on the first rung; 16 configurations, a third of which is 6.
      #expect(next.number == 2 && next.counts.total == 32 + 12 && next.counts.done == 32)
      #expect(next.laterSteps == 2 * 2 * 18)
    }
    #expect(try night.goOn(in: folder) == 3)
    #expect(try SweepStore.read(folder: folder.path).counts().isFinished)
  }

  @Test func `more seeds and rates keep what halving has done`() throws {
    let folder = StoreFolder()
    var settings = SweepNight.plans[0]
    _ = try SweepNight(settings).goOn(in: folder)
    let before = try SweepStore.read(folder: folder.path).outcomes()
    settings["seeds"] = "3"
    #expect(try SweepNight(settings).goOn(in: folder) == 3)
    let after = try SweepStore.read(folder: folder.path).outcomes()
    #expect(after.count > before.count)
    #expect(before.allSatisfy { after[$0.key] == $0.value })
  }
}
