import Tabular
import Training

extension TrialResult {
  /// The result of a trained lane, see `LaneResult.hasDiverged` for its status.
  ///
  /// - Parameters:
  ///   - trial: What was trained.
  ///   - lane: What it gave, evaluated at `checkpoints`.
  ///   - checkpoints: The numbers of updates before each evaluation, 0 first.
  ///   - validationVariance: Of a standardised target; nil for classes.
  init(
    _ trial: PlannedTrial, lane: LaneResult, checkpoints: [Int], validationVariance: Double?
  ) {
    let losses = lane.trainingLosses
    let tail = losses.suffix(max(1, trial.steps / 10))
    let last = Self.mean(tail)
    let untrained = lane.evaluations[0].loss
    let isBad = lane.hasDiverged(checkpoints: checkpoints.count)
    let end = isBad ? nil : lane.evaluations.last
    let points = lane.evaluations.indices.map { index in
      Checkpoint(
        step: checkpoints[index], learningRate: lane.learningRates[index],
        trainLoss: index == 0
          ? nil : Self.mean(losses[checkpoints[index - 1]..<checkpoints[index]]),
        validationLoss: Self.finite(lane.evaluations[index].loss))
    }
    let metric = end.flatMap { end in
      end.accuracy ?? validationVariance.map { 1 - end.loss / $0 }
    }
    self.init(
      id: trial.id, configuration: trial.configuration, seed: trial.seed, steps: trial.steps,
      status: isBad ? .diverged : .ok, divergedAtStep: lane.divergedAt.map { $0 + 1 },
      untrainedLoss: untrained, trainLoss: lane.divergedAt == nil ? last : nil,
      validationLoss: end.flatMap { Self.finite($0.loss) },
      metric: metric.flatMap(Self.finite), checkpoints: points,
      horizon: trial.horizon)
  }

  private static func mean(_ losses: ArraySlice<Float>) -> Double? {
    guard !losses.isEmpty else { return nil }
    return finite(losses.reduce(0) { $0 + Double($1) } / Double(losses.count))
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}

extension Dataset {
  /// The variance of the first validation rows' standardised target; nil for classes, and where
  /// there is none.
  package func validationVariance(rows limit: Int = .max) -> Double? {
    guard case .values(let values, _, _) = targets else { return nil }
    let part = values[validationRows.prefix(limit)].map(Double.init)
    let mean = part.reduce(0, +) / Double(part.count)
    let variance = part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(part.count)
    return variance > 0 ? variance : nil
  }
}
