import Glibc

/// A reason to distrust what was read off a recorded curve.
package enum CurveDoubt: Sendable, Hashable {
  /// The loss stays the same over all rates.
  case flat
  /// The loss only rises.
  case neverFell
  /// The loss still falls at the highest rate.
  case neverRose
  /// At the lowest rates the loss falls already, by so large a share of its whole fall.
  case startsInDescent(share: Double)
  /// The loss falls by so large a share between two rates, with none recorded between them; or,
  /// without a share, the answer would lie there.
  case gap(from: Double, to: Double, share: Double?)
  /// The loss goes up and down by as much as it falls; the ups are so many falls.
  case noisy(Double)
  /// So few points were recorded.
  case fewPoints(Int, needed: Int)
  /// The rates cover so few decades.
  case narrow(decades: Double, needed: Double)
  /// The answer and the minimum divided by ten are so far apart.
  case rulesDisagree(decades: Double)
  /// The rates fall from point to point.
  case notRising
  /// Whole trainings beside the curve diverged from a rate on that is no higher than the answer.
  case trainingsDiverged(from: Double)

  /// Where doubt begins.
  private enum Limit {
    /// The least fall of the loss that counts, as a share of where it starts.
    static let fall = 0.02
    /// The least rise behind the minimum that counts, as a share of the fall.
    static let rise = 0.1
    /// The largest share of the fall that may be over within the first half decade, or between two
    /// rates that are far apart. Below it an answer stays within a third of a decade of what a curve
    /// from lower rates gives (see `FamilyTests`).
    static let unseen = 0.1
    /// All rises before the minimum, as a share of the fall.
    static let noise = 2.0
    static let points = 10
    static let decades = 2.0
    static let rulesApart = 1.5
    /// The least share of the moves that go up in rate.
    static let rising = 0.5
  }

  /// All that speaks against reading a curve.
  ///
  /// - Parameters:
  ///   - cleaned: The curve.
  ///   - gap: The two rates with nothing between them where the answer would lie.
  ///   - rulesApart: The distance of the answer from the minimum divided by ten, in decades; nil
  ///     where one of them is missing.
  /// - Returns: The doubts, the gravest first.
  static func found(
    in cleaned: CleanedCurve, gap: ClosedRange<Double>?, rulesApart: Double?
  ) -> [CurveDoubt] {
    var doubts: [CurveDoubt] = []
    let losses = cleaned.curve.meanLosses
    let shape = CurveShape(losses)
    let height = max(abs(shape.start), shape.start - shape.lowest)
    // Without a distance the lowest loss is the first: there is no minimum to speak of.
    if shape.fall <= Limit.fall * height || rulesApart == nil {
      doubts.append(shape.rise > Limit.fall * height || cleaned.diverges ? .neverFell : .flat)
    } else {
      if shape.rise < Limit.rise * shape.fall, !cleaned.diverges { doubts.append(.neverRose) }
      let noise = CurveShape(cleaned.curve.evenLosses).climb
      if noise > Limit.noise { doubts.append(.noisy(noise)) }
      let descent = DescentStart(cleaned.curve)
      if let widest = descent.gap, widest.share > Limit.unseen {
        doubts.append(
          .gap(from: widest.rates.lowerBound, to: widest.rates.upperBound, share: widest.share))
      } else if let gap {
        doubts.append(.gap(from: gap.lowerBound, to: gap.upperBound, share: nil))
      } else if descent.share > Limit.unseen {
        doubts.append(.startsInDescent(share: descent.share))
      }
    }
    if cleaned.stepCount < Limit.points {
      doubts.append(.fewPoints(cleaned.stepCount, needed: Limit.points))
    }
    let rates = cleaned.curve.learningRates
    let decades = log10((rates.last ?? 1) / (rates.first ?? 1))
    if decades < Limit.decades {
      doubts.append(.narrow(decades: decades, needed: Limit.decades))
    }
    if let rulesApart, rulesApart >= Limit.rulesApart {
      doubts.append(.rulesDisagree(decades: rulesApart))
    }
    if cleaned.risingShare < Limit.rising { doubts.append(.notRising) }
    return doubts
  }
}

/// Where a curve starts, how far it falls, and what it does on the way.
struct CurveShape {
  /// The first points' middle loss: the first alone may be an outlier.
  let start: Double
  let lowest: Double
  /// How far the loss ends above its lowest.
  let rise: Double
  /// All the rises before the minimum together, as a share of the fall.
  let climb: Double

  /// How far the loss falls.
  var fall: Double { start - lowest }

  /// - Parameter losses: At least one. The start is the middle of the unsettled ones.
  init(_ losses: [Double]) {
    let settled = Int(Double(losses.count) * DecadeGrid.unsettledShare)
    let first = losses.prefix(max(1, settled)).sorted()
    let minimum = losses.indices[settled...].min { losses[$0] < losses[$1] } ?? 0
    start = first.isEmpty ? 0 : first[first.count / 2]
    lowest = losses.isEmpty ? 0 : losses[minimum]
    rise = (losses.last ?? lowest) - lowest
    let way = losses[settled...max(settled, minimum)]
    let ups = zip(way.dropFirst(), way).reduce(0) { $0 + max(0, $1.0 - $1.1) }
    climb = start > lowest ? ups / (start - lowest) : 0
  }
}

extension CleanedCurve {
  /// How far the loss ends above its start to count as diverged, as a share of its fall, and of its
  /// height.
  private static let climbOfDivergence = (ofFall: 0.5, ofHeight: 0.1)

  /// Whether the recording ends in losses that are no numbers, or beyond all that went before.
  fileprivate var diverges: Bool {
    changes.contains { change in
      switch change {
      case .droppedTail, .cutExplosion: true
      case .droppedRates, .reordered, .merged, .droppedLosses, .droppedUnrecorded, .setAside,
        .pooled, .undidLightningBias:
        false
      }
    }
  }

  /// The lowest rate from which the curve diverged; nil where it did not: noise may leave the last
  /// losses of a flat curve above its first.
  var divergenceLearningRate: Double? {
    let shape = CurveShape(curve.meanLosses)
    let end = (curve.meanLosses.last ?? shape.start) - shape.start
    let limit = max(
      Self.climbOfDivergence.ofFall * shape.fall,
      Self.climbOfDivergence.ofHeight * max(abs(shape.start), shape.fall))
    return diverges || end > limit ? curve.divergenceLearningRate : nil
  }
}

extension RangeTestCurve {
  /// The mean losses at even distances of the logarithm of the rate.
  fileprivate var evenLosses: [Double] { DecadeGrid(self)?.losses ?? meanLosses }
}
