import Glibc

/// What is descended on in two variables: a function, and what weight decay adds to it.
package struct Surface: Sendable {
  package let formula: Formula
  /// λ, where λ/2 · (x² + y²) is added.
  let decay: Double

  package init(_ formula: Formula, decay: Double = 0) {
    precondition(formula.variables.count == 2)
    self.formula = formula
    self.decay = decay
  }

  package func value(at place: PlanePoint) -> Double {
    formula.value(at: place.coordinates) + decay / 2 * (place.x * place.x + place.y * place.y)
  }

  package func gradient(at place: PlanePoint) -> PlanePoint {
    PlanePoint(
      formula.slope(0, at: place.coordinates) + decay * place.x,
      formula.slope(1, at: place.coordinates) + decay * place.y)
  }

  package func curvature(at place: PlanePoint) -> PlaneCurvature {
    PlaneCurvature(hessian: hessian(at: place))
  }

  private func hessian(at place: PlanePoint) -> [Double] {
    let second = formula.curvatures(at: place.coordinates)
    return [second[0] + decay, second[1], second[2] + decay]
  }

  /// Whether it is flat everywhere.
  package var isConstant: Bool {
    decay == 0 && formula.gradient.allSatisfy { $0 == .number(0) }
  }

  // MARK: Stationary points

  private static let mostNewtonSteps = 200
  /// A gradient this much smaller than at the places around is taken for 0.
  private static let flatShare = 1e-10
  private static let samePlace = 1e-6

  /// The stationary points to which Newton's method leads from some places, each once, as far as
  /// they are inside of a box around these.
  func stationaryPoints(from places: [PlanePoint]) -> [PlaneStationaryPoint] {
    let xs = places.map(\.x), ys = places.map(\.y)
    guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max() else {
      return []
    }
    let size = max(right - left, high - low, 1e-12)
    let steepest = places.map { gradientSize(at: $0) }.filter(\.isFinite).max() ?? 1
    var points: [PlaneStationaryPoint] = []
    for start in places {
      guard let place = newton(from: start, accuracy: Self.flatShare * steepest),
        (left - 2 * size...right + 2 * size).contains(place.x),
        (low - 2 * size...high + 2 * size).contains(place.y),
        !points.contains(where: { $0.place.distance(to: place) <= Self.samePlace * size })
      else { continue }
      points.append(point(at: place, size: size))
    }
    return points.sorted { ($0.place.x, $0.place.y) < ($1.place.x, $1.place.y) }
  }

  func point(at place: PlanePoint, size: Double) -> PlaneStationaryPoint {
    let curvature = curvature(at: place)
    let small = 1e-6 * max(abs(curvature.low), abs(curvature.high))
    let kind: PlaneStationaryPoint.Kind
    if curvature.low > small {
      kind = .minimum
    } else if curvature.high < -small {
      kind = .maximum
    } else if curvature.low < -small, curvature.high > small {
      kind = .saddle
    } else {
      kind = self.kind(around: place, radius: 1e-3 * size)
    }
    return PlaneStationaryPoint(
      place: place, value: value(at: place), curvature: curvature, kind: kind)
  }

  /// Where the second derivatives do not tell: by the values on a circle.
  private func kind(around place: PlanePoint, radius: Double) -> PlaneStationaryPoint.Kind {
    let centre = value(at: place)
    let around = (0..<32).map { index in
      let angle = Double(index) * .pi / 16
      return value(at: PlanePoint(place.x + radius * cos(angle), place.y + radius * sin(angle)))
    }
    if around.allSatisfy({ $0 >= centre }) { return .minimum }
    return around.allSatisfy { $0 <= centre } ? .maximum : .saddle
  }

  private func gradientSize(at place: PlanePoint) -> Double {
    let gradient = gradient(at: place)
    return hypot(gradient.x, gradient.y)
  }

  private func newton(from start: PlanePoint, accuracy: Double) -> PlanePoint? {
    var place = start
    var size = gradientSize(at: place)
    for _ in 0..<Self.mostNewtonSteps where size > 0 {
      let (gradient, h) = (gradient(at: place), hessian(at: place))
      let determinant = h[0] * h[2] - h[1] * h[1]
      var step = PlanePoint(
        -(h[2] * gradient.x - h[1] * gradient.y) / determinant,
        -(h[0] * gradient.y - h[1] * gradient.x) / determinant)
      if !step.isFinite { step = PlanePoint(-gradient.x, -gradient.y) }
      var share = 1.0
      var next = place
      repeat {
        next = PlanePoint(place.x + share * step.x, place.y + share * step.y)
        share /= 2
      } while share > 1e-9 && !(gradientSize(at: next) < size)
      let nextSize = gradientSize(at: next)
      guard nextSize < size else { break }
      (place, size) = (next, nextSize)
    }
    guard size <= accuracy, place.isFinite else { return nil }
    // What is 0 but for rounding is 0, if the gradient is no larger there.
    for rounded in [PlanePoint(place.x.nearWhole, place.y.nearWhole)]
    where gradientSize(at: rounded) <= size {
      return rounded
    }
    return place
  }
}

extension Double {
  /// The whole number that it is but for rounding, or the number itself.
  fileprivate var nearWhole: Double { abs(self - rounded()) < 1e-9 ? rounded() + 0 : self }
}
