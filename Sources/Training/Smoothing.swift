/// An exponential moving average with bias correction: sₜ = β·sₜ₋₁ + (1 − β)·xₜ, read as
/// sₜ / (1 − βᵗ), so that the first values are not pulled towards 0.
package struct ExponentialAverage: Sendable {
  private let beta: Double
  private var sum = 0.0
  private var weight = 0.0

  /// - Parameter beta: The share of the past, from 0 (no smoothing) to below 1.
  package init(beta: Double) {
    precondition((0..<1).contains(beta), "beta must be at least 0 and less than 1")
    self.beta = beta
  }

  /// Takes in a value and returns the average so far.
  package mutating func add(_ value: Double) -> Double {
    sum = beta * sum + (1 - beta) * value
    weight = beta * weight + (1 - beta)
    return sum / weight
  }
}

/// When a lane of a range test has shown enough: its smoothed loss exceeds `factor` times the
/// lowest smoothed loss before it, or is no longer finite.
package struct StopRule: Sendable, Hashable {
  /// How far the loss may rise above its lowest value.
  package var factor: Double
  /// The smoothing's share of the past; see `ExponentialAverage`.
  package var beta: Double

  package init(factor: Double, beta: Double) {
    self.factor = factor
    self.beta = beta
  }

  /// Watches one lane.
  struct Monitor {
    private let factor: Double
    private var average: ExponentialAverage
    private var best = Double.infinity

    init(_ rule: StopRule) {
      factor = rule.factor
      average = ExponentialAverage(beta: rule.beta)
    }

    /// Takes in the loss of a step and says whether it stops the lane.
    mutating func stops(at loss: Float) -> Bool {
      let smoothed = average.add(Double(loss))
      defer { best = min(best, smoothed) }
      return !smoothed.isFinite || smoothed > factor * best
    }
  }
}
