import Planning
import Running
import Tabular
import Testing
import Training
import Tuning

@Suite struct CurvatureJobTests {
  private static func outcome(
    _ optimizer: Training.Optimizer = .sgd, rate: Double = 0.1, schedule: String = "constant"
  ) throws -> CurvatureJob.Outcome {
    let specification = try ScheduleSpecification.parse(schedule)
    let plan = FindPlan(
      settings: TrainingSettings(
        model: .mlp(hidden: [8], activation: .tanh), optimizer: optimizer, batchSize: 16),
      schedule: specification,
      resolvedSchedule: try specification.resolved(budgetSteps: 200, stepsPerEpoch: 10),
      weightDecay: 0, budgetSteps: 200, rangeTest: .usual(for: optimizer, budgetSteps: 200))
    let dataset = Dataset.blobs(rows: 200, features: 4, classes: 3)
    return CurvatureJob(plan, dataset: dataset, learningRate: rate).run()
  }

  @Test(arguments: Training.Optimizer.all)
  func `measures before, on the way and at the end`(optimizer: Training.Optimizer) throws {
    let outcome = try Self.outcome(optimizer, rate: 0.01)
    let isAdam = ["adam", "adamw"].contains(optimizer.name)
    #expect(outcome.points.map(\.step) == (isAdam ? [60, 200] : [0, 60, 200]))
    #expect(outcome.points.allSatisfy { $0.eigenvalue.hasConverged && $0.eigenvalue.value > 0 })
    let isKnown = ["sgd", "momentum", "nesterov", "adam", "adamw"].contains(optimizer.name)
    #expect((outcome.lowestLimit != nil) == isKnown && (outcome.factor != nil) == isKnown)
    #expect(outcome.rowCount == 160 && outcome.trainingSteps == 200 && !outcome.hasDiverged)
    #expect(outcome.cost == 200 + outcome.points.reduce(0) { $0 + $1.costSteps })
  }

  @Test func `the sharpest place gives the lowest limit`() throws {
    let outcome = try Self.outcome()
    let sharpest = try #require(outcome.points.map(\.eigenvalue.value).max())
    #expect(abs((outcome.lowestLimit ?? 0) - 2 / sharpest) < 1e-12)
  }

  @Test func `feedback reaches the schedule`() throws {
    // With such a threshold nothing is an improvement: the rate falls at every checkpoint.
    let outcome = try Self.outcome(schedule: "plateau:patience=0,threshold=0.99")
    let constant = try Self.outcome()
    #expect(outcome.points[0] == constant.points[0])
    #expect(outcome.points[1].eigenvalue.value != constant.points[1].eigenvalue.value)
  }

  @Test func `a training that diverges is not measured to the end`() throws {
    let outcome = try Self.outcome(.momentum(), rate: 1e300)
    #expect(outcome.hasDiverged && outcome.points.map(\.step) == [0])
  }
}
