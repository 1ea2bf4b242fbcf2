/// How well the best rate fits, as far as it was trained.
extension ConfirmationPlanner {
  /// The least fall of the loss that counts as learning, as a share of the untrained loss.
  package static let leastFall = 0.02

  /// Whether a rate brought the validation loss below what it was before training.
  func hasLearned(_ place: Int) -> Bool {
    score(at: place) < untrainedLoss * (1 - Self.leastFall)
  }

  /// How far the best rate's validation loss lies above its training loss, as a share of what was
  /// gained since the start, or nil where nothing was measured.
  ///
  /// The training loss is the mean over the batches since the checkpoint before the last. Large
  /// means overfitting, or, with few validation rows, chance; negative is chance alone.
  package var gap: Double? {
    let place = bestPlace
    let training = records(at: place).compactMap(\.lastTrainingLoss)
    guard training.count == repeats else { return nil }
    let mean = training.reduce(0, +) / Double(training.count)
    let validation = score(at: place)
    let gap = (validation - mean) / gain(to: min(validation, mean))
    return gap.isFinite ? gap : nil
  }

  /// How much of what the best rate gained it gained in the last part of its training, or nil
  /// where nothing was measured; negative when the validation loss rose.
  package var slope: Double? {
    let start = step(at: Rung.all[rung].slopeStart)
    let falls = records(at: bestPlace).compactMap { record -> (before: Double, end: Double)? in
      guard let before = record.loss(at: start), let last = record.evaluations.last,
        last.step > start
      else { return nil }
      return (before, last.loss)
    }
    guard falls.count == repeats else { return nil }
    let count = Double(falls.count)
    let before = falls.reduce(0) { $0 + $1.before } / count
    let end = falls.reduce(0) { $0 + $1.end } / count
    let slope = (before - end) / gain(to: end)
    return slope.isFinite ? slope : nil
  }

  /// What was gained since the start, at least what counts as learning.
  func gain(to loss: Double) -> Double {
    max(untrainedLoss - loss, Self.leastFall * untrainedLoss)
  }
}
