import Foundation
import GRDB
import Planning
import Running
import Store
import Tabular
import TestSupport
import Testing
import Training
import Tuning

/// A plan of kind `find` with a store.
struct PointStoreTests {
  private static let dataset = Dataset.blobs(rows: 120, features: 4, classes: 2)
  private static let provenance = Provenance(
    data: "d0", source: "made.csv", numerics: "numerics 1", metric: .accuracy)

  private static func plan(
    _ schedules: String = "constant,cosine", seeds: Int = 2
  ) throws -> SweepPlan {
    try PointPlanTests.plan([
      "schedule": schedules, "optimizer": "sgd,adam", "hidden": "4", "steps": "110",
      "seeds": "\(seeds)",
    ])
  }

  private static func points(_ plan: SweepPlan) throws -> [PlannedPoint] {
    try plan.points(on: dataset, data: provenance.data)
  }

  /// Runs a plan to its end in a folder.
  private static func run(_ plan: SweepPlan, in store: SweepStore, workers: Int = 1) throws {
    let points = try points(plan)
    try store.adopt(points, plan: plan, yaml: "kind: find\n", provenance: provenance)
    let run = try PointSweepRun(
      plan, points: points, splits: [dataset],
      training: TrainingSplits(dataset), store: store)
    #expect(try run.train(workers: workers) == .finished)
  }

  @Test func `it gives what find gives without a store, whatever the workers`() throws {
    let folders = [StoreFolder(), StoreFolder()]
    let plan = try Self.plan()
    let job = PointsJob(
      plan, points: try Self.points(plan), splits: [Self.dataset],
      training: TrainingSplits(Self.dataset))
    let expected = job.run(workers: 1)
    for (folder, workers) in zip(folders, [1, 3]) {
      let store = try SweepStore.open(folder: folder.path)
      try Self.run(plan, in: store, workers: workers)
      #expect(try store.foundPoints() == expected.findings.map(\.point))
      let losses = try store.results(curves: false).map(\.validationLoss)
      #expect(losses == expected.trials.map(\.validationLoss))
      #expect(try store.plannedPointCount() == 4 && store.counts().done == 8)
    }
  }

  @Test func `a plan that is run again does nothing; a wider one only what is new`() throws {
    let folder = StoreFolder()
    let store = try SweepStore.open(folder: folder.path)
    try Self.run(Self.plan(), in: store)
    let before = try (store.foundPoints(), store.results(), store.pointTimings().map { "\($0)" })
    try Self.run(Self.plan(), in: store)
    #expect(try store.foundPoints() == before.0 && store.results() == before.1)

    let wide = try Self.plan("constant,cosine,onecycle", seeds: 3)
    try Self.run(wide, in: store)
    #expect(try Array(store.foundPoints().prefix(4)) == before.0)
    #expect(try store.pointTimings().map { "\($0)" }.starts(with: before.2))
    #expect(try store.counts().done == 18)
    // The schedule that was added goes by what the others have trained: nothing is left to search.
    let added = try store.foundPoints().suffix(2)
    #expect(added.allSatisfy { $0.ownSteps < $0.searchSteps })
    let fresh = PointsJob(
      try Self.plan("onecycle"), points: try Self.points(Self.plan("onecycle")),
      splits: [Self.dataset], training: TrainingSplits(Self.dataset))
    #expect(
      fresh.run(workers: 1).findings.map(\.point.recommendation)
        == added.map(\.recommendation))
    #expect(try Set(store.results()).isSuperset(of: before.1))
    // The narrow plan again: what is recorded counts at once, and nothing else does.
    try Self.run(Self.plan(), in: store)
    #expect(try store.results() == before.1 && store.plannedPointCount() == 4)
  }

  @Test func `before all rates are known, no trial is cut into a group`() throws {
    let folder = StoreFolder()
    let store = try SweepStore.open(folder: folder.path)
    let plan = try Self.plan()
    let points = try Self.points(plan)
    // Another sweep found the rates of the first search and was killed then.
    let elsewhere = StoreFolder()
    let whole = try SweepStore.open(folder: elsewhere.path)
    try Self.run(plan, in: whole)
    let found = try whole.foundPoints()
    try store.adopt(
      points, plan: plan, yaml: "kind: find\n", provenance: Self.provenance)
    try store.record(
      [found[0], found[2]], timing: TrainingTiming(seconds: 1, worker: 1, host: "here"))
    try store.adopt(
      points, plan: plan, yaml: "kind: find\n", provenance: Self.provenance)
    #expect(try store.counts().total == 0 && store.recordedTrials().isEmpty)
    #expect(try store.foundPoints() == [found[0], found[2]])
    try Self.run(plan, in: store)
    #expect(try store.foundPoints() == found && store.results() == whole.results())
    // What was recorded was not searched again.
    #expect(try store.pointTimings().filter { $0.timing.host == "here" }.count == 2)
  }

  @Test func `a point is recorded once, and whole with its search`() throws {
    let folder = StoreFolder()
    let store = try SweepStore.open(folder: folder.path)
    let plan = try Self.plan()
    try Self.run(plan, in: store)
    let found = try store.foundPoints()
    var new = found[1]
    new.id = "pnew"
    let timing = TrainingTiming(seconds: 1, worker: 1, host: "here")
    #expect(throws: StoreError.self) { try store.record([new, found[0]], timing: timing) }
    #expect(try !store.recordedPoints().contains("pnew"))
  }

  @Test func `numbers that JSON has none for come back`() throws {
    let folder = StoreFolder()
    let store = try SweepStore.open(folder: folder.path)
    let plan = try Self.plan()
    try Self.run(plan, in: store)
    var point = try store.foundPoints()[0]
    point.id = "pother"
    point.recommendation.doubts = [
      .lossNeverFell, .noBetterThanConstant(loss: .infinity, constant: 0.5),
      .tooFewSteps(3, needed: 100),
    ]
    try store.record([point], timing: TrainingTiming(seconds: 1, worker: 1, host: "here"))
    var planned = try Self.points(plan)[0]
    planned.id = "pother"
    #expect(try store.recordedPoints(of: [planned]) == [point])
  }

  @Test func `a run that was stopped before it began records nothing`() throws {
    let folder = StoreFolder()
    let store = try SweepStore.open(folder: folder.path)
    let plan = try Self.plan()
    let points = try Self.points(plan)
    try store.adopt(
      points, plan: plan, yaml: "kind: find\n", provenance: Self.provenance)
    let run = try PointSweepRun(
      plan, points: points, splits: [Self.dataset],
      training: TrainingSplits(Self.dataset), store: store)
    run.run.stop("a signal")
    #expect(try run.train(workers: 2) == .stopped("a signal"))
    #expect(try store.recordedPoints().isEmpty)
  }

  @Test func `a store of an older version is read as it is`() throws {
    let folder = StoreFolder()
    do { _ = try SweepStore.open(folder: folder.path) }
    let queue = try DatabaseQueue(path: folder.store)
    try queue.write { database in
      for table in ["plan_points", "points", "point_timings", "search_rounds", "checksums"] {
        try database.execute(sql: "DROP TABLE \(table)")
      }
      for column in ["auc", "balanced_accuracy", "fold", "fold_count", "parameters", "measure"] {
        try database.execute(sql: "ALTER TABLE trials DROP COLUMN \(column)")
      }
      try database.execute(sql: "DELETE FROM grdb_migrations WHERE identifier <> 'v1'")
    }
    try queue.close()
    let old = try SweepStore.read(folder: folder.path)
    #expect(try old.plannedPointCount() == 0 && old.recordedPoints().isEmpty)
    let opened = try SweepStore.open(folder: folder.path)
    #expect(try opened.foundPoints().isEmpty)
  }
}
