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
    guard let factor = stabilityFactor, curvature > 0 else { return nil }
    let limit = factor / curvature
    return limit.isFinite ? limit : nil
  }

  /// The limit times f″.
  package var stabilityFactor: Double? {
    switch self {
    case .sgd: 2
    case .momentum(let momentum, let dampening): (2 + 2 * momentum) / (1 - dampening)
    case .nesterov(let momentum): (2 + 2 * momentum) / (1 + 2 * momentum)
    case .adam, .adamw, .rmsprop, .adagrad: nil
    }
  }

  /// The limit times the largest eigenvalue of P⁻¹H, where P is what Adam divides by, held fast.
  ///
  /// Adam's mean of gradients m ← β₁m + (1 − β₁)g is the heavy ball with a dampening of β₁, so the
  /// factor is (2 + 2β₁)/(1 − β₁), 38 for β₁ = 0.9 (Cohen et al., 2022). Nil for the others.
  package var preconditionedStabilityFactor: Double? {
    switch self {
    case .adam(let beta1, _, _), .adamw(let beta1, _, _):
      Optimizer.momentum(momentum: beta1, dampening: beta1).stabilityFactor
    case .sgd, .momentum, .nesterov, .rmsprop, .adagrad: nil
    }
  }

  /// Whether weight decay is part of the loss, and so of its curvature.
  var decayCurves: Bool {
    switch self {
    case .adamw: false
    case .sgd, .momentum, .nesterov, .adam, .rmsprop, .adagrad: true
    }
  }

  /// What Adam divides each parameter's step by: √v̂ + ε, with v̂ = v/(1 − β₂ᵗ).
  ///
  /// - Parameters:
  ///   - state: The optimizer's state; see `LaneState`.
  ///   - steps: The updates behind it, at least 1.
  /// - Returns: One number a parameter; nil for other optimizers.
  func preconditioner(_ state: [[Float]], steps: Int) -> [Double]? {
    switch self {
    case .adam(_, let beta2, let epsilon), .adamw(_, let beta2, let epsilon):
      let correction = 1 - pow(beta2, Double(steps))
      return state[1].map { (Double($0) / correction).squareRoot() + epsilon }
    case .sgd, .momentum, .nesterov, .rmsprop, .adagrad:
      return nil
    }
  }
}
