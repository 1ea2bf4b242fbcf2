import Glibc

extension RangeTestCurve {
  /// The stretches between neighbouring rates in which nothing was recorded, wider than
  /// `DecadeGrid.widestStep`.
  var gaps: [ClosedRange<Double>] {
    zip(learningRates, learningRates.dropFirst()).compactMap { low, high in
      log10(high) - log10(low) > DecadeGrid.widestStep ? low...high : nil
    }
  }

  /// The gap that a rate lies in; nil at its ends and outside.
  func gap(around rate: Double) -> ClosedRange<Double>? {
    gaps.first { $0.lowerBound < rate && rate < $0.upperBound }
  }
}

/// What a curve does not show of its descent: what fell before the first rate, or between two rates
/// that are far apart.
///
/// The rates of a linear range test are even on the axis itself: between the first two lie decades
/// of the logarithm, and often most of the descent. Where it lies there is anybody's guess.
struct DescentStart {
  /// The gap before the minimum over which the loss falls most, and by which share of the fall.
  private(set) var gap: (rates: ClosedRange<Double>, share: Double)?
  /// The share of the fall that is over half a decade above the first rate, or above the last gap
  /// over which little falls; 0 where it does not go on from there though much of it is still to
  /// come: the first values of an average are those of a few losses.
  private(set) var share = 0.0

  /// The points of the grid over which the first loss, and that half a decade above it, are averaged,
  /// and those among which it has to come lower still.
  private static let places = (first: 0..<3, later: 5..<9, goingOn: 0..<15)
  /// How much lower, as a multiple of what it fell by then.
  private static let goingOn = 1.5
  /// What is still to come, as a share of the fall, so that it counts as much.
  private static let rest = 0.2

  init(_ curve: RangeTestCurve) {
    guard let minimum = curve.minimum, let grid = DecadeGrid(curve) else { return }
    let fall = CurveShape(grid.losses).fall
    guard fall > 0 else { return }
    var start = 0
    for index in 0..<minimum {
      let (low, high) = (curve.learningRates[index], curve.learningRates[index + 1])
      guard log10(high) - log10(low) > DecadeGrid.widestStep else { continue }
      let share = (curve.meanLosses[index] - curve.meanLosses[index + 1]) / fall
      if share > gap?.share ?? -.infinity { gap = (low...high, share) }
      start = Int(((log10(high) - grid.origin) / DecadeGrid.spacing).rounded(.up))
    }
    let section = grid.losses.dropFirst(start)
    guard section.count >= Self.places.later.upperBound else { return }
    let means = [Self.places.first, Self.places.later].map { places in
      places.reduce(0) { $0 + section[start + $1] } / Double(places.count)
    }
    let lowest = grid.losses.min() ?? means[1]
    let soon = section.prefix(Self.places.goingOn.count).min() ?? means[1]
    guard
      means[0] - soon > Self.goingOn * (means[0] - means[1])
        || soon - lowest < Self.rest * fall
    else { return }
    share = (means[0] - means[1]) / max(fall, means[0] - lowest)
  }
}
