/// What is descended on: a curve, its slope and curvature, and where it is flat.
package struct Landscape: Sendable {
  /// What the curve does far out on a side.
  package enum Outlook: Sendable, Hashable {
    case fallsWithoutBound
    /// It falls, less and less, towards a value.
    case levelsOff(at: Double)
    /// It rises, ends, goes up and down, or nothing is known.
    case other
  }

  /// The curve with what weight decay adds to it, where that is a polynomial; else without.
  package let curve: Curve
  /// The places where the slope is 0, rising in x; none for a constant, which is flat everywhere. Of
  /// a curve that is no polynomial, those in the window that was looked at.
  package let stationaryPoints: [StationaryPoint]
  /// What was looked at; nil where everything is known.
  package let window: ClosedRange<Double>?

  /// The derivative, where the curve is a polynomial.
  private let derivative: Polynomial?
  /// λ, where λ/2 · x² is added to a curve that is no polynomial.
  private let decay: Double
  private let outlooks: (left: Outlook, right: Outlook)

  /// The slope at a place.
  package func slope(at x: Double) -> Double {
    if let derivative { return derivative.value(at: x) }
    return curve.slope(at: x) + (decay == 0 ? 0 : decay * x)
  }

  /// Whether it has the same value everywhere.
  package var isConstant: Bool { curve.polynomial?.degree == 0 }

  /// What the curve does far out: 1 for +∞, -1 for -∞.
  package func outlook(side: Int) -> Outlook { side > 0 ? outlooks.right : outlooks.left }

  /// Whether the values fall below every bound towards one side: 1 for +∞, -1 for -∞.
  package func fallsWithoutBound(side: Int) -> Bool { outlook(side: side) == .fallsWithoutBound }

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
    let slope = slope(at: x)
    let here = stationaryPoints.first { $0.x == x }
    if slope == 0 { return here?.kind == .minimum ? here : nil }
    let ahead = next(from: x, side: slope > 0 ? -1 : 1)
    return ahead?.kind == .minimum ? ahead : nil
  }

  /// Where it is lowest, or nil when it falls without bound, or nobody knows.
  package var lowestMinimum: StationaryPoint? {
    guard window == nil, outlook(side: 1) == .other, outlook(side: -1) == .other else { return nil }
    return stationaryPoints.filter { $0.kind == .minimum }.min { $0.value < $1.value }
  }
}

extension Landscape {
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
    func outlook(_ side: Int) -> Outlook {
      polynomial.degree > 0 && polynomial.signFarOut(side: side) < 0 ? .fallsWithoutBound : .other
    }
    self.init(
      curve: .polynomial(polynomial), stationaryPoints: points, window: nil,
      derivative: slope, decay: 0, outlooks: (outlook(-1), outlook(1)))
  }

  /// A curve as weight decay shapes it, looked at in a window where it is no polynomial.
  init(_ curve: Curve, decay: Double, window: ClosedRange<Double>, around places: [Double]) {
    if let polynomial = curve.polynomial {
      self.init(decay == 0 ? polynomial : polynomial.adding(decay / 2, power: 2))
      return
    }
    let survey = CurveSurvey(curve, decay: decay, window: window, around: places)
    self.init(
      curve: curve, stationaryPoints: survey.stationaryPoints, window: window, derivative: nil,
      decay: decay, outlooks: (survey.outlook(side: -1), survey.outlook(side: 1)))
  }
}
