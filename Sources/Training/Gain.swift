/// What counts of what training gains: the loss before it less the lowest.
package enum Gain {
  /// The share that a rate may lose and still be called good.
  package static let tolerance = 0.05
  /// The share of the untrained loss without which nothing was learned.
  package static let least = 0.02
}
