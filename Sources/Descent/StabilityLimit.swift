import Training

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

  /// What the learning rate amounts to over many small steps along the same slope, or nil where
  /// that depends on more than the slope.
  var longRunFactor: Double? {
    switch self {
    case .sgd: 1
    case .momentum(let momentum, let dampening): (1 - dampening) / (1 - momentum)
    case .nesterov(let momentum): 1 / (1 - momentum)
    case .adam, .adamw, .rmsprop, .adagrad: nil
    }
  }
}
