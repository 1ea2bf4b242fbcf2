import Experiment
import Glibc
import Planning
import Running
import Tabular
import Testing
import Training

/// The trials of a plan, their order and their groups.
struct SweepPlanTests {
  static func plan(_ settings: [String: String]) throws -> SweepPlan {
    try SweepPlan(
      settings.sorted { $0.key < $1.key }.map {
        PlanEntry(key: $0.key, values: [$0.value], place: "--\($0.key)")
      })
  }

  private let dataset = Dataset.blobs(rows: 100, features: 3, classes: 2)

  @Test func `rates of a range are canonical decimals on the logarithm`() throws {
    // 10^-0.5 = 0.316227766…, six digits of which are kept.
    #expect(try Self.plan(["lr": "0.1..1:3"]).learningRates.grid == [0.1, 0.316228, 1])
    #expect(try Self.plan(["lr": "1, 0.5,2"]).learningRates.grid == [0.5, 1, 2])
  }

  /// Of each optimizer that promises to need no rate the promised one, alone or with those that promise the
  /// same; where another is among them, or none, rates are to be given.
  @Test func `rates that nobody gave are those of the optimizers' authors`() throws {
    for optimizer in Training.Optimizer.all {
      let settings = ["optimizer": optimizer.name, "steps": "5"]
      guard let rate = optimizer.traits.untunedRate else {
        #expect(throws: PlanError.self) { try Self.plan(settings) }
        continue
      }
      let plan = try Self.plan(settings)
      #expect(plan.takesUntunedRate && plan.learningRates.grid == [rate])
      let given = try Self.plan(settings.merging(["lr": "0.5"]) { $1 })
      #expect(!given.takesUntunedRate && given.learningRates.grid == [0.5])
      let found = try Self.plan(settings.merging(["kind": "find"]) { $1 })
      #expect(!found.takesUntunedRate)
    }
    #expect(try Self.plan(["optimizer": "dog,ldog,prodigy"]).learningRates.grid == [1])
    #expect(throws: PlanError.self) { try Self.plan(["optimizer": "dog,sgd"]) }
    #expect(throws: PlanError.self) { try Self.plan(["optimizer": "dog,schedule-free-adamw,adam"]) }
  }

  /// Whether they are combined, drawn or halved.
  @Test(arguments: [
    [:], ["search": "random", "trials": "7"], ["search": "quasirandom", "trials": "7"],
    ["search": "halving", "rungs": "2", "factor": "2"],
  ])
  func `each optimizer takes the rate of its own authors`(search: [String: String]) throws {
    let plan = try Self.plan(
      ["optimizer": "dog,schedule-free-adamw,prodigy", "batch-size": "8,16,32", "steps": "20"]
        .merging(search) { $1 })
    #expect(plan.takesUntunedRate && plan.learningRates.grid == [0.0025, 1])
    let configurations = try plan.points().map(\.configuration)
    #expect(configurations.count == (plan.trials ?? 9))
    #expect(Set(configurations.map(\.optimizer.name)).count == 3)
    for configuration in configurations {
      #expect(configuration.learningRate == configuration.optimizer.traits.untunedRate)
    }
    #expect(throws: PlanError.self) {
      try Self.plan(["optimizer": "dog,schedule-free-adamw", "steps": "20", "extend-edges": "true"])
    }
  }

  @Test func `a comma belongs to the optimizer before it when a key follows`() throws {
    let plan = try Self.plan([
      "lr": "1", "optimizer": "sgd,adam:beta1=0.8,eps=1e-6,momentum:momentum=0.5",
    ])
    #expect(
      plan.optimizers.map(\.optimizer) == [
        .sgd, .adam(beta1: 0.8, epsilon: 1e-6), .momentum(momentum: 0.5),
      ])
  }

  @Test func `a grid has every combination once, and tries them coarse to fine`() throws {
    let plan = try Self.plan([
      "lr": "1e-4..1:5", "schedule": "constant,cosine", "seeds": "2", "steps": "10",
    ])
    let trials = try plan.trials(on: dataset, data: "d0")
    #expect(trials.all.count == 20)
    #expect(Set(trials.all.map(\.id)).count == 20)
    #expect(trials.order.sorted() == Array(0..<20))
    // Of five rates the first, third and fifth come first, of the first seed, for both schedules.
    let first = trials.order.prefix(6).map { trials.all[$0] }
    #expect(first.map(\.configuration.learningRate) == [1e-4, 1e-2, 1, 1e-4, 1e-2, 1])
    #expect(trials.order.prefix(10).allSatisfy { trials.all[$0].seed == 0 })
  }

  @Test func `groups hold each trial once, and what cannot be trained side by side is apart`()
    throws
  {
    let plan = try Self.plan([
      "lr": "1e-4..1:30", "optimizer": "sgd,adam", "seeds": "2", "steps": "10",
    ])
    let trials = try plan.trials(on: dataset, data: "d0")
    let ordered = trials.order.map { trials.all[$0] }
    let groups = plan.training(on: TrainingSplits(dataset)).groups(of: ordered)
    #expect(groups.flatMap { $0 }.sorted() == Array(ordered.indices))
    for group in groups {
      #expect(Set(group.map { ordered[$0].seed }).count == 1)
      #expect(Set(group.map { ordered[$0].configuration.optimizer }).count == 1)
      #expect(group.count <= 16)
    }
    #expect(groups.map { $0[0] } == groups.map { $0[0] }.sorted())
  }

  @Test(arguments: ["random", "quasirandom"])
  func `more draws add to those that were there`(search: String) throws {
    func points(_ count: Int, seed: Int = 0) throws -> [Configuration] {
      try Self.plan([
        "lr": "1e-4..1", "optimizer": "sgd,adam", "batch-size": "8,16", "search": search,
        "trials": "\(count)", "seed": "\(seed)", "steps": "5",
      ]).trials(on: dataset, data: "d0").all.map(\.configuration)
    }
    let few = try points(10)
    let many = try points(40)
    #expect(Array(many.prefix(10)) == few)
    #expect(Set(many).count == 40)
    #expect(try points(10, seed: 1) != few)
    #expect(many.allSatisfy { (1e-4...1).contains($0.learningRate) })
    // A quarter of 40 points would be 10 for each; no quarter of the axis is left out.
    for quarter in 0..<4 {
      let low = 1e-4 * (0..<quarter).reduce(1.0) { value, _ in value * 10 }
      #expect(many.contains { (low...low * 10).contains($0.learningRate) })
    }
  }

  /// Other axes than the rate may be ranges too; the draws of lists stay what they are.
  @Test(arguments: ["random", "quasirandom"])
  func `decays, batch sizes and widths are drawn from ranges`(search: String) throws {
    let shared = [
      "lr": "1e-4..1", "search": search, "trials": "60", "steps": "5", "weight-decay": "1e-6..1e-2",
      "batch-size": "4..64",
    ]
    func drawn(_ hidden: [String]) throws -> [Configuration] {
      let entries = shared.map { PlanEntry(key: $0, values: [$1], place: "--\($0)") }
      return try SweepPlan(entries + [PlanEntry(key: "hidden", values: hidden, place: "--hidden")])
        .trials(on: dataset, data: "d0").all.map(\.configuration)
    }
    let points = try drawn(["8..512", "32,4..16"])
    let decays = points.map { log10($0.weightDecay) }
    #expect(decays.allSatisfy { (-6 ... -2).contains($0) })
    for decade in -6 ..< -2 {
      #expect(decays.contains { floor($0) == Double(decade) }, "no decay is in decade \(decade)")
    }
    #expect(points.allSatisfy { (4...64).contains($0.batchSize) })
    #expect(Set(points.map(\.batchSize)).count > 10)
    let (one, two) = (
      points.filter { $0.model.hidden.count == 1 }, points.filter { $0.model.hidden.count == 2 }
    )
    #expect(one.count + two.count == 60 && one.count > 15 && two.count > 15)
    #expect(one.allSatisfy { (8...512).contains($0.model.hidden[0]) })
    #expect(two.allSatisfy { $0.model.hidden[0] == 32 && (4...16).contains($0.model.hidden[1]) })
    // On the logarithm, so that half are below the geometric mean.
    #expect((one.count / 4...3 * one.count / 4).contains(one.count { $0.model.hidden[0] < 64 }))
    // Two ranges of a model are drawn for themselves.
    let pairs = try drawn(["8..512,8..512"]).map(\.model.hidden)
    #expect(pairs.contains { $0[0] > 2 * $0[1] } && pairs.contains { $0[1] > 2 * $0[0] })
  }

  @Test func `a grid takes a range with a count`() throws {
    let plan = try Self.plan([
      "lr": "0.1", "weight-decay": "1e-4..1e-2:3", "batch-size": "8..64:4", "hidden": "4..16:3",
      "steps": "5",
    ])
    let configurations = try plan.trials(on: dataset, data: "d0").all.map(\.configuration)
    #expect(configurations.count == 36)
    #expect(Set(configurations.map(\.weightDecay)) == [0.0001, 0.001, 0.01])
    #expect(Set(configurations.map(\.batchSize)) == [8, 16, 32, 64])
    #expect(Set(configurations.map(\.model.hidden)) == [[4], [8], [16]])
  }

  @Test(arguments: [
    (
      ["weight-decay": "1e-4..1e-2"],
      "a grid needs the number of weight decays, as in 0.0001..0.01:5"
    ),
    (["batch-size": "8..64"], "a grid needs the number of batch sizes"),
    (["hidden": "8..64,4"], "a grid needs the number of widths"),
    (["weight-decay": "0..1:3"], "'0..1:3' begins at 0, which has no logarithm"),
    (["batch-size": "64..8:3"], "does not rise; give the lower batch size first"),
    (["batch-size": "8..64:3,128"], "is a range, which stands alone"),
    (["hidden": "8..1.5:3"], "is not a whole number from 1"),
    (["batch-size": "8..64:1"], "which is the number of batch sizes behind the colon"),
    (
      ["batch-size": "8..64:3", "search": "random", "trials": "4", "lr": "0.1..1"],
      "leave out ':3'"
    ),
  ])
  func `ranges that a search cannot have are refused`(
    settings: [String: String], says: String
  ) throws {
    let error = #expect(throws: PlanError.self) {
      try Self.plan(["lr": "0.1", "steps": "5"].merging(settings) { $1 })
    }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  @Test func `batch sizes beyond the rows are not drawn`() throws {
    let plan = try Self.plan([
      "lr": "0.1..1", "batch-size": "8..640", "search": "random", "trials": "4", "steps": "5",
    ])
    let error = #expect(throws: PlanError.self) { try plan.trials(on: dataset, data: "d0") }
    #expect(error?.description.contains("batch sizes up to 640 are drawn") == true)
  }

  @Test func `a search space that is too small is refused`() throws {
    let plan = try Self.plan([
      "lr": "0.1,0.2", "search": "random", "trials": "3", "steps": "5",
    ])
    #expect(throws: PlanError.self) { try plan.trials(on: dataset, data: "d0") }
  }

  @Test func `a schedule that is longer than the trial is refused before anything is trained`()
    throws
  {
    let plan = try Self.plan(["lr": "0.1", "schedule": "cosine:warmup=20", "steps": "10"])
    #expect(throws: PlanError.self) { try plan.trials(on: dataset, data: "d0") }
  }

  /// Were they made before they are counted, that would take all memory there is.
  @Test(arguments: ["train", "find"])
  func `far too many combinations are refused before they are made`(_ kind: String) throws {
    let error = #expect(throws: PlanError.self) {
      try Self.plan(
        [
          "kind": kind, "weight-decay": "1e-6..1:10000", "batch-size": "1..100000:10000",
        ].merging(kind == "train" ? ["lr": "0.1"] : [:]) { $1 })
    }
    #expect(error?.problems.first?.contains("more than 10000000 trials") == true)
  }

  /// The parser would take the first and say nothing.
  @Test(arguments: [
    ("model", "mlp,logistic"), ("search", "grid,halving"), ("kind", "train,find"),
  ])
  func `what takes one value takes no list`(_ key: String, _ list: String) throws {
    let error = #expect(throws: PlanError.self) {
      try Self.plan(["lr": "0.1"].merging([key: list]) { $1 })
    }
    #expect(error?.problems.contains { $0.contains("it takes one value, not 2") } == true)
  }
}
