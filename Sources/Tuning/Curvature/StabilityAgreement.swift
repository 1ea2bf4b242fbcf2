import Glibc

/// How a limit that curvature implies compares with where training really diverged.
///
/// Two different things are compared: the limit is local, for all rows, and for steps so small that
/// the loss is a bowl; the edge is where whole trainings fail. See `Curvature.md` for how often they
/// agree.
package enum StabilityAgreement: String, Sendable, Hashable, CaseIterable {
  case agrees
  /// Training survives rates far above the limit.
  case edgeIsHigher = "edge_is_higher"
  /// Training fails far below the limit.
  case edgeIsLower = "edge_is_lower"

  /// The factor that the limit may be off by.
  package static let tolerance = 3.0
  /// The edge is the lowest rate that failed, of rates half a decade apart; it truly lies somewhere
  /// between that and the next lower one.
  private static let spacing = pow(10, 0.5)

  /// Where the edge truly lies.
  package static func bracket(edge: Double) -> ClosedRange<Double> { edge / spacing...edge }

  /// - Parameters:
  ///   - limit: The lowest limit on the way of a training.
  ///   - edge: The lowest rate that diverged.
  package init(limit: Double, edge: Double) {
    let bracket = Self.bracket(edge: edge)
    if limit * Self.tolerance < bracket.lowerBound {
      self = .edgeIsHigher
    } else if limit > Self.tolerance * bracket.upperBound {
      self = .edgeIsLower
    } else {
      self = .agrees
    }
  }
}
