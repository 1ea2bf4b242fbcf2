import LinearAlgebra
import Planning
import Tabular
import Testing
import Training

/// Plans of kind `find`.
struct PointPlanTests {
  /// 80 training rows: 5, 2 and 1 batches of 16, 32 and 64.
  static let dataset = Dataset.blobs(rows: 100, features: 3, classes: 2)

  static func plan(_ settings: KeyValuePairs<String, String>) throws -> SweepPlan {
    let entries = [("kind", "find")] + settings.map { ($0.key, $0.value) }
    return try SweepPlan(
      entries.map { PlanEntry(key: $0.0, values: [$0.1], place: "--\($0.0)") })
  }

  @Test func `points are the product of the axes, in plan order, without rates`() throws {
    let points = try Self.plan([
      "schedule": "constant,cosine", "optimizer": "sgd,adam:beta1=0.8", "weight-decay": "0,0.1",
      "activation": "relu,tanh",
    ]).points(on: Self.dataset, data: "d0")
    #expect(points.count == 16)
    #expect(Set(points.map(\.id)).count == 16)
    #expect(points.map(\.setting.schedule.description).prefix(9).last == "cosine")
    // Schedules alone share: 2 optimizers × 2 decays × 2 activations are left.
    #expect(Set(points.map(\.search)).count == 8)
    #expect(points[0].search == points[8].search && points[0].search != points[1].search)
  }

  @Test func `batch sizes get equal epochs`() throws {
    // 20 epochs of 2 batches of 32 are 40 steps; 200 are usual at least, that is 100 epochs.
    for (budget, epochs, steps) in [
      (["batch-size": "16,32,64"], 100.0, [500, 200, 100]),
      (["batch-size": "16,32,64", "epochs": "7"], 7, [35, 14, 7]),
    ] as [(KeyValuePairs<String, String>, Double, [Int])] {
      let points = try Self.plan(budget).points(on: Self.dataset, data: "d0")
      #expect(points.map(\.find.budgetSteps) == steps)
      #expect(points.allSatisfy { $0.epochs == epochs })
    }
  }

  @Test func `one batch size is trained as long as find trains it`() throws {
    let usual = try Self.plan(["batch-size": "16"]).points(on: Self.dataset, data: "d0")
    #expect(usual[0].find.budgetSteps == 200)
    let given = try Self.plan(["batch-size": "16", "steps": "33"])
      .points(on: Self.dataset, data: "d0")
    #expect(given[0].find.budgetSteps == 33)
  }

  @Test(arguments: [
    ("lr", "0.1", "--lr: it has no meaning for kind find"),
    ("search", "random", "--search: it has no meaning for kind find"),
    ("trials", "9", "--trials: it has no meaning for kind find"),
    ("kind", "fnd", "did you mean 'find'?"),
    ("steps", "100", "--steps: batch sizes are compared at equal epochs"),
  ])
  func `what has no meaning is refused`(key: String, value: String, message: String) throws {
    var entries = ["kind": "find", "batch-size": "16,32"]
    entries[key] = value
    let error = try #require(throws: PlanError.self) {
      try SweepPlan(
        entries.sorted { $0.key < $1.key }.map {
          PlanEntry(key: $0.key, values: [$0.value], place: "--\($0.key)")
        })
    }
    #expect(error.problems.contains { $0.contains(message) }, "\(error)")
  }

  @Test func `a schedule that does not fit names the batch size, once`() throws {
    let plan = try Self.plan(["schedule": "step:every=10ep,warmup=300", "optimizer": "sgd,adam"])
    let error = try #require(throws: PlanError.self) {
      try plan.points(on: Self.dataset, data: "d0")
    }
    #expect(error.problems.count == 1 && error.problems[0].hasPrefix("schedule "))
  }

  @Test func `everything that a result depends on is in the id`() throws {
    let base = try Self.plan(["optimizer": "adam"]).points(on: Self.dataset, data: "d0")[0]
    #expect(
      try Self.plan(["optimizer": "adam"]).points(on: Self.dataset, data: "d0")[0].id == base.id)
    let others: [KeyValuePairs<String, String>] = [
      ["optimizer": "adam:eps=1e-6"], ["optimizer": "adam", "seed": "1"],
      ["optimizer": "adam", "clip-norm": "1"], ["optimizer": "adam", "hidden": "32"],
      ["optimizer": "adam", "weight-decay": "0.1"], ["optimizer": "adam", "steps": "201"],
      ["optimizer": "adam", "batch-size": "33"],
    ]
    for settings in others {
      let other = try Self.plan(settings).points(on: Self.dataset, data: "d0")[0]
      #expect(other.id != base.id && other.search != base.search, "\(settings)")
    }
    #expect(
      try Self.plan(["optimizer": "adam"]).points(on: Self.dataset, data: "d1")[0].id != base.id)
    let wider = try Self.plan(["optimizer": "adam"]).points(on: Self.dataset, data: "d0") {
      .usual(for: $0, budgetSteps: $1, lowest: 1e-7)
    }
    #expect(wider[0].id != base.id)
    // The number of seeds says how surely points are compared, not what is found.
    let seeds = try Self.plan(["optimizer": "adam", "seeds": "9"])
      .points(on: Self.dataset, data: "d0")
    #expect(seeds[0].id == base.id)
  }
}
