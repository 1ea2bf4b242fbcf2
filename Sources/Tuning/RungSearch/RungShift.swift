import Glibc

/// How the best rate moves as trainings become longer: what the rungs show, and what is usual.
struct RungShift {
  /// The bottom of each rung's losses, by the logarithm of its length.
  private var bottoms: [(length: Double, place: Double)] = []

  /// The places that a tenfold length moves the best rate by.
  private let slope: Double

  /// The decades that a tenfold length moves the best rate by where nothing is measured: the way that a
  /// training goes, its rate times its steps, stays the same.
  private static let usual = -1.0
  /// What is measured between two short trainings scatters; beyond these it is chance, in decades.
  private static let steepest = (down: -1.0, up: 0.25)
  /// The weight of what is measured beside what is usual.
  private static let trust = 0.4

  /// - Parameters:
  ///   - rungs: The rungs by now.
  ///   - spacing: The decades between two places.
  init(_ rungs: [RungScores], spacing: Double) {
    for rung in rungs {
      if let bottom = Self.bottom(of: rung, after: bottoms.last?.place, in: rungs) {
        bottoms.append((log10(Double(rung.length)), bottom))
      }
    }
    let measured = Self.slope(of: bottoms).map {
      min(max($0 * spacing, Self.steepest.down), Self.steepest.up)
    }
    slope =
      (Self.trust * (measured ?? Self.usual) + (1 - Self.trust) * Self.usual) / spacing
  }

  /// The slope of the line through some bottoms; nil through one.
  private static func slope(of bottoms: [(length: Double, place: Double)]) -> Double? {
    guard bottoms.count > 1 else { return nil }
    let count = Double(bottoms.count)
    let (length, place) = (
      bottoms.reduce(0) { $0 + $1.length } / count, bottoms.reduce(0) { $0 + $1.place } / count
    )
    let covariance = bottoms.reduce(0) { $0 + ($1.length - length) * ($1.place - place) }
    let variance = bottoms.reduce(0) { $0 + ($1.length - length) * ($1.length - length) }
    return variance > 0 ? covariance / variance : nil
  }

  /// The bottom of a rung; of one with two rates that are side by side from the curvature that the rung
  /// before it showed.
  private static func bottom(
    of rung: RungScores, after former: Double?, in rungs: [RungScores]
  ) -> Double? {
    let untrained = rungs.untrained
    guard let best = rung.best, let bottom = rung.bottom(untrained: untrained) else { return nil }
    guard rung.curvature(untrained: untrained) == nil,
      let curvature = rungs.filter({ $0.length < rung.length }).reversed().lazy.compactMap({
        $0.curvature(untrained: untrained)
      }).first
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
