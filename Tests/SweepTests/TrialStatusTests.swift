import Experiment
import Planning
import Running
import Tabular
import TestSupport
import Testing
import Training
import Tuning

/// When a training that stayed finite counts as diverged.
@Suite struct TrialStatusTests {
  /// The diabetes table's validation rows are easier than its training rows: a rate that changes
  /// next to nothing keeps a training loss above the untrained validation loss.
  @Test(arguments: [(1e-4, 0), (2.0, 5)])
  func `a rate that hardly moves has not diverged`(rate: Double, diverged: Int) throws {
    let plan = FindPlan(
      settings: TrainingSettings(model: .mlp(hidden: [64], activation: .relu), optimizer: .sgd),
      schedule: .constant, resolvedSchedule: .constant, weightDecay: 0, budgetSteps: 40,
      rangeTest: .usual(for: .sgd, budgetSteps: 100))
    let comparison = RateComparisonJob(
      plan, on: TrainingSplits(try BundledDataset.load("diabetes")), recommended: 0.01,
      others: [rate]
    ).run(workers: 1)
    #expect(comparison.rates.map(\.divergedCount) == [0, diverged])
  }

  /// A row far out has most of the loss, and is trained on: what is held back is easier before the
  /// first step than what is trained on ever gets, and may end harder. Both halves are whole epochs.
  @Test func `a heavy tail among the rows that are trained on is no divergence`() throws {
    let setting = Setting(
      schedule: .constant, optimizer: .sgd, weightDecay: 0, batchSize: 16, model: .logistic)
    let training = GroupTraining(
      on: TrainingSplits(Dataset.outlier(rows: 60, features: 100)), clipNorm: nil,
      keepsDetail: true)
    let worse = try (0..<50).map { seed in
      training.run([
        Trial(
          id: "t", configuration: Configuration(setting, learningRate: 0.02), seed: seed,
          fold: .ordinary, steps: 36)
      ])[0]
    }.filter { (result: TrialResult) throws in
      let last = try #require(result.checkpoints.last?.validationLoss)
      let training = try #require(result.detail).batchLosses.mean
      return min(last / LaneResult.worsening, training) > result.untrainedLoss
    }
    #expect(!worse.isEmpty)
    #expect(worse.allSatisfy { $0.status == .ok && $0.validationLoss != nil })
  }
}
