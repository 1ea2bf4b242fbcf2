import Glibc

/// A place in the plane.
package struct PlanePoint: Sendable, Hashable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  package func distance(to other: PlanePoint) -> Double { hypot(x - other.x, y - other.y) }

  package var coordinates: [Double] { [x, y] }

  var isFinite: Bool { x.isFinite && y.isFinite }
}

/// How a surface bends at a place: the eigenvalues of its Hessian.
package struct PlaneCurvature: Sendable, Hashable {
  /// Along the direction in which it bends up least.
  package let low: Double
  /// Along the direction at right angles to it, in which it bends up most.
  package let high: Double

  /// - Parameter hessian: ∂²f/∂x², ∂²f/∂x∂y and ∂²f/∂y².
  init(hessian: [Double]) {
    let mean = (hessian[0] + hessian[2]) / 2
    let spread = hypot((hessian[0] - hessian[2]) / 2, hessian[1])
    // The one nearer to 0 from the product of both, for their difference may be all rounding.
    let determinant = hessian[0] * hessian[2] - hessian[1] * hessian[1]
    let far = mean >= 0 ? mean + spread : mean - spread
    let near = far == 0 ? 0 : determinant / far
    (low, high) = (min(near, far), max(near, far))
  }

  /// κ = λmax/λmin, where it bends up in every direction; nil elsewhere.
  package var conditionNumber: Double? { low > 0 ? high / low : nil }
}

/// A place where the gradient is 0.
package struct PlaneStationaryPoint: Sendable, Hashable {
  /// What the surface does around it.
  package enum Kind: String, Sendable, Hashable {
    /// It rises on all sides.
    case minimum
    /// It falls on all sides.
    case maximum
    /// It rises on some sides and falls on others.
    case saddle
  }

  package let place: PlanePoint
  package let value: Double
  package let curvature: PlaneCurvature
  package let kind: Kind
}
