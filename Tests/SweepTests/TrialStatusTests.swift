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
}
