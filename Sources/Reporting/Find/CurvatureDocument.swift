import Running
import Training
import Tuning

/// The curvature of the loss as it stands in JSON.
struct CurvatureDocument: Encodable {
  struct Point: Encodable {
    var step: Int
    var largestEigenvalue: NullableNumber
    var residual: NullableNumber
    var hasConverged: Bool
    var limit: NullableNumber
    var products: Int
    var costSteps: Int
  }

  var matrix: String
  var rows: Int
  var points: [Point]
  var stabilityFactor: NullableNumber
  var lowestLimit: NullableNumber
  var agreement: String?
  var diverged: Bool
  var costSteps: Int

  init(_ curvature: CurvatureJob.Outcome, isPreconditioned: Bool, agreement: StabilityAgreement?) {
    matrix = isPreconditioned ? "preconditioned_hessian" : "hessian"
    rows = curvature.rowCount
    points = curvature.points.map { point in
      Point(
        step: point.step, largestEigenvalue: NullableNumber(point.eigenvalue.value),
        residual: NullableNumber(point.eigenvalue.residual),
        hasConverged: point.eigenvalue.hasConverged, limit: NullableNumber(point.limit),
        products: point.eigenvalue.productCount, costSteps: point.costSteps)
    }
    stabilityFactor = NullableNumber(curvature.factor)
    lowestLimit = NullableNumber(curvature.lowestLimit)
    self.agreement = agreement?.rawValue
    diverged = curvature.hasDiverged
    costSteps = curvature.cost
  }
}
