import Training

/// What confirmation reads off its trainings.
extension ConfirmationPlanner {
  /// How many of a training's last evaluations its score is the mean of, at the present rung.
  package var scoredEvaluations: Int { Rung.all[rung].scoredCheckpoints }

  /// The cap of a score, in untrained losses, so that one wild loss does not drown the others.
  private static let scoreCap = 3.0

  /// The repeats of a rate that the present rung trains; none where no validation loss is finite.
  package var repeats: [Int] { repeats(at: rung) }

  /// The repeats that a rung trains: the first ones of those whose loss before training is finite,
  /// or of all before that is known. A split whose rows give no finite loss untrained tells rates
  /// apart no better later.
  func repeats(at rung: Int) -> [Int] {
    let usable =
      untrainedLosses.isEmpty
      ? Array(0..<SurveyEffort.mostRepeats)
      : untrainedLosses.indices.filter { untrainedLosses[$0].isFinite }
    return Array(usable.prefix(plan.effort.repeats[rung]))
  }

  /// Whether some validation rows give no finite loss even before training.
  package var hasUnusableRows: Bool { !untrainedLosses.allSatisfy(\.isFinite) }

  /// The validation loss before training, of the repeats that the present rung trains: a score is
  /// only to be compared with what the same initial weights gave. Nil where none is finite.
  package var untrainedLoss: Double? {
    guard !untrainedLosses.isEmpty else { return nil }
    return repeats.map { untrainedLosses[$0] }.finiteMean
  }

  private func record(at place: Int) -> TrialRate? { rates.first { $0.place == place } }

  /// A rate's trainings at the present rung.
  func records(at place: Int) -> [TrialRate.Record] {
    guard let rate = record(at: place) else { return [] }
    return repeats.map { rate.repeats[$0] }
  }

  /// A rate's score at the present rung: the mean validation loss, capped; nil where the rate was
  /// not trained, or no validation loss is finite.
  func score(at place: Int) -> Double? {
    guard let untrainedLoss else { return nil }
    let cap = Self.scoreCap * untrainedLoss
    return records(at: place).map { record in
      record.score(checkpoints: scoredEvaluations).map { min($0, cap) } ?? cap
    }.finiteMean
  }

  /// Whether a rate is out: a training diverged.
  func isOut(_ place: Int) -> Bool {
    let records = records(at: place)
    return records.isEmpty
      || records.contains { $0.divergedAt != nil || $0.evaluations.last?.loss.isFinite != true }
  }

  /// The place of the best rate that is not out; the lowest where all are.
  var bestPlace: Int {
    let candidates = alive.filter { !isOut($0) }.compactMap { place in
      score(at: place).map { (score: $0, place: place) }
    }
    return candidates.min(by: <)?.place ?? alive.min() ?? 0
  }

  /// The rate that did best with its score; nil where every rate that was left diverged, or none
  /// could be judged.
  package var best: (learningRate: Double, score: Double)? {
    let place = bestPlace
    guard !isOut(place), let score = score(at: place), let rate = record(at: place) else {
      return nil
    }
    return (rate.learningRate, score)
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
    let best = bestPlace
    return (isOut(best) ? [best] : alive.sorted()).compactMap { place in
      guard let rate = record(at: place), let score = score(at: place) else { return nil }
      return (rate.learningRate, score)
    }
  }

  /// The lowest of the rates that were trained to the last rung, where every one diverged; nil where
  /// one did not, or none could be judged.
  package var lowestDivergedLearningRate: Double? {
    best == nil ? finalists.first?.learningRate : nil
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

  /// Whether most repeats at a place diverged, or were last seen clearly worse than untrained.
  func isFailing(_ place: Int) -> Bool { record(at: place).map(isFailing) ?? false }

  /// Whether most repeats at a rate diverged, or were last seen clearly worse than untrained.
  ///
  /// Validation losses are compared, since all are means over the same rows.
  private func isFailing(_ rate: TrialRate) -> Bool {
    let judged = zip(rate.repeats, untrainedLosses).filter { $1.isFinite }
    let failed = judged.count { record, untrained in
      guard record.divergedAt == nil, let last = record.evaluations.last?.loss else { return true }
      return !(last <= LaneResult.worsening * untrained)
    }
    return failed * 2 > judged.count
  }
}
