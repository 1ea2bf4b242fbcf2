import Glibc

/// Looks for the places where a curve is flat, by its slope at many places.
///
/// What lies between two of them and leaves no trace at either is not found.
struct CurveSurvey {
  private static let evenPlaces = 4000
  private static let placesPerDecade = 40
  /// A slope that is this much smaller than beside it is taken for 0.
  private static let flatShare = 1e-9
  /// A slope that stays at least this share of what it is beside the place jumps there.
  private static let jumpShare = 1e-4

  private let curve: Curve
  private let decay: Double
  private let window: ClosedRange<Double>
  private(set) var stationaryPoints: [StationaryPoint] = []

  init(_ curve: Curve, decay: Double, window: ClosedRange<Double>, around centres: [Double]) {
    self.curve = curve
    self.decay = decay
    self.window = window
    let places = Self.places(in: window, around: centres + [0])
    let slopes = places.map(slope)
    var points: [StationaryPoint] = []
    var index = 1
    while index < places.count {
      defer { index += 1 }
      let (low, high) = (places[index - 1], places[index])
      let (before, after) = (slopes[index - 1], slopes[index])
      guard before.isFinite, after.isFinite else { continue }
      if after == 0 {
        let start = index
        while index + 1 < places.count, slopes[index + 1] == 0 { index += 1 }
        guard index + 1 < places.count, before != 0 else { continue }
        points.append(flat(places[start - 1...index + 1], before, slopes[index + 1]))
      } else if before * after < 0, let point = crossing(low, high, before, after) {
        points.append(point)
      } else if index > 1, abs(before) < abs(after), abs(before) < abs(slopes[index - 2]),
        slopes[index - 2] * after > 0, let point = touching(places[index - 2], high)
      {
        points.append(point)
      }
    }
    stationaryPoints = points
  }

  private func slope(at x: Double) -> Double {
    curve.value(at: x).isFinite ? curve.slope(at: x) + decay * x : .nan
  }

  private func value(at x: Double) -> Double { curve.value(at: x) + decay / 2 * x * x }

  /// Even ones across the window, and ones that are denser the nearer they are to each centre.
  private static func places(in window: ClosedRange<Double>, around centres: [Double]) -> [Double] {
    let width = window.upperBound - window.lowerBound
    var places = (0...evenPlaces).map {
      window.lowerBound + width * Double($0) / Double(evenPlaces)
    }
    for centre in centres where window.contains(centre) {
      places.append(centre)
      let count = 9 * placesPerDecade
      for index in 0...count {
        let distance = width * pow(10, -Double(index) / Double(placesPerDecade))
        places += [centre - distance, centre + distance]
      }
    }
    let sorted = places.filter(window.contains).sorted()
    return sorted.enumerated().filter { $0.offset == 0 || sorted[$0.offset - 1] != $0.element }
      .map(\.element)
  }

  private func point(_ x: Double, before: Double, after: Double, isKink: Bool = false)
    -> StationaryPoint
  {
    StationaryPoint(
      x: x + 0, value: value(at: x), curvature: isKink ? 0 : curve.curvature(at: x) + decay,
      kind: before < 0 && after > 0 ? .minimum : before > 0 && after < 0 ? .maximum : .inflection,
      isKink: isKink)
  }

  /// Where the slope is 0 at one place, or at several, which may be for it underflows.
  private func flat(_ places: ArraySlice<Double>, _ before: Double, _ after: Double)
    -> StationaryPoint
  {
    let inner = places.dropFirst().dropLast()
    guard let first = inner.first, let last = inner.last else {
      return point(0, before: 0, after: 0)
    }
    let x = inner.contains(0) ? 0 : first / 2 + last / 2
    let width = 1e-6 * (places[places.endIndex - 1] - places[places.startIndex])
    let isKink =
      first == last && isJump(slope(at: x - width), slope(at: x + width), before, after)
    return point(x, before: before, after: after, isKink: isKink)
  }

  /// Where the slope changes its sign between two places; nil at a pole and at a gap.
  private func crossing(_ low: Double, _ high: Double, _ before: Double, _ after: Double)
    -> StationaryPoint?
  {
    var (low, high) = (low, high)
    while true {
      let middle = low / 2 + high / 2
      guard middle > low, middle < high else { break }
      let slope = slope(at: middle)
      guard slope.isFinite else { return nil }
      if slope == 0 {
        let width = max(1e-6 * (high - low), 4 * middle.ulp)
        let sides = (self.slope(at: middle - width), self.slope(at: middle + width))
        return point(
          middle, before: before, after: after, isKink: isJump(sides.0, sides.1, before, after))
      }
      if (slope > 0) == (before > 0) { low = middle } else { high = middle }
    }
    let ends = (slope(at: low), slope(at: high))
    let beside = max(abs(before), abs(after))
    guard max(abs(ends.0), abs(ends.1)) <= 100 * beside else { return nil }
    return point(
      abs(ends.0) < abs(ends.1) ? low : high, before: before, after: after,
      isKink: isJump(ends.0, ends.1, before, after))
  }

  private func isJump(_ low: Double, _ high: Double, _ before: Double, _ after: Double) -> Bool {
    abs(low) > Self.jumpShare * abs(before) && abs(high) > Self.jumpShare * abs(after)
      && min(abs(before), abs(after)) > 0
  }

  /// Where the slope touches 0 between two places; nil where it does not get there.
  private func touching(_ low: Double, _ high: Double) -> StationaryPoint? {
    let (before, after) = (slope(at: low), slope(at: high))
    var (low, high) = (low, high)
    for _ in 0..<200 {
      let (left, right) = (low + (high - low) / 3, high - (high - low) / 3)
      guard left > low, right > left, high > right else { break }
      if abs(slope(at: left)) < abs(slope(at: right)) { high = right } else { low = left }
    }
    let x =
      abs(low / 2 + high / 2) < 1e-9 * (window.upperBound - window.lowerBound) * 1e-3
      ? 0 : low / 2 + high / 2
    guard abs(slope(at: x)) < Self.flatShare * max(abs(before), abs(after)) else { return nil }
    return point(x, before: before, after: after)
  }

  // MARK: Far out

  /// What the curve does beyond the window, by values at distances that double.
  func outlook(side: Int) -> Landscape.Outlook {
    let edge = side > 0 ? window.upperBound : window.lowerBound
    let width = window.upperBound - window.lowerBound
    let values = (0...40).map { value(at: edge + Double(side) * width * pow(2, Double($0))) }
    // Where a number overflows, those before it tell.
    let known = Array(values.prefix { $0.isFinite })
    if known.count < values.count, values[known.count].isNaN { return .other }
    guard known.count > 3 || values.first == -.infinity else { return .other }
    let falls = zip(known, known.dropFirst()).map { $0 - $1 }
    guard falls.allSatisfy({ $0 >= 0 }) else { return .other }
    if known.count < values.count {
      return values[known.count] < 0 ? .fallsWithoutBound : .other
    }
    guard let first = falls.first(where: { $0 > 0 }), let last = falls.last else {
      let slope = slope(at: edge)
      return slope * Double(side) < 0 ? .levelsOff(at: known[known.count - 1]) : .other
    }
    return last > 1e-3 * first ? .fallsWithoutBound : .levelsOff(at: known[known.count - 1])
  }
}
