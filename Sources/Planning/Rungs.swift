/// The rungs of successive halving (Jamieson and Talwalkar, 2016).
///
/// All configurations are trained for a small share of their steps, the best 1/η of them for η
/// times as many, and so on; the last rung is the whole training. Every rung trains all seeds, so
/// that a rung compares configurations on common seeds. The schedule always counts by the whole
/// training: a rung is its beginning, not a short training of its own.
///
/// A rung trains from the start again. To go on from where the rung before stopped would need the
/// weights and the optimizer's state of every trial in the store; what it would save is at most 1/η
/// of each rung's steps. In return a trial depends on nothing but its own content: one of the last
/// rung is the same trial as that of a grid, and groups can be run anywhere and in any order.
package struct Rungs: Sendable, Hashable {
  package var count: Int
  /// How many times fewer configurations the next rung has, and how many times more steps: η.
  package var factor: Int

  package static let usualCount = 3
  package static let usualFactor = 3
  static let counts = 2...10
  static let factors = 2...100

  package init(count: Int = usualCount, factor: Int = usualFactor) {
    self.count = count
    self.factor = factor
  }

  /// The steps that a trial is trained for at a rung: horizon / η to the number of rungs above,
  /// rounded, at least 1.
  ///
  /// - Parameters:
  ///   - rung: From 0 to below `count`.
  ///   - horizon: The steps of the whole training.
  /// - Returns: The steps.
  package func steps(at rung: Int, horizon: Int) -> Int {
    let divisor = (rung..<count - 1).reduce(1) { value, _ in value * factor }
    return max(1, horizon / divisor + (horizon % divisor > (divisor - 1) / 2 ? 1 : 0))
  }

  /// Whether every rung of a training has more steps than the one before.
  func fit(horizon: Int) -> Bool {
    (1..<count).allSatisfy { steps(at: $0 - 1, horizon: horizon) < steps(at: $0, horizon: horizon) }
  }

  /// How many of so many configurations go on, at most: the best 1/η, rounded up.
  package func kept(of configurations: Int) -> Int { (configurations + factor - 1) / factor }
}
