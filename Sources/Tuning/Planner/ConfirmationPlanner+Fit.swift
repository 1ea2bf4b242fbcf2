import Training

/// How well the best rate fits, as far as it was trained.
extension ConfirmationPlanner {
  /// Whether a rate brought the validation loss below what it was before training.
  func hasLearned(_ place: Int) -> Bool {
    guard let untrainedLoss, let score = score(at: place) else { return false }
    return score < untrainedLoss * (1 - Gain.least)
  }

  /// How far the best rate's validation loss lies above its training loss, as a share of what was
  /// gained since the start, or nil where nothing was measured.
  ///
  /// The training loss is the mean over the batches since the checkpoint before the last. Large
  /// means overfitting, or, with few validation rows, chance; negative is chance alone.
  package var gap: Double? {
    let place = bestPlace
    let training = records(at: place).compactMap(\.lastTrainingLoss)
    guard training.count == repeats.count, let mean = training.finiteMean,
      let validation = score(at: place)
    else { return nil }
    let gap = (validation - mean) / gain(to: min(validation, mean))
    return gap.ifFinite
  }

  /// How much of what the best rate gained it gained in the last part of its training, or nil
  /// where nothing was measured; negative when the validation loss rose.
  package var slope: Double? {
    let start = step(at: Rung.all[rung].slopeStart)
    let falls = records(at: bestPlace).compactMap { record -> (before: Double, end: Double)? in
      guard let before = record.loss(at: start)?.ifFinite, let last = record.evaluations.last,
        let end = last.loss.ifFinite, last.step > start
      else { return nil }
      return (before, end)
    }
    guard falls.count == repeats.count, let before = falls.map(\.before).finiteMean,
      let end = falls.map(\.end).finiteMean
    else { return nil }
    return ((before - end) / gain(to: end)).ifFinite
  }

  /// What was gained since the start, at least what counts as learning; always greater than 0.
  func gain(to loss: Double) -> Double {
    let untrained = untrainedLoss ?? loss
    return max(untrained - loss, Gain.least * untrained, .leastNormalMagnitude)
  }
}
