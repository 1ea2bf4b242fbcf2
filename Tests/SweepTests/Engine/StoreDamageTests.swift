import Foundation
import GRDB
import Planning
import Reporting
import Running
import Store
import Tabular
import TestSupport
import Testing

/// What is read from a store is checked like any input: whatever stands there is refused as damage
/// of that file, or answered truthfully.
struct StoreDamageTests {
  private static let dataset = Dataset.blobs(rows: 60, features: 3, classes: 2)
  private static let provenance = Provenance(
    data: "d0", source: "made.csv", numerics: "numerics 1", metric: .accuracy)

  /// A store of each kind, closed: some trials finished and some not; rates found and compared.
  enum Kind: CaseIterable { case train, find }

  private static func make(_ kind: Kind) throws -> Data {
    let folder = StoreFolder()
    let store = try SweepStore.open(folder: folder.path)
    switch kind {
    case .train:
      try adopt(in: store)
      try SweepNight.train(store.pendingGroups()[0], in: store)
    case .find:
      let plan = try findPlan
      let points = try plan.points(on: dataset, data: provenance.data)
      try store.adopt(
        points, plan: plan, yaml: "kind: find\n", provenance: provenance)
      let run = try PointSweepRun(
        plan, points: points, splits: [dataset],
        training: TrainingSplits(dataset), store: store)
      #expect(try run.train(workers: 1) == .finished)
    }
    store.close()
    return try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/sweep.sqlite"))
  }

  private static func adopt(in store: SweepStore) throws {
    let plan = try SweepPlanTests.plan([
      "lr": "1e-3..1:3", "optimizer": "sgd,adam", "schedule": "constant,cosine", "steps": "4",
    ])
    try store.adopt(
      plan.trials(on: dataset, data: provenance.data), yaml: "lr: 1\n", provenance: provenance
    ) { plan.training(on: TrainingSplits(dataset)).groups(of: $0) }
  }

  private static var findPlan: SweepPlan {
    get throws {
      try PointPlanTests.plan([
        "schedule": "constant,cosine", "optimizer": "sgd", "hidden": "4", "steps": "110",
        "seeds": "1",
      ])
    }
  }

  /// Everything that `--status`, a run that goes on, and a merge read.
  private static func walk(_ folder: StoreFolder, _ kind: Kind) throws {
    let store = try SweepStore.read(folder: folder.path)
    let counts = try store.counts()
    #expect(counts.done <= counts.total && counts.diverged <= counts.done)
    for result in try store.results() + [store.best()].compactMap({ $0 }) {
      #expect(result.configuration.learningRate.isFinite && result.steps > 0)
      #expect(result.validationLoss?.isFinite ?? true)
      #expect(result.checkpoints.allSatisfy { $0.step >= 0 && $0.learningRate.isFinite })
    }
    _ = try (store.plan(), store.provenance(), store.trialNumbers())
    _ = try (store.timings(), store.outcomes())
    _ = try store.curvesCSV(of: store.results(curves: false), numbers: store.trialNumbers())
    if try store.plannedPointCount() > 0 {
      for point in try store.foundPoints() {
        #expect(point.recommendation.learningRate.isFinite)
      }
      _ = try store.pointTimings()
    }
    let writer = try SweepStore.open(folder: folder.path)
    try writer.check(provenance)
    switch kind {
    case .train:
      try adopt(in: writer)
      for group in try writer.pendingGroups() { try SweepNight.train(group, in: writer) }
      let other = StoreFolder()
      let whole = try SweepStore.open(folder: other.path)
      try adopt(in: whole)
      _ = try whole.merge(writer)
    case .find:
      let plan = try findPlan
      let points = try plan.points(on: dataset, data: provenance.data)
      _ = try writer.recordedPoints(of: points)
      try writer.adopt(
        points, plan: plan, yaml: "kind: find\n", provenance: provenance)
      let run = try PointSweepRun(
        plan, points: points, splits: [dataset],
        training: TrainingSplits(dataset), store: writer)
      if case .failed(let error) = try run.train(workers: 1) { throw error }
    }
    writer.close()
  }

  private static let values = [
    "-1", "0", "2", "0.5", "9e999", "-9e999", "1e300", "9223372036854775807", "'text'", "''",
    "x'00ff'", "NULL", "'1;;;;'", "'{}'",
  ]

  /// Walks a store whose bytes were changed by a statement.
  ///
  /// - Returns: Whether the statement could be run.
  private static func expectTruth(
    _ whole: Data, _ kind: Kind, after sql: String, isRefused: Bool = false
  ) throws -> Bool {
    let folder = StoreFolder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let path = "\(folder.path)/sweep.sqlite"
    try whole.write(to: URL(fileURLWithPath: path))
    do {
      let queue = try DatabaseQueue(path: path)
      defer { try? queue.close() }
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA ignore_check_constraints = ON; \(sql)")
      }
    } catch {
      return false
    }
    do {
      try walk(folder, kind)
      #expect(!isRefused, "\(sql)")
    } catch let error as StoreError {
      switch error {
      case .damaged(let place, let problem):
        #expect(place == path && !problem.isEmpty, "\(sql): \(error)")
      case .differs, .foreign, .newer, .missing:
        #expect(!isRefused, "\(sql): \(error)")
      default: Issue.record("\(sql): \(error)")
      }
      #expect(!"\(error)".contains("\n"), "\(sql): \(error)")
    }
    return true
  }

  @Test(arguments: Kind.allCases) func `no value in any column is taken on trust`(
    kind: Kind
  ) throws {
    let whole = try Self.make(kind)
    let folder = StoreFolder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let path = "\(folder.path)/sweep.sqlite"
    try whole.write(to: URL(fileURLWithPath: path))
    let columns = try DatabaseQueue(path: path).read { database in
      try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'"
      ).flatMap { table in
        try database.columns(in: table).map { (table, $0.name) }
      }
    }
    #expect(columns.count > 40)
    var changed = 0
    for (table, column) in columns {
      for value in Self.values {
        let sql = "UPDATE OR IGNORE \(table) SET \(column) = \(value)"
        changed += try Self.expectTruth(whole, kind, after: sql) ? 1 : 0
      }
    }
    #expect(changed > 400)
  }

  @Test(arguments: [
    "UPDATE trials SET steps = -1", "UPDATE trials SET learning_rate = 9e999",
    "UPDATE trials SET batch_size = 'many'", "UPDATE trials SET status = 'done'",
    "UPDATE trials SET seed = -5", "UPDATE trials SET hidden = '4,x'",
    "UPDATE trials SET schedule = 'cosine:min=9'", "UPDATE trials SET seed = seed + 1",
    "UPDATE trials SET horizon = 3", "UPDATE curves SET step = -step - 1",
    "UPDATE trials SET activation = 'gelu'", "UPDATE plans SET yaml = 'lr: 9e999'",
    "UPDATE plans SET yaml = 'lr: &a [*a]'", "DELETE FROM provenance WHERE name = 'data'",
    "UPDATE trials SET validation_loss = 'good' WHERE status = 'ok'", "DELETE FROM timings",
    "CREATE TRIGGER t AFTER UPDATE ON trials BEGIN UPDATE trials SET metric = 1; END",
    "ALTER TABLE trials ADD COLUMN more", "DROP TABLE timings",
    """
    DROP TABLE plan_trials; CREATE VIEW plan_trials AS
    WITH RECURSIVE n(position, trial) AS (SELECT 0, 1 UNION ALL SELECT position + 1, 1 FROM n)
    SELECT position, trial FROM n
    """,
    """
    DROP TABLE grdb_migrations; CREATE VIEW grdb_migrations AS
    WITH RECURSIVE n(identifier) AS (SELECT 'v1' UNION ALL SELECT identifier FROM n)
    SELECT identifier FROM n
    """,
    "DROP TABLE plan_points; CREATE VIEW PLAN_POINTS AS SELECT 1 AS position, 'p' AS id",
  ]) func `what is wrong is refused as damage`(sql: String) throws {
    let whole = try Self.make(.train)
    #expect(try Self.expectTruth(whole, .train, after: sql, isRefused: true), "\(sql)")
  }

  @Test func `what is left is not trained by a plan that cannot be read`() throws {
    let folder = StoreFolder()
    // Its lock goes with it.
    do {
      let store = try SweepStore.open(folder: folder.path)
      try Self.adopt(in: store)
      store.close()
    }
    let queue = try DatabaseQueue(path: "\(folder.path)/sweep.sqlite")
    try queue.write { database in
      try database.execute(sql: "UPDATE plans SET yaml = 'lr: 1\nclip-norm: much\n'")
    }
    try queue.close()
    let damaged = try SweepStore.open(folder: folder.path)
    let error = #expect(throws: StoreError.self) { try damaged.pendingGroups() }
    #expect("\(try #require(error))".contains("clip-norm: 'much' is not a number"))
  }

  @Test func `tables, views and indices of somebody's own do no harm`() throws {
    let whole = try Self.make(.train)
    let folder = StoreFolder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let path = "\(folder.path)/sweep.sqlite"
    try whole.write(to: URL(fileURLWithPath: path))
    try DatabaseQueue(path: path).write { database in
      try database.execute(
        sql: """
          CREATE TABLE notes (text); CREATE INDEX by_loss ON trials (validation_loss);
          CREATE VIEW best AS SELECT * FROM trials ORDER BY validation_loss LIMIT 1
          """)
    }
    try Self.walk(folder, .train)
  }

  @Test func `what is there and is no file is not taken for missing`() throws {
    let folder = StoreFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/sweep.sqlite", withIntermediateDirectories: true)
    func expected(_ kind: String) -> StoreError {
      .damaged(path: "\(folder.path)/sweep.sqlite", problem: "it is \(kind)")
    }
    #expect(throws: expected("a directory")) { _ = try SweepStore.read(folder: folder.path) }
    #expect(throws: expected("a directory")) { _ = try SweepStore.open(folder: folder.path) }
    try FileManager.default.removeItem(atPath: "\(folder.path)/sweep.sqlite")
    #expect(mkfifo("\(folder.path)/sweep.sqlite", 0o600) == 0)
    #expect(throws: expected("a pipe")) { _ = try SweepStore.read(folder: folder.path) }
    try FileManager.default.removeItem(atPath: "\(folder.path)/sweep.sqlite")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/sweep.sqlite", withDestinationPath: "sweep.sqlite")
    #expect(throws: expected("a symbolic link")) { _ = try SweepStore.read(folder: folder.path) }
  }
}
