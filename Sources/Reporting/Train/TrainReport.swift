import Experiment
import Running
import Tabular

/// Everything that the output of `train` is made of.
package struct TrainReport: Sendable {
  package var plan: TrainJob.Plan
  package var dataset: Dataset
  /// One a seed, with their details.
  package var runs: [TrialResult]

  package init(plan: TrainJob.Plan, dataset: Dataset, runs: [TrialResult]) {
    self.plan = plan
    self.dataset = dataset
    self.runs = runs
  }

  /// What a run's curve says.
  func advice(on run: TrialResult) -> [TrainAdvice] {
    if let step = run.divergedAtStep { return [.diverged(step: step)] }
    if run.checkpoints.allSatisfy({ $0.validationLoss == nil }) {
      return [.validationLossNotFinite]
    }
    return run.status == .diverged ? [.worseThanUntrained] : TrainAdvice.all(for: run.checkpoints)
  }

  /// The updates of an epoch.
  var stepsPerEpoch: Int { dataset.stepsPerEpoch(batchSize: plan.configuration.batchSize) }
}

extension TrialResult {
  /// What a run ended with, however it ended, unless it broke off.
  var end: (loss: Double?, metric: Double?)? {
    guard divergedAtStep == nil, let last = checkpoints.last else { return nil }
    return (last.validationLoss, detail?.metrics.last ?? nil)
  }
}
