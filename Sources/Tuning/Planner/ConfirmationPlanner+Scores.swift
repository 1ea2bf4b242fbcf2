import Training

/// What confirmation reads off its trainings.
extension ConfirmationPlanner {
  /// How many of a training's last evaluations its score is the mean of, at the present rung.
  package var scoredEvaluations: Int { Rung.all[rung].scoredCheckpoints }

  /// The cap of a score, in untrained losses, so that one wild loss does not drown the others.
  private static let scoreCap = 3.0

  /// How many repeats of a rate the present rung trains.
  var repeats: Int { plan.effort.repeats[rung] }

  /// The validation loss before training, of the repeats that the present rung trains: a score is
  /// only to be compared with what the same initial weights gave.
  package var untrainedLoss: Double {
    let losses = untrainedLosses.prefix(repeats)
    return losses.reduce(0, +) / Double(losses.count)
  }

  private func record(at place: Int) -> TrialRate? { rates.first { $0.place == place } }

  /// A rate's trainings at the present rung.
  func records(at place: Int) -> ArraySlice<TrialRate.Record> {
    record(at: place)?.repeats.prefix(repeats) ?? []
  }

  /// A rate's score at the present rung: the mean validation loss, capped.
  func score(at place: Int) -> Double {
    let cap = Self.scoreCap * untrainedLoss
    let scores = records(at: place).map { record in
      let score = record.score(checkpoints: scoredEvaluations)
      return score.isFinite ? min(score, cap) : cap
    }
    return scores.isEmpty ? cap : scores.reduce(0, +) / Double(scores.count)
  }

  /// Whether a rate is out: a training diverged.
  func isOut(_ place: Int) -> Bool {
    let records = records(at: place)
    return records.isEmpty
      || records.contains { $0.divergedAt != nil || $0.evaluations.last?.loss.isFinite != true }
  }

  /// The place of the best rate that is not out; the lowest where all are.
  var bestPlace: Int {
    let candidates = alive.filter { !isOut($0) }
    return candidates.min { (score(at: $0), $0) < (score(at: $1), $1) } ?? alive.min() ?? 0
  }

  /// The distance in decades between the best rates of the repeats at the first rung.
  package var seedSpread: Double {
    let step = step(at: Rung.all[0].share)
    let best = (0..<plan.effort.repeats[0]).compactMap { index in
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

  /// The number of updates that the best rate was trained for.
  package var stepsTrained: Int { records(at: bestPlace).first?.steps ?? 0 }

  /// Whether the best rate stands where widening had to stop.
  package var isBestAtEdge: Bool { abs(bestPlace) == Rung.farthest }

  /// The lowest rate from which most repeats failed at every higher tried rate, or nil.
  package var divergenceRate: TrialRate? { rates.reversed().prefix(while: isFailing).last }

  /// The highest rate at which most repeats did not fail, or nil.
  var highestSoundLearningRate: Double? {
    rates.last { !isFailing($0) }?.learningRate
  }

  /// Whether most repeats at a rate diverged, or were last seen clearly worse than untrained.
  ///
  /// Validation losses are compared, since all are means over the same rows.
  private func isFailing(_ rate: TrialRate) -> Bool {
    let failed = zip(rate.repeats, untrainedLosses).count { record, untrained in
      guard record.divergedAt == nil, let last = record.evaluations.last?.loss else { return true }
      return !(last <= LaneResult.worsening * untrained)
    }
    return failed * 2 > rate.repeats.count
  }
}
