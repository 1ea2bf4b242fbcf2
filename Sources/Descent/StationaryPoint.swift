/// A place where the slope is 0.
package struct StationaryPoint: Sendable, Hashable {
  /// What the curve does around it.
  package enum Kind: String, Sendable, Hashable {
    /// It rises on both sides.
    case minimum
    /// It falls on both sides.
    case maximum
    /// It rises on one side and falls on the other.
    case inflection
  }

  /// Where it is.
  package let x: Double
  /// The value there.
  package let value: Double
  /// The second derivative there: how fast the slope changes.
  package let curvature: Double
  /// What the curve does around it.
  package let kind: Kind
  /// Whether the slope jumps there from one sign to the other, and is not 0 on the way.
  package var isKink = false
}
