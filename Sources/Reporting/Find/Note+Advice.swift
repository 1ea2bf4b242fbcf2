import Experiment
import Tuning

extension Note {
  /// A short name, as it stands in JSON.
  package var name: String { words.name }

  /// What is the matter, and the way out.
  package var advice: String { words.advice }

  private var words: (name: String, advice: String) {
    switch self {
    case .separable(let loss):
      (
        "separable",
        "the classes can be told apart almost without error (training loss "
          + "\(Decimal.significant(loss, digits: 2))), so higher rates and longer trainings keep lowering "
          + "the loss while predictions hardly change: judge by accuracy; --weight-decay, or more of it, "
          + "gives the loss a minimum"
      )
    case .overfits(let since, let steps):
      (
        "overfits",
        "in a training of \(Decimal.count(steps, "step")) the validation loss has risen since step "
          + "\(Decimal.grouped(since)) while the training loss fell: the rate is not the problem, the "
          + "length is; give fewer --steps or more --weight-decay"
      )
    }
  }
}

extension FindReport {
  /// What a user should know besides the doubts.
  var notes: [Note] {
    let complete = comparison?.recommended.trials.map(\.history) ?? []
    let notes = Note.all(
      confirmation: Array(outcome.rounds.dropFirst()), complete: complete, loss: dataset.loss)
    // Where nothing was learned, how long it was learned is not the matter; and short trainings at other rates than
    // the one that full trainings decided for say nothing of its length.
    let isOfAnswer = outcome.recommendation.decision == nil || !complete.isEmpty
    return notes.filter { note in
      if case .overfits = note { outcome.recommendation.hasLearned && isOfAnswer } else { true }
    }
  }
}

extension TrialResult {
  /// The training that it was.
  fileprivate var history: TrainingHistory {
    TrainingHistory(
      learningRate: configuration.learningRate, losses: detail?.batchLosses ?? [],
      evaluations: checkpoints.map { ($0.step, $0.validationLoss) },
      hasDiverged: divergedAtStep != nil)
  }
}
