/// Does the single steps of cleaning and counts what they change, over all trainings of a curve.
struct ChangeLog {
  private var withoutRate = 0
  private var outOfOrder = 0
  private var duplicates = 0
  private var withoutLoss = 0
  private var tail = End()
  private var unrecorded = End()
  var outliers = End()
  private var explosion = End()
  private var hasUndoneBias = false
  var pooledRuns = 0

  /// Points that were dropped from the ends of trainings, and the lowest rate among them.
  struct End {
    var count = 0
    var from = Double.infinity

    mutating func add(_ count: Int, from rate: Double) {
      self.count += count
      from = min(from, rate)
    }
  }

  /// What was done, in that order.
  var changes: [CleanedCurve.Change] {
    var changes: [CleanedCurve.Change] = []
    if withoutRate > 0 { changes.append(.droppedRates(withoutRate)) }
    if outOfOrder > 0 { changes.append(.reordered(outOfOrder)) }
    if pooledRuns > 0 { changes.append(.pooled(runs: pooledRuns)) }
    if duplicates > 0 { changes.append(.merged(duplicates)) }
    if outliers.count > 0 { changes.append(.setAside(outliers.count, at: outliers.from)) }
    if withoutLoss > 0 { changes.append(.droppedLosses(withoutLoss)) }
    if tail.count > 0 { changes.append(.droppedTail(tail.count, from: tail.from)) }
    if unrecorded.count > 0 {
      changes.append(.droppedUnrecorded(unrecorded.count, from: unrecorded.from))
    }
    if hasUndoneBias { changes.append(.undidLightningBias) }
    if explosion.count > 0 { changes.append(.cutExplosion(explosion.count, from: explosion.from)) }
    return changes
  }

  /// Drops the points without a rate, orders the rest by the rate and merges equal rates.
  mutating func clean(_ points: [RecordedCurve.Point]) -> [RecordedCurve.Point] {
    let usable = points.filter(\.hasRate)
    withoutRate += points.count - usable.count
    var highest = 0.0
    for point in usable {
      if point.learningRate < highest { outOfOrder += 1 }
      highest = max(highest, point.learningRate)
    }
    return merge(usable.sorted { $0.learningRate < $1.learningRate })
  }

  /// Merges neighbours of the same rate into their mean loss; losses that are not finite count
  /// only where no other is there.
  mutating func merge(_ ordered: [RecordedCurve.Point]) -> [RecordedCurve.Point] {
    var merged: [RecordedCurve.Point] = []
    var start = 0
    while start < ordered.count {
      let rate = ordered[start].learningRate
      let end = ordered[start...].firstIndex { $0.learningRate != rate } ?? ordered.count
      let finite = ordered[start..<end].map(\.loss).filter(\.isFinite)
      let mean = finite.mean
      merged.append(
        .init(
          learningRate: rate, loss: finite.isEmpty ? .nan : mean,
          hasLoss: ordered[start..<end].contains(where: \.hasLoss)))
      start = end
    }
    duplicates += ordered.count - merged.count
    return merged
  }

  /// Drops the points without a finite loss that have a finite one behind them.
  mutating func dropGaps(_ points: [RecordedCurve.Point]) -> [RecordedCurve.Point] {
    let end = points.endOfFiniteLosses
    let finite = points[..<end].filter(\.loss.isFinite)
    withoutLoss += end - finite.count
    return finite + points[end...]
  }

  /// Drops the points behind the last finite loss: there training had diverged, or nobody recorded
  /// a loss.
  mutating func dropTail(_ points: [RecordedCurve.Point]) -> [RecordedCurve.Point] {
    let end = points.endOfFiniteLosses
    if end < points.count {
      let (count, rate) = (points.count - end, points[end].learningRate)
      if points[end...].contains(where: \.hasLoss) {
        tail.add(count, from: rate)
      } else {
        unrecorded.add(count, from: rate)
      }
    }
    return Array(points[..<end])
  }

  /// Undoes Lightning's bias correction in losses that are averages, where they show it.
  mutating func undoBias(_ losses: [Double], isSmoothed: Bool?) -> [Double] {
    guard isSmoothed != false, let corrected = losses.withLightningBiasUndone else {
      return losses
    }
    hasUndoneBias = true
    return corrected
  }

  /// Drops the losses behind the one that shows divergence: above the first, and above
  /// `RangeTest.stopFactor` times the lowest before it, which no later one reaches.
  ///
  /// Where the lowest is negative, the same distance counts as for a positive one.
  ///
  /// - Parameters:
  ///   - losses: The smoothed losses of one training.
  ///   - learningRate: The rate at an index.
  /// - Returns: The losses up to that one, with it.
  mutating func cut(_ losses: [Double], learningRate: (Int) -> Double) -> [Double] {
    var lowest = losses.first ?? 0
    // Training went on where the loss comes lower than before: then it was a passing spike.
    var lowestBehind = losses
    for index in losses.indices.dropLast().reversed() {
      lowestBehind[index] = min(losses[index], lowestBehind[index + 1])
    }
    for (index, loss) in losses.enumerated() {
      let limit = lowest + (RangeTest.stopFactor - 1) * abs(lowest)
      if loss > max(limit, losses[0]), lowestBehind[index] >= lowest {
        let rest = losses.count - index - 1
        if rest > 0 { explosion.add(rest, from: learningRate(index + 1)) }
        return Array(losses[...index])
      }
      lowest = min(lowest, loss)
    }
    return losses
  }
}

extension [RecordedCurve.Point] {
  /// The index behind the last finite loss.
  fileprivate var endOfFiniteLosses: Int { (lastIndex { $0.loss.isFinite } ?? -1) + 1 }
}
