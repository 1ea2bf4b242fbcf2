import Foundation
import Planning
import Running
import Store
import Tabular
import TestSupport
import Testing
import Training

/// What a store promises.
struct SweepStoreTests {
  private let dataset = Dataset.blobs(rows: 60, features: 3, classes: 2)
  private let provenance = Provenance(
    data: "d0", source: "made.csv", numerics: "numerics 1", metric: .accuracy)

  private func plan(rates: Int = 3, seeds: Int = 2) throws -> SweepPlan {
    try SweepPlanTests.plan([
      "lr": "1e-3..1:\(rates)", "optimizer": "sgd,adam", "seeds": "\(seeds)", "steps": "4",
    ])
  }

  @discardableResult
  private func adopt(_ plan: SweepPlan, in store: SweepStore) throws -> Int {
    try store.adopt(
      plan.trials(on: dataset, data: provenance.data), yaml: "lr: 1\n", provenance: provenance
    ) { plan.training(on: TrainingSplits(dataset)).groups(of: $0) }
  }

  private func train(_ groups: some Sequence<PendingGroup>, in store: SweepStore) throws {
    let training = GroupTraining(on: TrainingSplits(dataset), clipNorm: nil)
    for group in groups {
      try store.record(
        group, results: training.run(group.trials.map(\.trial)),
        timing: TrainingTiming(seconds: 1, worker: 1, host: "here"))
    }
  }

  @Test func `other data and other numerics are refused, naming both`() throws {
    let folder = StoreFolder()
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

  @Test func `reading leaves nothing behind, and sees what is written from then on`() throws {
    let folder = StoreFolder()
    do {
      let store = try SweepStore.open(folder: folder.path)
      try adopt(plan(), in: store)
      store.close()
    }
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
    let before = try names()
    #expect(!before.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
    let reader = try SweepStore.read(folder: folder.path)
    #expect(try reader.counts().done == 0)
    #expect(try names() == before)
    // A sweep goes on while the reader lives: in its log, and then in the file.
    let writer = try SweepStore.open(folder: folder.path)
    try writer.begin()
    try train(writer.pendingGroups().prefix(1), in: writer)
    let done = try writer.counts().done
    #expect(done > 0)
    #expect(try reader.counts().done == done)
    try train(writer.pendingGroups(), in: writer)
    writer.close()
    #expect(try reader.counts().done == reader.counts().total)
  }

  @Test(arguments: ["a b", "50%", "what?", "#1", "ä", "a%20b"])
  func `a folder of any name is read without a trace`(_ name: String) throws {
    let parent = try TemporaryFolder()
    let path = "\(parent.path)/\(name)"
    let store = try SweepStore.open(folder: path)
    try adopt(plan(), in: store)
    store.close()
    #expect(try SweepStore.read(folder: path).counts().total > 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path).sorted() == [
        "sweep.lock", "sweep.sqlite",
      ])
  }

  @Test func `a second writer is told who holds the folder; readers are let in`() throws {
    let folder = StoreFolder()
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

  /// A number that is closed twice may by then be the file of another thread: here of one that opens and closes.
  @Test func `a second writer's refusal leaves the files of others open`() throws {
    let folder = StoreFolder()
    let path = folder.path
    let store = try SweepStore.open(folder: path)
    let attempts = 20_000
    DispatchQueue.concurrentPerform(iterations: 2) { isWriter in
      for _ in 0..<attempts {
        if isWriter == 1 {
          #expect(throws: StoreError.self) { try SweepStore.open(folder: path) }
        } else {
          let number = open("/dev/null", O_RDONLY)
          #expect(close(number) == 0)
        }
      }
    }
    store.close()
  }

  @Test func `a lock that is left over does not block`() throws {
    let folder = StoreFolder()
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
    let folder = StoreFolder()
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
