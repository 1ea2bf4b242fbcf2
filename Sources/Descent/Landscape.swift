/// The curve that is descended on: a polynomial, its slope and curvature, and where it is flat.
package struct Landscape: Sendable {
  package let polynomial: Polynomial
  /// The first derivative.
  package let slope: Polynomial
  /// The second derivative.
  package let curvature: Polynomial
  /// The places where the slope is 0, rising in x; none for a constant, which is flat everywhere.
  package let stationaryPoints: [StationaryPoint]

  /// - Complexity: O(degree³)
  package init(_ polynomial: Polynomial) {
    let slope = polynomial.derivative
    let curvature = slope.derivative
    let roots = slope.realRoots
    var points: [StationaryPoint] = []
    for (index, x) in roots.enumerated() {
      func sign(between other: Int, side: Int) -> Int {
        guard roots.indices.contains(other) else { return slope.signFarOut(side: side) }
        return slope.value(at: x / 2 + roots[other] / 2) > 0 ? 1 : -1
      }
      let (before, after) = (sign(between: index - 1, side: -1), sign(between: index + 1, side: 1))
      points.append(
        StationaryPoint(
          x: x, value: polynomial.value(at: x), curvature: curvature.value(at: x),
          kind: before < after ? .minimum : before > after ? .maximum : .inflection))
    }
    self.polynomial = polynomial
    self.slope = slope
    self.curvature = curvature
    stationaryPoints = points
  }

  /// Whether the polynomial has the same value everywhere.
  package var isConstant: Bool { polynomial.degree == 0 }

  /// Whether the values fall below every bound towards one side: 1 for +∞, -1 for -∞.
  package func fallsWithoutBound(side: Int) -> Bool {
    !isConstant && polynomial.signFarOut(side: side) < 0
  }

  /// The stationary point nearest to a place.
  package func nearest(to x: Double) -> StationaryPoint? {
    stationaryPoints.min { abs($0.x - x) < abs($1.x - x) }
  }

  /// The first stationary point from a place towards one side, the place itself left out.
  package func next(from x: Double, side: Int) -> StationaryPoint? {
    side > 0 ? stationaryPoints.first { $0.x > x } : stationaryPoints.last { $0.x < x }
  }

  /// The minimum that lies downhill from a place, or nil when the way down leads to none.
  package func minimumDownhill(from x: Double) -> StationaryPoint? {
    let slope = slope.value(at: x)
    let here = stationaryPoints.first { $0.x == x }
    if slope == 0 { return here?.kind == .minimum ? here : nil }
    let ahead = next(from: x, side: slope > 0 ? -1 : 1)
    return ahead?.kind == .minimum ? ahead : nil
  }

  /// Where the polynomial is lowest, or nil when it falls without bound.
  package var lowestMinimum: StationaryPoint? {
    guard !fallsWithoutBound(side: 1), !fallsWithoutBound(side: -1) else { return nil }
    return stationaryPoints.filter { $0.kind == .minimum }.min { $0.value < $1.value }
  }
}
