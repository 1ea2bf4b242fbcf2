import Training
import Tuning

extension FindReport {
  /// How sharply the loss is curved, what that allows, and whether training agrees.
  ///
  /// - Parameter style: How it is set apart on a terminal.
  /// - Returns: The lines, without newlines; none where it was not measured.
  func curvatureLines(_ style: Style) -> [String] {
    guard let curvature else { return [] }
    let optimizer = plan.settings.optimizer
    let matrix =
      optimizer.traits.preconditionedStabilityFactor == nil ? "the Hessian" : "P⁻¹·Hessian"
    var lines = [
      "",
      "curvature: λ is the largest eigenvalue of \(matrix) of the training loss ("
        + "\(Decimal.count(curvature.rowCount, "row"))), at \(rateText)",
    ]
    let limitHeader = curvature.factor.map { "\(Decimal.significant($0))/λ" } ?? ""
    let rows = curvature.points.map { point in
      [
        Decimal.grouped(point.step),
        Decimal.significant(point.eigenvalue.value)
          + (point.eigenvalue.hasConverged ? "" : " (not settled)"),
        point.limit.map { Decimal.significant($0) } ?? "",
      ]
    }
    lines += AlignedTable(header: ["step", "λ", limitHeader], rows: rows).lines(style)
    if curvature.hasDiverged { lines.append("  the training at \(rateText) diverged on the way") }
    return lines + curvatureVerdict.map { "  \($0)" }
  }

  private var rateText: String { Decimal.significant(outcome.recommendation.learningRate) }

  private var curvatureVerdict: [String] {
    guard let curvature else { return [] }
    let name = plan.settings.optimizer.name
    guard let factor = curvature.factor else {
      return [
        "no limit is known for \(name): it divides its steps by the size of past slopes"
      ]
    }
    guard let limit = curvature.lowestLimit else {
      return ["the loss is curved up nowhere that was measured, which limits no rate"]
    }
    let text = Decimal.significant(limit)
    let meaning =
      "where the loss is curved like that, steps of \(name) above "
      + "\(Decimal.significant(factor))/λ grow instead of settling; the lowest is \(text)"
    guard let edge = outcome.recommendation.divergenceLearningRate,
      let agreement = curvatureAgreement
    else {
      return [meaning, "no rate that was tried diverged, so there is no edge to compare it with"]
    }
    let bracket = StabilityAgreement.bracket(edge: edge)
    let place =
      "\(Decimal.significant(bracket.lowerBound, digits: 2)) and "
      + Decimal.significant(edge, digits: 2)
    switch agreement {
    case .agrees:
      return [
        meaning,
        "training diverged from somewhere between \(place): limit and edge agree within a factor of "
          + Decimal.significant(StabilityAgreement.tolerance),
      ]
    case .edgeIsHigher:
      let reason =
        switch dataset.loss {
        case .crossEntropy: "cross-entropy flattens out, so such steps do not grow for ever"
        case .squaredError: "the loss flattens along the way, so such steps do not grow for ever"
        }
      return [
        meaning,
        "training diverged only from somewhere between \(place): limit and edge disagree; \(reason)",
      ]
    case .edgeIsLower:
      return [
        meaning,
        "training diverged already from somewhere between \(place): limit and edge disagree; batches are curved more "
          + "sharply than all rows together",
      ]
    }
  }

  /// Whether the lowest limit and the divergence edge agree; nil where either is missing.
  var curvatureAgreement: StabilityAgreement? {
    guard let limit = curvature?.lowestLimit,
      let edge = outcome.recommendation.divergenceLearningRate
    else { return nil }
    return StabilityAgreement(limit: limit, edge: edge)
  }
}
