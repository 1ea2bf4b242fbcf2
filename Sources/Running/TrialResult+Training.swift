import Experiment
import Tabular
import Training

extension TrialResult {
  /// The result of a trained lane, see `LaneResult.divergence` for its status.
  ///
  /// - Parameters:
  ///   - trial: What was trained.
  ///   - lane: What it gave, evaluated at `checkpoints`.
  ///   - checkpoints: The numbers of updates before each evaluation, 0 first.
  ///   - dataset: What was trained on; its `checkpointRows` are what was evaluated.
  ///   - divergence: How it diverged, see `LaneResult.divergence`; nil where it did not.
  init(
    _ trial: Trial, lane: LaneResult, checkpoints: [Int], dataset: Dataset,
    divergence: Divergence?
  ) {
    let losses = lane.trainingLosses
    let tail = losses.suffix(max(1, trial.steps / 10))
    let last = tail.mean.ifFinite
    let untrained = lane.evaluations[0].loss
    let isBad = divergence != nil
    let end = isBad ? nil : lane.evaluations.last
    let points = lane.evaluations.indices.map { index in
      Checkpoint(
        step: checkpoints[index], learningRate: lane.learningRates[index],
        trainLoss: index == 0
          ? nil : losses[checkpoints[index - 1]..<checkpoints[index]].mean.ifFinite,
        validationLoss: lane.evaluations[index].loss.ifFinite)
    }
    self.init(
      id: trial.id, configuration: trial.configuration, seed: trial.seed, fold: trial.fold,
      steps: trial.steps,
      status: isBad ? .diverged : .ok, divergedAtStep: lane.divergedAt.map { $0 + 1 },
      untrainedLoss: untrained, trainLoss: lane.divergedAt == nil ? last : nil,
      validationLoss: end?.loss.ifFinite,
      metric: end.flatMap { dataset.metric(of: $0, on: dataset.checkpointRows) },
      checkpoints: points, horizon: trial.horizon)
  }
}
