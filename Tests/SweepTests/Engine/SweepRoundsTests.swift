import Experiment
import Planning
import Running
import Tabular
import Testing
import Training

/// What is trained next, as a function of the plan and of what is finished.
struct SweepRoundsTests {
  private let dataset = Dataset.blobs(rows: 100, features: 3, classes: 2)

  private func trials(
    _ plan: SweepPlan, _ finished: [String: TrialOutcome] = [:], isForecast: Bool = false
  ) throws -> SweepPlan.Trials {
    try plan.trials(on: dataset, data: "d0", finished: finished, isForecast: isForecast)
  }

  /// Asks for round after round, each trial giving what `loss` says, nil for diverged.
  private func allRounds(
    of plan: SweepPlan, loss: (Trial) -> Double?
  ) throws -> SweepPlan.Trials {
    var finished: [String: TrialOutcome] = [:]
    for _ in 0..<20 {
      let known = try trials(plan, finished)
      if known.all.allSatisfy({ finished[$0.id] != nil }) {
        #expect(known.isLastRound)
        return known
      }
      #expect(known.order.sorted() == Array(known.all.indices))
      #expect(Set(known.all.map(\.id)).count == known.all.count)
      for trial in known.all { finished[trial.id] = loss(trial).map { .loss($0) } ?? .diverged }
    }
    Issue.record("it does not end")
    return try trials(plan, finished)
  }

  private func rates(_ trials: SweepPlan.Trials, round: Int) -> [Double] {
    trials.all[trials.rounds[round]].filter { $0.seed == 0 }.map(\.configuration.learningRate)
  }

  // MARK: Halving

  private static let nine = [
    "lr": "1e-4..1:9", "search": "halving", "seeds": "2", "steps": "90",
  ]

  @Test func `the best third of each rung goes on, to the whole training`() throws {
    let plan = try SweepPlanTests.plan(Self.nine)
    // 0.1 is the best; on the logarithm 0.0316 and 0.316 lie next to it, 0.0316 first in order.
    let all = try allRounds(of: plan) { trial in
      let distance = trial.configuration.learningRate / 0.1
      return max(distance, 1 / distance) + Double(trial.seed)
    }
    #expect(all.rounds.map(\.count) == [18, 6, 2])
    #expect(rates(all, round: 1) == [0.0316228, 0.1, 0.316228])
    #expect(rates(all, round: 2) == [0.1])
    #expect(all.rounds.map { all.all[$0.lowerBound].steps } == [10, 30, 90])
    #expect(all.all.allSatisfy { $0.horizon == 90 })
    // The last rung is a whole training, the same as in a grid.
    var grid = Self.nine
    grid["search"] = nil
    let ids = Set(try trials(SweepPlanTests.plan(grid)).all.map(\.id))
    #expect(all.all.map { ids.contains($0.id) } == all.all.map { $0.steps == 90 })
  }

  @Test func `a rung is not decided before all of the one before is finished`() throws {
    let plan = try SweepPlanTests.plan(Self.nine)
    let first = try trials(plan)
    #expect(first.all.count == 18 && !first.isLastRound)
    var finished: [String: TrialOutcome] = [:]
    for trial in first.all.dropLast() { finished[trial.id] = .loss(1) }
    #expect(try trials(plan, finished).all == first.all)
    finished[first.all[17].id] = .loss(0.5)
    let second = try trials(plan, finished)
    // (1 + 0.5) / 2 is the best mean; the other two come first in order.
    #expect(rates(second, round: 1) == [1e-4, 3.16228e-4, 1])
    #expect(Array(second.all.prefix(18)) == first.all)
  }

  @Test func `what diverged with any seed never goes on`() throws {
    let plan = try SweepPlanTests.plan(Self.nine)
    let all = try allRounds(of: plan) { trial in
      let rate = trial.configuration.learningRate
      if rate > 0.05 { return trial.seed == 1 ? nil : 0.001 }
      if rate > 0.0005 { return nil }
      return rate
    }
    #expect(all.rounds.map(\.count) == [18, 4, 2])
    #expect(rates(all, round: 1) == [1e-4, 3.16228e-4] && rates(all, round: 2) == [1e-4])
    let none = try allRounds(of: plan) { _ in nil }
    #expect(none.rounds.count == 1)
  }

  @Test func `a forecast has as many trials as there will be at most`() throws {
    let plan = try SweepPlanTests.plan(Self.nine)
    let forecast = try trials(plan, isForecast: true)
    #expect(forecast.rounds.map(\.count) == [18, 6, 2])
    #expect(try Array(forecast.all.prefix(18)) == trials(plan).all)
  }

  @Test func `halving draws configurations where a number is given`() throws {
    let plan = try SweepPlanTests.plan([
      "lr": "1e-4..1", "search": "halving", "trials": "10", "steps": "90", "rungs": "2",
      "factor": "5",
    ])
    let all = try allRounds(of: plan) { $0.configuration.learningRate }
    #expect(all.rounds.map(\.count) == [10, 2])
    #expect(all.all.map(\.steps).suffix(3) == [18, 90, 90])
  }

  @Test func `trainings that are too short for the rungs are refused`() throws {
    var settings = Self.nine
    settings["steps"] = "4"
    let plan = try SweepPlanTests.plan(settings)
    #expect(throws: PlanError.self) { try trials(plan) }
    settings["steps"] = "9"
    #expect(try trials(SweepPlanTests.plan(settings)).all[0].steps == 1)
  }

  @Test(arguments: ["cosine", "onecycle", "plateau:factor=0.5,patience=1", "constant:warmup=50%"])
  func `a rung is the beginning of the whole training`(schedule: String) throws {
    var settings = Self.nine
    settings["schedule"] = schedule
    let rung = try trials(SweepPlanTests.plan(settings)).all.filter { $0.seed == 0 }
    settings["search"] = nil
    let whole = try trials(SweepPlanTests.plan(settings)).all.filter { $0.seed == 0 }
    let training = GroupTraining(on: TrainingSplits(dataset), clipNorm: nil)
    for (short, long) in zip(training.run(rung), training.run(whole)) {
      #expect(short.configuration == long.configuration)
      #expect(short.steps == 10 && short.horizon == 90 && long.steps == 90)
      #expect(short.checkpoints.last?.step == 10)
      // 50 checkpoints over 90 steps: 0, 1, 3, 5, 7, 9 come before the rung's end.
      #expect(short.checkpoints.dropLast().map(\.step) == [0, 1, 3, 5, 7, 9])
      #expect(Array(short.checkpoints.dropLast()) == Array(long.checkpoints.prefix(6)))
    }
  }

  /// Rates that move nothing: the losses of the batches lie on either side of the untrained one.
  @Test func `what hardly moves is not diverged for the luck of its batches`()
    throws
  {
    let noise = Dataset.noise(rows: 100, features: 3)
    func results(_ search: String?) throws -> [TrialResult] {
      var settings = ["lr": "1e-25..1e-24:9", "seeds": "8", "steps": "90"]
      settings["search"] = search
      let plan = try SweepPlanTests.plan(settings)
      let trials = try plan.trials(on: noise, data: "d0").all
      let training = plan.training(on: TrainingSplits(noise))
      return training.groups(of: trials).flatMap { group in
        training.run(group.map { trials[$0] })
      }
    }
    let short = try results("halving")
    #expect(short.contains { ($0.trainLoss ?? 0) > $0.untrainedLoss })
    #expect(short.allSatisfy { $0.status == .ok })
    #expect(try results(nil).allSatisfy { $0.status == .ok })
  }

  // MARK: Edges

  /// Axes, the best rate if it is among the tried, from where rates diverge, and what is added.
  static let edges: [(String, Double, Double, [Double])] = [
    ("1e-3..1:4", 0.1, 10, []),
    // Two rates a round: 10 is the best, so 100 shows that it stands inside.
    ("1e-3..1:4", 10, 1e9, [10, 100]),
    ("1e-3..1:4", 100, 1e9, [10, 100, 1000, 10_000]),
    ("1e-3..1:4", 1e12, 1e20, [10, 100, 1000, 1e4, 1e5, 1e6]),
    ("1e-3..1:4", 1e-12, 1, [1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9]),
    // The next rate diverges: the best stands inside.
    ("1e-3..1:4", 1e12, 5, [10, 100]),
    ("1e-3..1:4", 1e12, 0.5, []),
    // Everything diverges, but 1e-5 does not, and is the best.
    ("1e-3..1:4", 1e12, 5e-5, [1e-4, 1e-5, 1e-6, 1e-7]),
    // A range goes on at its own spacing, a list at that of its two last rates.
    ("1e-3..1:7", 2, 1e9, [3.16228, 10]),
    ("0.1,0.2,0.6", 1.8, 1e9, [1.8, 5.4]), ("0.1,0.2,0.6", 0.05, 1e9, [0.05, 0.025]),
    ("0.001,0.00316,0.01", 0.03, 1e9, [0.0316, 0.1]),
  ]

  @Test(arguments: edges) func `an axis is widened until the best rate stands inside`(
    axis: String, best: Double, divergence: Double, added: [Double]
  ) throws {
    let plan = try SweepPlanTests.plan(["lr": axis, "extend-edges": "true", "steps": "5"])
    let all = try allRounds(of: plan) { trial in
      let rate = trial.configuration.learningRate
      return rate >= divergence ? nil : max(rate / best, best / rate)
    }
    #expect(all.all[all.rounds[0].count...].map(\.configuration.learningRate) == added)
  }

  @Test func `each setting is widened by itself, with all seeds`() throws {
    let plan = try SweepPlanTests.plan([
      "lr": "1e-3..1:4", "extend-edges": "true", "steps": "5", "optimizer": "sgd,adam,rmsprop",
      "seeds": "2",
    ])
    let all = try allRounds(of: plan) { trial in
      let best =
        switch trial.configuration.optimizer {
        case .sgd: 10.0
        case .adam: 0.01
        default: 1e-4
        }
      let rate = trial.configuration.learningRate
      return max(rate / best, best / rate)
    }
    let added = all.all[all.rounds[0].count...]
    #expect(added.map(\.configuration.learningRate) == [10, 10, 100, 100, 1e-4, 1e-4, 1e-5, 1e-5])
    #expect(
      added.map(\.configuration.optimizer.name).prefix(5) == [
        "sgd", "sgd", "sgd", "sgd", "rmsprop",
      ])
    #expect(added.map(\.seed) == [0, 1, 0, 1, 0, 1, 0, 1])
  }
}
