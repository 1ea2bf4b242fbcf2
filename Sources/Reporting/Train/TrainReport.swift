import Experiment
import Running
import Tabular
import Training
import Tuning

/// Everything that the output of `train` is made of.
package struct TrainReport: Sendable {
  package var plan: TrainJob.Plan
  package var splits: TrainingSplits
  /// One a replicate, with their details.
  package var runs: [TrialResult]

  package init(plan: TrainJob.Plan, on splits: TrainingSplits, runs: [TrialResult]) {
    self.plan = plan
    self.splits = splits
    self.runs = runs
  }

  /// The ordinary split, by which epochs are counted.
  var dataset: Dataset { splits.ordinary }

  /// What trainings that differ by chance are called.
  var words: ReplicateWords { ReplicateWords(folds: splits.folds.count) }

  /// What a run's curve says.
  func advice(on run: TrialResult) -> [TrainAdvice] {
    if let step = run.divergedAtStep { return [.diverged(step: step)] }
    if run.checkpoints.allSatisfy({ $0.validationLoss == nil }) {
      return [.validationLossNotFinite]
    }
    if run.status == .diverged {
      return [.worseThanUntrained(run.detail?.divergence ?? .brokeOff)]
    }
    let constant = splits.shape(of: run.fold).constantLoss
    let useless = run.validationLoss.flatMap { loss in
      loss < constant * (1 - Gain.least)
        ? nil : TrainAdvice.noBetterThanConstant(loss: loss, constant: constant)
    }
    return TrainAdvice.all(for: run.checkpoints) + (useless.map { [$0] } ?? [])
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
