import Training

/// Something about the data or the training that a user should know, and that does not make the
/// recommendation doubtful.
package enum Note: Sendable, Hashable {
  /// The classes can be told apart completely, so that the loss has no minimum: it falls as long as
  /// the weights grow, and the higher the rate the faster they do.
  case separable(trainingLoss: Double)
  /// In a training of so many steps the validation loss has risen since a step while the training
  /// loss went on falling.
  case overfits(since: Int, of: Int)

  /// A training loss below this share of the untrained loss leaves next to no row unexplained.
  private static let separableShare = 0.02
  /// A rise above the lowest loss of at least this share of the whole fall counts as rising.
  package static let leastRise = 0.05

  /// That the classes can be told apart almost without error, read off what trainings ended with; nil where
  /// that is not so.
  package static func separable(
    endingWith trainingLoss: Double, from untrainedLoss: Double, loss: Loss
  ) -> Note? {
    loss.traits.hasNoMinimumWhereSeparable && trainingLoss <= separableShare * untrainedLoss
      ? .separable(trainingLoss: trainingLoss) : nil
  }

  /// Reads the notes off finished trainings.
  ///
  /// - Parameters:
  ///   - confirmation: The rounds of confirmation.
  ///   - complete: Trainings with the recommended rate through the whole budget, one a seed; they
  ///     say more about overfitting than confirmation, which ends earlier.
  ///   - loss: What is minimised.
  /// - Returns: The notes.
  package static func all(
    confirmation: [RoundResult], complete: [TrainingHistory] = [], loss: Loss
  ) -> [Note] {
    let finalists = TrainingHistory.longest(in: confirmation)
    guard let best = finalists.min(by: { $0.lastLoss < $1.lastLoss }) else { return [] }
    var notes: [Note] = []
    if let first = best.evaluations.first, let end = best.finalTrainingLoss,
      let note = separable(endingWith: end, from: first.loss, loss: loss),
      best.learningRate == finalists.map(\.learningRate).max()
    {
      notes.append(note)
    }
    let whole = complete.filter(\.isSound)
    let runs = whole.isEmpty ? [best] : whole
    let rises = runs.compactMap(overfitting).sorted { $0.since < $1.since }
    if rises.count * 2 > runs.count {
      let middle = rises[rises.count / 2]
      notes.append(.overfits(since: middle.since, of: middle.steps))
    }
    return notes
  }

  private static func overfitting(_ history: TrainingHistory) -> (since: Int, steps: Int)? {
    let since = overfitting(since: history.evaluations, endingWith: history.finalTrainingLoss) {
      history.meanLoss(endingAt: $0)
    }
    return since.map { ($0, history.losses.count) }
  }

  /// The step of the lowest validation loss, where it has risen since and the training loss has fallen.
  ///
  /// - Parameters:
  ///   - evaluations: The validation loss over the steps, before the first one first.
  ///   - end: The training loss at the end; nil where it is not known.
  ///   - trainingLoss: That at a step; nil where it is not known, and the first validation loss stands for it.
  /// - Returns: The step; nil where it does not overfit.
  package static func overfitting(
    since evaluations: [(step: Int, loss: Double)], endingWith end: Double?,
    trainingLoss: (_ step: Int) -> Double?
  ) -> Int? {
    guard let first = evaluations.first, let last = evaluations.last,
      let lowest = evaluations.min(by: { $0.loss < $1.loss }), last.loss > lowest.loss,
      last.loss - lowest.loss >= leastRise * (first.loss - lowest.loss),
      let end, end < trainingLoss(lowest.step) ?? first.loss
    else { return nil }
    return lowest.step
  }
}
