import Training

/// What confirmation reads off its trainings.
extension ConfirmationPlanner {
  /// The cap of a score, in untrained losses, so that one wild loss does not drown the others.
  private static let scoreCap = 3.0

  /// The validation loss before training, of the repeats that the present rung trains: a score is
  /// only to be compared with what the same initial weights gave.
  package var untrainedLoss: Double {
    let losses = rung == 0 ? untrainedLosses[...] : untrainedLosses.prefix(1)
    return losses.reduce(0, +) / Double(losses.count)
  }

  private func record(at place: Int) -> TrialRate? { rates.first { $0.place == place } }

  /// A rate's score at the present rung: the mean validation loss, capped.
  func score(at place: Int) -> Double {
    let cap = Self.scoreCap * untrainedLoss
    guard let rate = record(at: place) else { return cap }
    let repeats = rung == 0 ? rate.repeats : [rate.repeats[0]]
    let scores = repeats.map { record in
      let score = record.score(checkpoints: Rung.all[rung].scoredCheckpoints)
      return score.isFinite ? min(score, cap) : cap
    }
    return scores.reduce(0, +) / Double(scores.count)
  }

  /// Whether a rate is out: a training diverged, or spiked so high that the mean loss of its
  /// batches exceeds the loss before training.
  ///
  /// The lowest rate, trained from the same weights on the same batches, shows what those batches
  /// cost untrained; without that a batch that is hard by chance would look like a spike.
  func isOut(_ place: Int) -> Bool {
    guard let rate = record(at: place), let lowest = rates.first else { return true }
    return zip(zip(rate.repeats, lowest.repeats), untrainedLosses).contains { pair, untrained in
      let (record, base) = pair
      guard record.divergedAt == nil else { return true }
      let level = record.steps == base.steps ? max(untrained, base.meanLoss) : untrained
      return record.steps > 0 && record.meanLoss > level
    }
  }

  /// The place of the best rate that is not out; the lowest where all are.
  var bestPlace: Int {
    let candidates = alive.filter { !isOut($0) }
    return candidates.min { (score(at: $0), $0) < (score(at: $1), $1) } ?? alive.min() ?? 0
  }

  /// The distance in decades between the best rates of the repeats at the first rung.
  package var seedSpread: Double {
    let step = step(at: Rung.all[0].share)
    let best = (0..<Rung.firstRepeats).compactMap { index in
      rates.compactMap { rate in
        rate.repeats[index].loss(at: step).flatMap { $0.isFinite ? (rate.place, $0) : nil }
      }.min { $0.1 < $1.1 }?.0
    }
    guard let low = best.min(), let high = best.max() else { return 0 }
    return Double(high - low) * Rung.spacing
  }

  /// The rates that were trained to the last rung, with their scores there.
  package var finalists: [(learningRate: Double, score: Double)] {
    alive.sorted().compactMap { place in
      record(at: place).map { ($0.learningRate, score(at: place)) }
    }
  }

  /// The best of the finalists.
  var bestFinalist: TrialRate? { record(at: bestPlace) }

  /// Whether the best rate stands at an end of the rates that were tried, where widening stopped.
  package var isBestAtEdge: Bool {
    guard let lowest = rates.first?.place, let highest = rates.last?.place else { return false }
    return bestPlace == highest || (bestPlace == lowest && lowest < -Rung.reach)
  }

  /// The lowest rate from which most repeats failed at every higher tried rate, or nil.
  package var divergenceLearningRate: Double? {
    rates.reversed().prefix(while: isFailing).last?.learningRate
  }

  /// The highest rate at which most repeats did not fail, or nil.
  var highestSoundLearningRate: Double? {
    rates.last { !isFailing($0) }?.learningRate
  }

  /// How far a validation loss lies above the untrained one when training made things worse, and
  /// not just no better.
  private static let failure = 1.1

  /// Whether most repeats at a rate diverged, or were last seen clearly worse than untrained.
  ///
  /// Validation losses are compared, since all are means over the same rows.
  private func isFailing(_ rate: TrialRate) -> Bool {
    let failed = zip(rate.repeats, untrainedLosses).count { record, untrained in
      guard record.divergedAt == nil, let last = record.evaluations.last?.loss else { return true }
      return !(last <= Self.failure * untrained)
    }
    return failed * 2 > rate.repeats.count
  }
}
