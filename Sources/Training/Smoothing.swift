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
