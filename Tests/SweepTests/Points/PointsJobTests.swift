import Experiment
import Planning
import Running
import Tabular
import Testing
import Training
import Tuning

/// `find` for several points, without a store.
struct PointsJobTests {
  private static let dataset = Dataset.blobs(rows: 150, features: 4, classes: 3)

  private static func job(_ settings: KeyValuePairs<String, String>) throws -> PointsJob {
    let plan = try PointPlanTests.plan(settings)
    return PointsJob(
      plan, points: try plan.points(on: dataset, data: "d0"), splits: [dataset],
      training: TrainingSplits(dataset))
  }

  private static let two: KeyValuePairs = [
    "schedule": "constant,cosine", "optimizer": "sgd,adam", "hidden": "8", "steps": "120",
    "seeds": "2",
  ]

  @Test func `each point's recommendation is the one of find alone`() throws {
    let job = try Self.job(Self.two)
    let outcome = job.run(workers: 1)
    #expect(outcome.findings.map(\.point.id) == job.points.map(\.id))
    for (point, finding) in zip(job.points, outcome.findings) {
      let alone = FindJob(point.find, splits: [Self.dataset]).run(workers: 1)
      #expect(finding.point.recommendation == alone.recommendation)
      #expect(finding.point.searchSteps == alone.cost)
    }
  }

  @Test func `what schedules share is trained once and counted once`() throws {
    let job = try Self.job(Self.two)
    let outcome = job.run(workers: 1)
    let points = outcome.findings.map(\.point)
    // Plan order: constant sgd, constant adam, cosine sgd, cosine adam.
    #expect(points[0].ownSteps == points[0].searchSteps && points[0].ownSteps > 0)
    #expect(
      points[2].ownSteps <= points[2].searchSteps - outcome.findings[2].outcome.rounds[0].cost)
    let rounds = outcome.findings.map { $0.outcome.rounds[0].lanes.map(\.trainingLosses) }
    #expect(rounds[2] == rounds[0] && rounds[3] == rounds[1] && rounds[1] != rounds[0])
    let own = points.reduce(0) { $0 + $1.ownSteps }
    // 4 points, 2 seeds, 120 steps each, besides what was searched.
    #expect(job.progress.steps == own + 4 * 2 * 120)
    #expect(outcome.comparison.rows.reduce(0) { $0 + $1.cost } == own + 4 * 2 * 120)
  }

  @Test func `every point is trained at its own rate, to its end, with the same fresh seeds`()
    throws
  {
    let job = try Self.job(["batch-size": "16,32", "epochs": "5", "seed": "7", "seeds": "2"])
    let outcome = job.run(workers: 1)
    for finding in outcome.findings {
      let trials = outcome.trials.filter { $0.configuration == finding.point.configuration }
      #expect(trials.map(\.seed) == [8, 9])
      #expect(trials.allSatisfy { $0.steps == finding.point.steps })
      let rate = finding.point.recommendation.learningRate
      #expect(trials.allSatisfy { $0.configuration.learningRate == rate })
    }
    // 120 rows: 7 and 3 batches an epoch.
    #expect(outcome.findings.map(\.point.steps) == [35, 15])
    #expect(outcome.comparison.rows.allSatisfy { $0.comparison?.high != nil })
  }

  private func results(workers: Int) throws -> ([FoundPoint], [TrialResult]) {
    let outcome = try Self.job(Self.two).run(workers: workers)
    return (outcome.findings.map(\.point), outcome.trials)
  }

  @Test func `the outcome does not depend on the number of workers`() throws {
    let one = try results(workers: 1)
    let three = try results(workers: 3)
    #expect(one.0 == three.0)
    #expect(one.1 == three.1)
  }

  /// Full trainings decide of each schedule; the survey before them is shared.
  @Test func `the forecast counts the decision of every schedule`() throws {
    func expected(_ schedules: String) throws -> (job: PointsJob, searching: Int) {
      let plan = try PointPlanTests.plan([
        "schedule": schedules, "hidden": "8", "steps": "120", "seeds": "2", "effort": "usual",
      ])
      let points = try plan.points(
        on: Self.dataset, data: "d0", folds: AvailableFolds(count: 1, repetitions: 1))
      let job = PointsJob(
        plan, points: points, splits: [Self.dataset], training: TrainingSplits(Self.dataset))
      return (job, job.expectedSteps - points.count * 2 * 120)
    }
    let (one, two) = (try expected("constant"), try expected("constant,cosine"))
    let decision = one.job.points[0].find.decisionSteps
    #expect(decision > 0 && two.searching == one.searching + decision)
  }
}
