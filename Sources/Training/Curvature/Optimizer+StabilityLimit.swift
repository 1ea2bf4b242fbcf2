import Glibc

extension Optimizer {
  /// The learning rate below which descent settles at a minimum, and above which it cannot.
  ///
  /// Close to a minimum with curvature h = f″ one step is linear in the distance and the velocity,
  /// and shrinks them while the eigenvalues of its matrix lie inside the unit circle (Polyak 1964):
  /// for η < 2/h without momentum, (2 + 2β) / ((1 - dampening)·h) with, and
  /// (2 + 2β) / ((1 + 2β)·h) with Nesterov's look-ahead as `torch.optim` writes it.
  ///
  /// - Parameter curvature: f″ at the minimum, with weight decay in it.
  /// - Returns: The limit; nil where there is none: at f″ = 0, and for optimizers that divide by the
  ///   size of the slope, whose steps do not get smaller with it.
  package func stabilityLimit(curvature: Double) -> Double? {
    guard let factor = traits.stabilityFactor, curvature > 0 else { return nil }
    let limit = factor / curvature
    return limit.isFinite ? limit : nil
  }

  /// What Adam divides each parameter's step by: √v̂ + ε, with v̂ = v/(1 − β₂ᵗ).
  ///
  /// - Parameters:
  ///   - state: The optimizer's state; see `LaneState`.
  ///   - steps: The updates behind it, at least 1.
  /// - Returns: One number a parameter; nil for other optimizers.
  func preconditioner(_ state: [[Float]], steps: Int) -> [Double]? {
    guard let divisor = traits.divisor else { return nil }
    let correction = 1 - pow(divisor.beta2, Double(steps))
    return state[1].map { (Double($0) / correction).squareRoot() + divisor.epsilon }
  }
}
