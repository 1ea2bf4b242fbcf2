import Experiment
import Planning
import RandomStreams
import Running
import Tabular
import Testing
import Training
import Tuning

/// One setting, trained through every command that can train it, is one training.
///
/// The table holds back more rows than checkpoints look at, and those beyond are unlike the others:
/// whoever looked at them would see other losses, and steer `plateau` otherwise.
struct DoorsTests {
  private static let steps = 30

  private static func dataset(isClassification: Bool) -> Dataset {
    var stream = RandomStream(seed: 3, purpose: .rowSample)
    let count = 400 + EvaluationRule.rowLimit + 1500
    let points = (0..<count).map { _ in (0..<4).map { _ in 4 * stream.unitFloat() - 2 } }
    let values = points.enumerated().map { row, point in
      let value = point[0] * point[1] + point[2] + stream.unitFloat()
      return row < 400 + EvaluationRule.rowLimit ? value : 3 - value
    }
    return Dataset(
      features: FeatureMatrix(rows: points), featureNames: ["a", "b", "c", "d"],
      targets: isClassification
        ? .classes(values.map { $0 > 0 ? 1 : 0 }, names: ["no", "yes"])
        : .values(values, mean: 0, scale: 1),
      trainingRowCount: 400,
      report: DataReport(
        source: "made", delimiter: ",", decimalComma: false, hasHeader: true, rowsRead: count,
        rowsWithoutTarget: 0, task: isClassification ? .classification : .regression,
        taskReason: nil, columns: [], notes: []))
  }

  /// The learning rates and losses at the checkpoints of a training, whatever trained it.
  private struct Course {
    var door: String
    var seed: UInt64
    var checkpoints: [Int]
    var rates: [Double]
    var losses: [Double]
    var divergedAt: Int?
    var metric: Double?

    init(_ door: String, _ trial: TrialResult) {
      self.door = door
      seed = trial.seed
      checkpoints = trial.checkpoints.map(\.step)
      rates = trial.checkpoints.map(\.learningRate)
      losses = trial.checkpoints.map { $0.validationLoss ?? .nan }
      divergedAt = trial.divergedAtStep.map { $0 - 1 }
      metric = trial.metric
    }
  }

  @Test(
    arguments: ["sgd", "adam"],
    ["constant", "cosine:warmup=10%", "plateau:patience=0,threshold=0.2"])
  func `one setting is one training`(optimizer: String, schedule: String) throws {
    // Each optimizer on a task of its own: what is compared are commands.
    let isClassification = optimizer == "sgd"
    let dataset = Self.dataset(isClassification: isClassification)
    let shared = [
      "optimizer": optimizer, "schedule": schedule, "hidden": "8", "activation": "tanh",
      "batch-size": "16", "steps": "\(Self.steps)", "weight-decay": "0.001", "seeds": "2",
    ]
    // What `find` and `sweep` of kind find compare, with the seeds after the search's own.
    var entries = shared
    (entries["kind"], entries["seed"]) = ("find", "3")
    let points = try SweepPlanTests.plan(entries)
    let planned = try points.points(on: dataset, data: "d0")
    let found = PointsJob(
      points, points: planned, splits: [dataset], training: TrainingSplits(dataset)
    ).run(workers: 2)
    let rate = found.findings[0].point.recommendation.learningRate
    let other = LearningRate.canonical(rate / 3)
    var courses = found.trials.map { Course("find", $0) }

    var find = planned[0].find
    find.settings.seed = 4
    let comparison = RateComparisonJob(
      find, on: TrainingSplits(dataset), recommended: rate, others: [other]
    ).run(workers: 1)
    courses += comparison.recommended.trials.prefix(2).map { Course("compare", $0) }

    entries = shared
    (entries["lr"], entries["seed"]) = ("\(other),\(rate)", "4")
    let grid = try SweepPlanTests.plan(entries)
    let trials = try grid.trials(on: dataset, data: "d0").all
    let training = grid.training(on: TrainingSplits(dataset))
    for group in training.groups(of: trials) {
      courses += training.run(group.map { trials[$0] })
        .filter { $0.configuration.learningRate == rate }.map { Course("sweep", $0) }
    }

    let job = TrainJob(
      TrainJob.Plan(
        configuration: Configuration(find.setting, learningRate: rate), clipNorm: nil,
        replicates: [4, 5].map { Replicate(seed: $0) }, steps: Self.steps),
      on: TrainingSplits(dataset))
    let runs = job.run(workers: 1)
    try check(courses, against: runs.map { Course("train", $0) })
    try checkRows(of: runs[0], dataset)
    if schedule.hasPrefix("plateau") {
      #expect(Set(runs[0].checkpoints.map(\.learningRate)).count > 1, "the schedule was steered")
    }
  }

  private func check(_ courses: [Course], against trained: [Course]) throws {
    #expect(courses.count == 6 && trained.map(\.seed) == [4, 5])
    #expect(trained[0].checkpoints == EvaluationRule.checkpoints(steps: Self.steps))
    for course in courses {
      let expected = try #require(trained.first { $0.seed == course.seed })
      #expect(course.checkpoints == expected.checkpoints, "\(course.door)")
      #expect(course.rates == expected.rates, "\(course.door)")
      #expect(course.divergedAt == expected.divergedAt, "\(course.door)")
      #expect(course.losses.count == expected.losses.count, "\(course.door)")
      for (loss, same) in zip(course.losses, expected.losses) {
        #expect(abs(loss / same - 1) < 1e-5, "\(course.door): \(loss) and \(same)")
      }
      let (metric, same) = (try #require(course.metric), try #require(expected.metric))
      #expect(abs(metric - same) < 2e-4, "\(course.door)")
    }
  }

  /// The checkpoints are of the first rows held back; the figure of all is another.
  private func checkRows(of run: TrialResult, _ dataset: Dataset) throws {
    #expect(dataset.checkpointRows == 400..<400 + EvaluationRule.rowLimit)
    let all = try #require(run.detail?.allRows)
    let end = try #require(run.validationLoss)
    #expect(abs(all.loss / end - 1) > 1e-3)
  }

  @Test func `all rows are looked at where they are few`() throws {
    let dataset = Dataset.blobs(rows: 100, features: 3, classes: 2)
    let plan = TrainJob.Plan(
      configuration: Configuration(
        Setting(
          schedule: .constant, optimizer: .sgd, weightDecay: 0, batchSize: 16, model: .logistic),
        learningRate: 0.1), clipNorm: nil, replicates: [Replicate(seed: 0)], steps: 20)
    let runs = TrainJob(plan, on: TrainingSplits(dataset)).run(workers: 1)
    #expect(dataset.checkpointRows == dataset.validationRows && runs[0].detail?.allRows == nil)
  }

  /// Squared deviations of 1, 3 and 8 from their mean 4 are 9, 1 and 16; of 1 and 3 from 2 both 1.
  @Test func `the variance is that of the rows`() {
    let dataset = Dataset(
      features: FeatureMatrix(rows: [[0], [0], [0], [0]]), featureNames: ["a"],
      targets: .values([7, 1, 3, 8], mean: 0, scale: 1), trainingRowCount: 1,
      report: Self.dataset(isClassification: false).report)
    #expect(dataset.targetVariance(of: 1..<4).map { abs($0 - 26.0 / 3) < 1e-12 } == true)
    #expect(dataset.targetVariance(of: 1..<3) == 1)
    #expect(dataset.targetVariance(of: 1..<2) == nil)
    #expect(dataset.metric(of: Evaluation(loss: 0.25, accuracy: nil), on: 1..<3) == 0.75)
    #expect(dataset.metric(of: Evaluation(loss: .nan, accuracy: nil), on: 1..<3) == nil)
  }
}
