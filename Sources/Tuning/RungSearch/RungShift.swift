import Glibc

/// How the best rate moves as trainings become longer, as the rungs show it.
struct RungShift {
  /// The bottom of each rung's losses, by the logarithm of its length.
  private var bottoms: [(length: Double, place: Double)] = []

  /// The places that a tenfold length moves the best rate by; what is measured between short trainings
  /// is uncertain, so that it is held within one decade down and half a decade up.
  private let slope: Double

  private static let steepest = (down: -2.0, up: 1.0)
  /// What is measured between short trainings is scattered: a part of it is taken.
  private static let trust = 0.7

  init(_ rungs: [RungScores]) {
    for rung in rungs {
      if let bottom = Self.bottom(of: rung, after: bottoms.last?.place, in: rungs) {
        bottoms.append((log10(Double(rung.length)), bottom))
      }
    }
    guard bottoms.count > 1 else {
      slope = 0
      return
    }
    let count = Double(bottoms.count)
    let (meanLength, meanPlace) = (
      bottoms.reduce(0) { $0 + $1.length } / count, bottoms.reduce(0) { $0 + $1.place } / count
    )
    let covariance = bottoms.reduce(0) {
      $0 + ($1.length - meanLength) * ($1.place - meanPlace)
    }
    let variance = bottoms.reduce(0) { $0 + ($1.length - meanLength) * ($1.length - meanLength) }
    slope =
      variance > 0
      ? Self.trust * min(max(covariance / variance, Self.steepest.down), Self.steepest.up) : 0
  }

  /// The bottom of a rung; of one with two rates that are side by side from the curvature that the rung
  /// before it showed.
  private static func bottom(
    of rung: RungScores, after former: Double?, in rungs: [RungScores]
  ) -> Double? {
    guard let best = rung.best, let bottom = rung.bottom else { return nil }
    guard rung.curvature == nil,
      let curvature = rungs.last(where: { $0.length < rung.length && $0.curvature != nil })?
        .curvature
    else { return bottom }
    let pair = rung.loss(at: best + 1) != nil ? best : best - 1
    guard let low = rung.loss(at: pair), let high = rung.loss(at: pair + 1) else { return bottom }
    let place = Double(pair) + 0.5 - (high - low) / curvature
    return min(max(place, Double(pair) - 0.5), Double(pair) + 1.5)
  }

  /// Where the best is expected at a length; nil where every rate diverged.
  func place(at length: Int) -> Double? {
    bottoms.last.map { $0.place + slope * (log10(Double(length)) - $0.length) }
  }

  /// Below 0 where longer trainings want lower rates, which is usual.
  var direction: Double { slope == 0 ? -1 : slope }

  /// How far the bottoms of the first and the last rung lie apart, in places.
  var distance: Double {
    guard let first = bottoms.first, let last = bottoms.last else { return 0 }
    return last.place - first.place
  }

  /// How far a whole training's best lies from that of the last rung, in places.
  func correction(to length: Int) -> Double {
    bottoms.last.map { slope * (log10(Double(length)) - $0.length) } ?? 0
  }
}
