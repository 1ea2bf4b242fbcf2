/// What is true of an optimizer: one row of what the rest of the program asks about it.
package struct OptimizerTraits: Sendable, Hashable {
  /// The name that a user types.
  package var name: String
  /// The weight decay that an unset `--weight-decay` means.
  package var defaultWeightDecay = 0.0
  /// Whether weight decay acts on the parameters instead of the gradient; else it is a part of the
  /// loss, and so of its curvature.
  package var isDecayDecoupled = false
  /// The state tensors that it keeps for each parameter, by the value that each starts with.
  package var initialState: [Float]
  /// The momentum (β₁ of Adam and its kin), or nil where there is none.
  package var momentum: Double?
  /// What the optimizer calls it, or would.
  package var momentumName = "momentum"
  /// The learning rate at which descent no longer settles, times the curvature; see
  /// `Optimizer.stabilityLimit`. Nil where there is no such rate.
  package var stabilityFactor: Double?
  /// The same times the largest eigenvalue of P⁻¹H, where P is what the optimizer divides by, held
  /// fast; nil where it divides by nothing, or nothing is known.
  package var preconditionedStabilityFactor: Double?
  /// What the second state tensor v is made of, where each step is divided by √(v/(1 − β₂ᵗ)) + ε;
  /// nil for other optimizers.
  package var divisor: Divisor?
  /// What the learning rate amounts to over many small steps along the same slope, or nil where
  /// that depends on more than the slope.
  package var longRunFactor: Double?

  package struct Divisor: Sendable, Hashable {
    package var beta2: Double
    package var epsilon: Double
  }
}

extension Optimizer {
  package var traits: OptimizerTraits {
    switch self {
    case .sgd:
      OptimizerTraits(name: "sgd", initialState: [], stabilityFactor: 2, longRunFactor: 1)
    case .momentum(let momentum, let dampening):
      OptimizerTraits(
        name: "momentum", initialState: [0], momentum: momentum,
        stabilityFactor: (2 + 2 * momentum) / (1 - dampening),
        longRunFactor: (1 - dampening) / (1 - momentum))
    case .nesterov(let momentum):
      OptimizerTraits(
        name: "nesterov", initialState: [0], momentum: momentum,
        stabilityFactor: (2 + 2 * momentum) / (1 + 2 * momentum),
        longRunFactor: 1 / (1 - momentum))
    case .adam(let beta1, let beta2, let epsilon):
      OptimizerTraits(
        name: "adam", initialState: [0, 0], momentum: beta1, momentumName: "beta1",
        preconditionedStabilityFactor: Self.preconditionedFactor(beta1: beta1),
        divisor: .init(beta2: beta2, epsilon: epsilon))
    case .adamw(let beta1, let beta2, let epsilon):
      OptimizerTraits(
        name: "adamw", defaultWeightDecay: 0.01, isDecayDecoupled: true, initialState: [0, 0],
        momentum: beta1, momentumName: "beta1",
        preconditionedStabilityFactor: Self.preconditionedFactor(beta1: beta1),
        divisor: .init(beta2: beta2, epsilon: epsilon))
    case .rmsprop(_, _, let momentum, let isCentered):
      OptimizerTraits(
        name: "rmsprop",
        initialState: [0] + (isCentered ? [0] : []) + (momentum != 0 ? [0] : []),
        momentum: momentum)
    case .adagrad(_, let initialAccumulator, _):
      OptimizerTraits(name: "adagrad", initialState: [Float(initialAccumulator)])
    case .lion(let beta1, _):
      OptimizerTraits(
        name: "lion", isDecayDecoupled: true, initialState: [0], momentum: beta1,
        momentumName: "beta1")
    }
  }

  /// Adam's mean of gradients m ← β₁m + (1 − β₁)g is the heavy ball with a dampening of β₁, so the
  /// factor is (2 + 2β₁)/(1 − β₁), 38 for β₁ = 0.9 (Cohen et al., 2022).
  private static func preconditionedFactor(beta1: Double) -> Double {
    (2 + 2 * beta1) / (1 - beta1)
  }

  /// The name that a user types.
  package var name: String { traits.name }

  /// The momentum that a schedule may cycle, or nil where there is none or it is switched off.
  package var momentum: Double? { traits.momentum == 0 ? nil : traits.momentum }

  /// This optimizer with another momentum, where it has one.
  package func withMomentum(_ value: Double) -> Optimizer {
    guard momentum != nil else { return self }
    switch self {
    case .sgd, .adagrad: return self
    case .momentum(_, let dampening): return .momentum(momentum: value, dampening: dampening)
    case .nesterov: return .nesterov(momentum: value)
    case .adam(_, let beta2, let epsilon):
      return .adam(beta1: value, beta2: beta2, epsilon: epsilon)
    case .adamw(_, let beta2, let epsilon):
      return .adamw(beta1: value, beta2: beta2, epsilon: epsilon)
    case .rmsprop(let alpha, let epsilon, _, let isCentered):
      return .rmsprop(alpha: alpha, epsilon: epsilon, momentum: value, isCentered: isCentered)
    case .lion(_, let beta2): return .lion(beta1: value, beta2: beta2)
    }
  }

  /// How its momentum moves under a schedule, or nil where it stays.
  ///
  /// A schedule never switches momentum on where the optimizer has none, as `OneCycleLR` does to
  /// plain SGD. The lanes of a group share this.
  package func momentumCycle(under schedule: Schedule) -> MomentumCycle? {
    momentum == nil ? nil : schedule.momentumCycle
  }
}
