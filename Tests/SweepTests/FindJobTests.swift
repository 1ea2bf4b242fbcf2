import Glibc
import Planning
import Running
import Tabular
import Testing
import Training
import Tuning

struct FindJobTests {
  private func outcome(
    _ dataset: Dataset, optimizer: Training.Optimizer = .sgd, workers: Int = 1
  ) -> FindJob.Outcome {
    let plan = FindPlan(
      settings: TrainingSettings(
        model: .mlp(hidden: [8], activation: .tanh), optimizer: optimizer, batchSize: 16),
      schedule: .constant, resolvedSchedule: .constant, weightDecay: 0, budgetSteps: 300,
      rangeTest: .usual(for: optimizer, budgetSteps: 300))
    return FindJob(plan, splits: [dataset]).run(workers: workers)
  }

  @Test(arguments: Training.Optimizer.all)
  func `every optimizer gets a rate within one budget`(optimizer: Training.Optimizer) {
    let outcome = outcome(.blobs(rows: 300, features: 4, classes: 2), optimizer: optimizer)
    let rate = outcome.recommendation.learningRate
    #expect(rate.isFinite && rate > 1e-6 && rate < 100)
    #expect(outcome.rounds[0].cost <= 45, "at most 15 % for the range test")
    #expect(outcome.cost <= 330, "one budget, and what a widened edge may add")
    let isUsual = outcome.recommendation.doubts.contains {
      if case .onlyUsual = $0 { true } else { false }
    }
    #expect(isUsual == optimizer.traits.estimatesStepSize)
  }

  /// Of a factor of a step size that grows while it trains short trainings say nothing: full ones decide, with
  /// its authors' rate among them, and nothing is predicted from short ones.
  @Test(arguments: Training.Optimizer.all.filter(\.traits.estimatesStepSize))
  func `full trainings decide on a factor`(optimizer: Training.Optimizer) throws {
    let dataset = Dataset.blobs(rows: 300, features: 4, classes: 2)
    let plan = try SweepPlanTests.plan([
      "kind": "find", "optimizer": optimizer.name, "hidden": "8", "steps": "200",
    ]).points(on: dataset, data: "", folds: AvailableFolds(count: 1))[0].find
    let outcome = FindJob(plan, splits: [dataset]).run(workers: 1)
    let decision = try #require(outcome.recommendation.decision)
    #expect(decision.rates.contains { $0.learningRate == 1 })
    #expect(decision.edge == outcome.recommendation.divergenceLearningRate)
    let answer = outcome.recommendation.learningRate
    #expect(answer < decision.edge ?? .infinity)
    let nearest = try #require(
      decision.rates.min { abs(log($0.learningRate / answer)) < abs(log($1.learningRate / answer)) }
    )
    #expect(try #require(nearest.loss) < 0.5 * decision.untrainedLoss)
  }

  @Test func `one class to tell from noise is not learned with confidence`() {
    let dataset = Dataset.noise(rows: 200, features: 6)
    let recommendation = outcome(dataset).recommendation
    #expect(recommendation.learningRate.isFinite)
    #expect(!recommendation.isConfident)
  }

  @Test func `the outcome does not depend on the number of workers`() {
    let dataset = Dataset.blobs(rows: 200, features: 4, classes: 3)
    let (one, two) = (outcome(dataset), outcome(dataset, workers: 2))
    #expect(one.recommendation.learningRate == two.recommendation.learningRate)
    #expect(
      one.rounds.map { $0.lanes.map(\.trainingLosses) }
        == two.rounds.map { $0.lanes.map(\.trainingLosses) })
  }
}
