import Glibc

/// What the learning rate does over time: a multiplier of the base rate for each step.
package enum Schedule: Codable, Hashable, Sendable {
  /// The same rate at every step.
  case constant
  /// From the base rate to `factor` times it over `steps`, evenly on the logarithm: a range test.
  case exponentialRange(factor: Double, steps: Int)
  /// From the base rate to `factor` times it over `steps`, evenly.
  case linearRange(factor: Double, steps: Int)

  /// The multiplier at a step.
  ///
  /// - Parameter step: The number of updates made before, from 0.
  /// - Returns: What the base rate is multiplied by.
  package func multiplier(at step: Int) -> Double {
    switch self {
    case .constant: 1
    case .exponentialRange(let factor, let steps): pow(factor, share(of: step, in: steps))
    case .linearRange(let factor, let steps): 1 + (factor - 1) * share(of: step, in: steps)
    }
  }

  private func share(of step: Int, in steps: Int) -> Double {
    steps > 1 ? Double(step) / Double(steps - 1) : 0
  }
}
