import Glibc

/// What it costs when the learning rate is off by a factor, either way.
package struct RateSensitivity: Sendable, Hashable {
  /// The cost of one factor.
  package enum Cost: Sendable, Hashable {
    /// The measured rates do not reach that far.
    case unknown
    /// The loss rises by that much on the worse side.
    case loss(Double)
    /// On one side a rate nearby diverged.
    case diverges
  }

  package var threefold = Cost.unknown
  package var tenfold = Cost.unknown

  package init(threefold: Cost = .unknown, tenfold: Cost = .unknown) {
    self.threefold = threefold
    self.tenfold = tenfold
  }
}

/// The mean loss over the learning rate, everything else the same.
package struct RateCurve: Sendable {
  /// A measured rate.
  package struct Point: Sendable {
    package var learningRate: Double
    /// The mean loss; nil where a seed diverged.
    package var loss: Double?

    package init(learningRate: Double, loss: Double?) {
      self.learningRate = learningRate
      self.loss = loss
    }
  }

  /// By rising rate.
  package let points: [Point]
  /// Rates as near as that are the same: they are decimals of six digits.
  private static let tolerance = 1e-4

  package init(_ points: [Point]) { self.points = points }

  /// What is lost at three and ten times a measured rate, and at a third and a tenth of it.
  package func sensitivity(at learningRate: Double) -> RateSensitivity {
    RateSensitivity(
      threefold: cost(of: 3, at: learningRate), tenfold: cost(of: 10, at: learningRate))
  }

  private func cost(of factor: Double, at learningRate: Double) -> RateSensitivity.Cost {
    guard let own = points.first(where: { $0.learningRate == learningRate })?.loss else {
      return .unknown
    }
    let sides = [loss(at: learningRate * factor), loss(at: learningRate / factor)]
    if sides.contains(.diverges) { return .diverges }
    let losses = sides.compactMap { side -> Double? in
      if case .loss(let loss) = side { loss } else { nil }
    }
    guard losses.count == sides.count, let worst = losses.max() else { return .unknown }
    return .loss(worst - own)
  }

  /// The loss at a rate, linear on log η between the measured ones next to it.
  private func loss(at learningRate: Double) -> RateSensitivity.Cost {
    let same = points.first { abs(log($0.learningRate / learningRate)) < Self.tolerance }
    if let same { return same.loss.map { .loss($0) } ?? .diverges }
    guard let below = points.last(where: { $0.learningRate < learningRate }),
      let above = points.first(where: { $0.learningRate > learningRate })
    else { return .unknown }
    let share =
      log(learningRate / below.learningRate) / log(above.learningRate / below.learningRate)
    guard let low = below.loss, let high = above.loss else {
      // Of one that diverged far away nothing follows.
      return (share < 0.5 ? below : above).loss == nil ? .diverges : .unknown
    }
    return .loss(low + share * (high - low))
  }
}

extension RateCurve.Point {
  init(_ entry: SweepSummary.Entry) {
    self.init(
      learningRate: entry.configuration.learningRate,
      loss: entry.soundLoss)
  }
}
