import Foundation
import Planning
import Running
import Store
import TestSupport
import Testing

/// Parts of a sweep that are run elsewhere.
struct ShardTests {
  private static let grid = [
    "lr": "1e-3..1:20", "optimizer": "sgd,adam", "seeds": "3", "steps": "6",
  ]

  /// Groups as they are dealt out to shards that have any.
  private static func parts(
    of groups: [PendingGroup], in store: SweepStore, count: Int
  ) throws -> [[PendingGroup]] {
    let places = try store.groupPlaces()
    return try (1...count).map { index in
      try groups.filter { Shard(index, of: count).has(try #require(places[$0.number])) }
    }.filter { !$0.isEmpty }
  }

  /// Runs every round of a sweep in shards, and merges them.
  private func merged(_ settings: [String: String], shards count: Int) throws -> StoreFolder {
    let folder = StoreFolder()
    let store = try SweepStore.open(folder: folder.path)
    let rounds = try SweepNight(settings).rounds
    while true {
      let next = try rounds.advance(store, for: SweepNight.training)
      if next.groups.isEmpty { return folder }
      let parts = try Self.parts(of: next.groups, in: store, count: count)
      #expect(
        parts.flatMap { $0 }.sorted { $0.number < $1.number }
          == next.groups.sorted { $0.number < $1.number })
      // The last shard comes first.
      for part in parts.reversed() {
        let place = StoreFolder()
        let shard = try SweepStore.open(folder: place.path, journal: .rollback)
        try store.lend(part, to: shard)
        #expect(try shard.pendingGroups() == part)
        for group in part { try SweepNight.train(group, in: shard) }
        let trials = part.reduce(0) { $0 + $1.trials.count }
        #expect(try store.merge(shard) == SweepStore.Merge(added: trials))
        #expect(try store.merge(shard) == SweepStore.Merge(known: trials))
      }
    }
  }

  @Test(arguments: SweepNight.plans + [grid], [1, 3])
  func `shards that are merged give the same bytes as one sweep`(
    settings: [String: String], shards: Int
  ) throws {
    let calm = StoreFolder()
    _ = try #require(try SweepNight(settings).goOn(in: calm))
    let folder = try merged(settings, shards: shards)
    #expect(try SweepNight.files(of: folder) == SweepNight.files(of: calm))
    #expect(
      try SweepStore.read(folder: folder.path).timings().count
        == SweepStore.read(folder: calm.path).timings().count)
  }

  /// A sweep with two shards: half of the groups each.
  private final class Night {
    let (main, first, second) = (StoreFolder(), StoreFolder(), StoreFolder())
    let store: SweepStore
    let shards: [SweepStore]
    let parts: [[PendingGroup]]

    init() throws {
      store = try SweepStore.open(folder: main.path)
      let groups = try SweepNight(ShardTests.grid).rounds
        .advance(store, for: SweepNight.training).groups
      parts = try ShardTests.parts(of: groups, in: store, count: 2)
      shards = try [first, second].map {
        try SweepStore.open(folder: $0.path, journal: .rollback)
      }
      for (part, shard) in zip(parts, shards) { try store.lend(part, to: shard) }
    }
  }

  @Test func `what a shard has not finished stays pending`() throws {
    let night = try Night()
    #expect(night.parts[0].count > 2)
    for group in night.parts[0].dropFirst(2) { try SweepNight.train(group, in: night.shards[0]) }
    let merge = try night.store.merge(night.shards[0])
    #expect(merge.unfinished == night.parts[0].prefix(2).reduce(0) { $0 + $1.trials.count })
    let pending = try night.store.pendingGroups()
    #expect(
      pending == (night.parts[0].prefix(2) + night.parts[1]).sorted { $0.number < $1.number })
    // The shard goes on, and is merged once more.
    try night.store.lend(night.parts[0], to: night.shards[0])
    for group in night.parts[0].prefix(2) { try SweepNight.train(group, in: night.shards[0]) }
    let again = try night.store.merge(night.shards[0])
    #expect(again.added == merge.unfinished && again.known == merge.added)
    #expect(again.differing == 0 && again.unfinished == 0)
  }

  @Test func `a shard trains what it was given by itself`() throws {
    let night = try Night()
    let run = TrialRun(SweepNight.training, store: night.shards[1])
    #expect(try run.train(PendingTrials(), workers: 2) == .finished)
    #expect(try night.store.merge(night.shards[1]).added == night.shards[1].counts().total)
  }

  @Test func `results that differ are told, and the first ones stay`() throws {
    let night = try Night()
    for group in night.parts[0] { try SweepNight.train(group, in: night.shards[0]) }
    _ = try night.store.merge(night.shards[0])
    let before = try night.store.results()
    // The same groups, trained elsewhere to other results.
    let place = StoreFolder()
    let shard = try SweepStore.open(folder: place.path, journal: .rollback)
    try night.store.lend(night.parts[0], to: shard)
    for (index, group) in night.parts[0].enumerated() {
      var results = SweepNight.training.run(group.trials.map(\.trial))
      if index == 0 { results[0].trainLoss = 77 }
      try shard.record(
        group, results: results, timing: TrainingTiming(seconds: 2, worker: 1, host: "there"))
    }
    let merge = try night.store.merge(shard)
    #expect(merge.added == 0 && merge.differing == 1)
    #expect(try night.store.results() == before)
  }

  @Test func `a shard of another sweep is refused, and nothing of it is merged`() throws {
    let night = try Night()
    for group in night.parts[0] { try SweepNight.train(group, in: night.shards[0]) }
    var settings = Self.grid
    settings["steps"] = "7"
    let place = StoreFolder()
    let other = try SweepStore.open(folder: place.path)
    _ = try SweepNight(settings).rounds.advance(other, for: SweepNight.training)
    #expect {
      _ = try other.merge(night.shards[0])
    } throws: { "\($0)".contains("are not planned in \(place.path); nothing of it was merged") }
    #expect(try other.counts().done == 0)
    #expect(throws: StoreError.self) {
      try other.lend(other.pendingGroups(), to: night.shards[0])
    }
  }

  @Test(arguments: ["d1", "d0"]) func `a shard of other data or numerics is refused`(
    data: String
  ) throws {
    let night = try Night()
    var provenance = SweepNight.provenance
    if data == "d1" { provenance.data = data } else { provenance.numerics = "numerics 2" }
    let place = StoreFolder()
    let other = try SweepStore.open(folder: place.path)
    let plan = try SweepPlanTests.plan(Self.grid)
    let rounds = SweepRounds(
      plan, on: TrainingSplits(SweepNight.dataset), yaml: "lr: 1\n", provenance: provenance)
    _ = try rounds.advance(other, for: SweepNight.training)
    #expect {
      _ = try other.merge(night.shards[0])
    } throws: { "\($0)".contains("were run with other \(data == "d1" ? "data" : "numerics")") }
    #expect(throws: StoreError.self) { try other.lend(other.pendingGroups(), to: night.shards[0]) }
  }

  @Test func `a shard needs no shared memory, and a sweep does`() throws {
    let night = try Night()
    try SweepNight.train(night.parts[0][0], in: night.shards[0])
    func files(_ folder: StoreFolder) throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    }
    #expect(try files(night.first) == ["sweep.lock", "sweep.sqlite"])
    #expect(try files(night.main).isSuperset(of: ["sweep.sqlite-wal", "sweep.sqlite-shm"]))
  }

  @Test func `an empty store brings nothing`() throws {
    let night = try Night()
    let place = StoreFolder()
    let empty = try SweepStore.open(folder: place.path, journal: .rollback)
    #expect(try night.store.merge(empty) == SweepStore.Merge())
  }
}
