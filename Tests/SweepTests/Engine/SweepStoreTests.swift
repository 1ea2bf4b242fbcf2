import Foundation
import Sweep
import Tabular
import Testing
import Training

/// What a store promises.
struct SweepStoreTests {
  /// A folder of its own for a test; it goes with the object.
  final class Folder {
    let path: String

    init() {
      path =
        FileManager.default.temporaryDirectory.appendingPathComponent(
          "lrfind-store-\(UUID().uuidString)"
        ).path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var store: String { "\(path)/sweep.sqlite" }
  }

  private let dataset = Dataset.blobs(rows: 60, features: 3, classes: 2)
  private let provenance = SweepStore.Provenance(
    data: "d0", source: "made.csv", numerics: "numerics 1", metric: "accuracy")

  private func plan(rates: Int = 3, seeds: Int = 2) throws -> SweepPlan {
    try SweepPlanTests.plan([
      "lr": "1e-3..1:\(rates)", "optimizer": "sgd,adam", "seeds": "\(seeds)", "steps": "4",
    ])
  }

  @discardableResult
  private func adopt(_ plan: SweepPlan, in store: SweepStore) throws -> Int {
    try store.adopt(
      plan.trials(on: dataset, data: provenance.data), yaml: "lr: 1\n", provenance: provenance
    ) { plan.groups(of: $0, on: dataset) }
  }

  private func train(_ groups: some Sequence<SweepStore.PendingGroup>, in store: SweepStore) throws
  {
    let training = GroupTraining(dataset: dataset, clipNorm: nil)
    for group in groups {
      try store.record(
        group, results: training.run(group.trials.map(\.trial)),
        timing: SweepStore.Timing(seconds: 1, worker: 1, host: "here"))
    }
  }

  @Test func `what was recorded reads back, and is not pending any more`() throws {
    let folder = Folder()
    let store = try SweepStore.open(folder: folder.path)
    let plan = try plan()
    #expect(try adopt(plan, in: store) == 12)
    let groups = try store.pendingGroups()
    #expect(groups.flatMap(\.trials).count == 12)
    let first = groups[0]
    let results = GroupTraining(dataset: dataset, clipNorm: nil).run(first.trials.map(\.trial))
    try store.record(
      first, results: results, timing: SweepStore.Timing(seconds: 1, worker: 1, host: "here"))
    #expect(Set(try store.results()) == Set(results))
    #expect(try store.pendingGroups() == Array(groups.dropFirst()))
    #expect(try store.counts().done == results.count)
    #expect(try store.timings().count == results.count)
  }

  @Test func `results come in plan order, however they were recorded`() throws {
    let folder = Folder()
    let store = try SweepStore.open(folder: folder.path)
    try adopt(plan(), in: store)
    try train(store.pendingGroups().reversed(), in: store)
    let ids = try plan().trials(on: dataset, data: "d0").all.map(\.id)
    #expect(try store.results(curves: false).map(\.id) == ids)
  }

  @Test func `a trial is recorded once`() throws {
    let folder = Folder()
    let store = try SweepStore.open(folder: folder.path)
    try adopt(plan(), in: store)
    let groups = try store.pendingGroups()
    try train(groups, in: store)
    let before = try store.results()
    #expect(throws: StoreError.self) { try train(groups.prefix(1), in: store) }
    #expect(try store.results() == before)
  }

  @Test func `a widened plan keeps what is there and adds groups behind it`() throws {
    let folder = Folder()
    var store: SweepStore? = try SweepStore.open(folder: folder.path)
    let open = try #require(store)
    try adopt(plan(rates: 3), in: open)
    let old = try open.pendingGroups()
    try train(old.prefix(1), in: open)
    let finished = try open.results()
    #expect(try adopt(plan(rates: 3), in: open) == 0, "the same plan has nothing new")
    #expect(try open.pendingGroups() == Array(old.dropFirst()))
    // 1e-3, 0.0316228, 1 are among the five rates 1e-3, 0.00562341, 0.0316228, 0.177828, 1.
    #expect(try adopt(plan(rates: 5), in: open) == 8)
    let pending = try open.pendingGroups()
    #expect(Array(pending.prefix(old.count - 1)) == Array(old.dropFirst()))
    #expect(try Set(open.results()) == Set(finished))
    store = nil
  }

  @Test func `other data and other numerics are refused, naming both`() throws {
    let folder = Folder()
    let store = try SweepStore.open(folder: folder.path)
    try adopt(plan(), in: store)
    var other = provenance
    other.data = "d1"
    #expect {
      try store.check(other)
    } throws: {
      "\($0)".contains("d0") && "\($0)".contains("d1") && "\($0)".contains("other data")
    }
    other = provenance
    other.numerics = "numerics 2"
    #expect {
      try store.check(other)
    } throws: { "\($0)".contains("numerics 1") && "\($0)".contains("numerics 2") }
    other = provenance
    other.source = "moved.csv"
    try store.check(other)
  }

  @Test func `a second writer is told who holds the folder; readers are let in`() throws {
    let folder = Folder()
    let store = try SweepStore.open(folder: folder.path)
    try adopt(plan(), in: store)
    #expect {
      _ = try SweepStore.open(folder: folder.path)
    } throws: { "\($0)".contains("process \(ProcessInfo.processInfo.processIdentifier) on ") }
    #expect(SweepStore.writer(folder: folder.path) != nil)
    #expect(try SweepStore.read(folder: folder.path).counts().total == 12)
    try train(store.pendingGroups(), in: store)
    #expect(try SweepStore.read(folder: folder.path).counts().done == 12)
  }

  @Test func `a lock that is left over does not block`() throws {
    let folder = Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try "process 1 on elsewhere\n".write(
      toFile: "\(folder.path)/sweep.lock", atomically: true, encoding: .utf8)
    #expect(SweepStore.writer(folder: folder.path) == nil)
    _ = try SweepStore.open(folder: folder.path)
  }

  /// How a store can be broken.
  enum Damage: CaseIterable { case garbage, empty, truncated, foreign }

  @Test(arguments: Damage.allCases) func `a damaged store is told, and left as it is`(
    damage: Damage
  ) throws {
    let folder = Folder()
    do {
      let store = try SweepStore.open(folder: folder.path)
      try adopt(plan(rates: 40, seeds: 20), in: store)
    }
    let url = URL(fileURLWithPath: folder.store)
    let whole = try Data(contentsOf: url)
    let broken =
      switch damage {
      case .garbage: Data("this is no store, but a text that somebody put there\n".utf8)
      case .empty: Data(whole.prefix(100)) + Data(repeating: 0, count: 5000)
      case .truncated: Data(whole.prefix(whole.count / 2))
      // Bytes 68 to 71 of an SQLite file are the mark of the program that wrote it.
      case .foreign: Data(whole.prefix(68)) + Data([0, 0, 0, 1]) + Data(whole.dropFirst(72))
      }
    for file in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.store + file)
    }
    try broken.write(to: url)
    #expect {
      _ = try SweepStore.open(folder: folder.path)
    } throws: { "\($0)".contains("not the store of a sweep, or it is damaged") }
    #expect(try Data(contentsOf: url) == broken)
  }

  @Test func `a folder without a sweep is told`() {
    #expect(throws: StoreError.missing(folder: "/nowhere")) {
      _ = try SweepStore.read(folder: "/nowhere")
    }
  }
}
