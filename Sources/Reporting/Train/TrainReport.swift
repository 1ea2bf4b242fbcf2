import Sweep
import Tabular
import Training

/// Everything that the output of `train` is made of.
package struct TrainReport: Sendable {
  package var plan: TrainJob.Plan
  package var dataset: Dataset
  package var runs: [TrainJob.Run]

  package init(plan: TrainJob.Plan, dataset: Dataset, runs: [TrainJob.Run]) {
    self.plan = plan
    self.dataset = dataset
    self.runs = runs
  }

  /// What a run was like at a checkpoint.
  package struct Point: Sendable {
    var step: Int
    /// Of the last step before it.
    var learningRate: Double
    /// The mean loss of the batches since the checkpoint before; nil at step 0.
    var trainingLoss: Double?
    /// Nil where it is not finite.
    var validationLoss: Double?
    /// Accuracy for classes, R² for a number.
    var metric: Double?
  }

  /// The points of a run, up to where it ended.
  func points(of run: TrainJob.Run) -> [Point] {
    let checkpoints = plan.checkpoints
    return run.result.evaluations.enumerated().map { index, evaluation in
      let losses =
        index == 0
        ? [] : run.result.trainingLosses[checkpoints[index - 1]..<checkpoints[index]]
      let mean = losses.reduce(0) { $0 + Double($1) } / Double(losses.count)
      return Point(
        step: checkpoints[index], learningRate: run.result.learningRates[index],
        trainingLoss: mean.ifFinite, validationLoss: evaluation.loss.ifFinite,
        metric: dataset.metric(of: evaluation, on: dataset.checkpointRows))
    }
  }

  /// Whether a run diverged.
  func hasDiverged(_ run: TrainJob.Run) -> Bool {
    run.result.hasDiverged(checkpoints: plan.checkpoints.count)
  }

  /// What a run's curve says.
  func advice(on run: TrainJob.Run) -> [TrainAdvice] {
    if let step = run.result.divergedAt { return [.diverged(step: step)] }
    let points = points(of: run)
    if points.allSatisfy({ $0.validationLoss == nil }) { return [.validationLossNotFinite] }
    return hasDiverged(run) ? [.worseThanUntrained] : TrainAdvice.all(for: points)
  }

  /// The name of the metric.
  var metricName: String { dataset.isClassification ? "accuracy" : "R²" }

  /// The updates of an epoch.
  var stepsPerEpoch: Int {
    dataset.stepsPerEpoch(batchSize: plan.settings.batchSize)
  }
}
