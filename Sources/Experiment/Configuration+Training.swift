import Tabular
import Training

extension Configuration {
  /// What the lanes of a group share.
  package func settings(seed: UInt64, clipNorm: Double?) -> TrainingSettings {
    TrainingSettings(
      model: model, optimizer: optimizer, batchSize: batchSize, clipNorm: clipNorm, seed: seed)
  }

  /// The updates of an epoch.
  package func stepsPerEpoch(of dataset: Dataset) -> Int {
    dataset.stepsPerEpoch(batchSize: batchSize)
  }

  /// The lane that is trained.
  ///
  /// - Parameters:
  ///   - steps: What the schedule counts by.
  ///   - dataset: What is trained on.
  /// - Returns: The lane.
  /// - Throws: `ScheduleSpecification.BudgetError` when the schedule does not fit the steps.
  package func lane(steps: Int, on dataset: Dataset) throws(ScheduleSpecification.BudgetError)
    -> Lane
  {
    Lane(
      learningRate: learningRate,
      schedule: try schedule.resolved(
        budgetSteps: steps, stepsPerEpoch: stepsPerEpoch(of: dataset)),
      weightDecay: weightDecay)
  }
}
