import Experiment
import Running

/// What stands in for training: results that follow from a trial, at once.
struct MadeRunner: TrialRunner {
  /// Called before a group is trained.
  var onGroup: @Sendable ([Trial]) -> Void = { _ in }

  /// Two and two.
  func groups(of trials: [Trial]) -> [[Int]] {
    stride(from: 0, to: trials.count, by: 2).map { Array($0..<min($0 + 2, trials.count)) }
  }

  func run(_ trials: [Trial], in run: Run) -> [TrialResult]? { self.run(trials) }

  func run(_ trials: [Trial]) -> [TrialResult] {
    onGroup(trials)
    return trials.map(Self.result)
  }

  /// A rate of 1 diverges; others end the lower the higher they are.
  static func result(of trial: Trial) -> TrialResult {
    let rate = trial.configuration.learningRate
    let isBad = rate >= 1
    let chance = Double(trial.seed) / 100 + Double(trial.fold.index) / 1000
    let end = 1 - rate / 2 + chance
    return TrialResult(
      id: trial.id, configuration: trial.configuration, seed: trial.seed, fold: trial.fold,
      steps: trial.steps, status: isBad ? .diverged : .ok, divergedAtStep: isBad ? 2 : nil,
      untrainedLoss: 1.5, trainLoss: isBad ? nil : end / 2, validationLoss: isBad ? nil : end,
      metric: isBad ? nil : 0.75,
      checkpoints: [
        .init(step: 0, learningRate: rate, trainLoss: nil, validationLoss: 1.5),
        .init(
          step: trial.steps, learningRate: rate, trainLoss: isBad ? nil : end / 2,
          validationLoss: isBad ? nil : end),
      ], horizon: trial.horizon)
  }
}
