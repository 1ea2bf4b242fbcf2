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
  package var initialState: [InitialTensor]
  /// The numbers that it keeps for each lane, by the value that each starts with.
  package var initialNumbers: [Double] = []
  /// Whether it keeps them for each weight and bias tensor of a lane.
  package var isTensorwise = false
  /// Where a lane is evaluated.
  package var evaluationPoint = EvaluationPoint.parameters
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
  /// The learning rate at which its authors promise that nothing has to be tuned; nil where they
  /// promise nothing.
  package var untunedRate: Double?
  /// Whether the rate is a factor of a step size that it estimates from its own past, which grows while
  /// it trains: then neither a rising rate nor a short training says anything of a whole one.
  package var estimatesStepSize = false
  /// Whether it divides by the size of gradients, of which 0 by 0 is no number.
  package var dividesBySize = false
  /// What an update costs beyond going through parameters, gradient and state once.
  package var extraWork = UpdateWork()

  package struct Divisor: Sendable, Hashable {
    package var beta2: Double
    package var epsilon: Double
  }

  package struct UpdateWork: Sendable, Hashable {
    /// The tensors that it goes through once more.
    package var tensors = 0
    /// The square roots and divisions of a parameter.
    package var roots = 0
  }
}

/// What a state tensor starts as.
package enum InitialTensor: Sendable, Hashable, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  /// One number in every place.
  case number(Float)
  /// The initial parameters.
  case parameters

  package init(floatLiteral value: Float) { self = .number(value) }
  package init(integerLiteral value: Int) { self = .number(Float(value)) }
}

/// The parameters that an optimizer's user is to evaluate and keep.
package enum EvaluationPoint: Sendable, Hashable {
  /// Those that gradients are taken at.
  case parameters
  /// A state tensor, by its place.
  case state(Int)
  /// What lies beyond a state tensor z as seen from the parameters y, as z stood before: y + w · (z − y).
  case line(through: Int, weight: Double)
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
        divisor: .init(beta2: beta2, epsilon: epsilon), dividesBySize: true,
        extraWork: .init(roots: 1))
    case .adamw(let beta1, let beta2, let epsilon):
      OptimizerTraits(
        name: "adamw", defaultWeightDecay: 0.01, isDecayDecoupled: true, initialState: [0, 0],
        momentum: beta1, momentumName: "beta1",
        preconditionedStabilityFactor: Self.preconditionedFactor(beta1: beta1),
        divisor: .init(beta2: beta2, epsilon: epsilon), dividesBySize: true,
        extraWork: .init(roots: 1))
    case .rmsprop(_, _, let momentum, let isCentered):
      OptimizerTraits(
        name: "rmsprop",
        initialState: [0] + (isCentered ? [0] : []) + (momentum != 0 ? [0] : []),
        momentum: momentum, dividesBySize: true, extraWork: .init(roots: 1))
    case .adagrad(_, let initialAccumulator, _):
      OptimizerTraits(
        name: "adagrad", initialState: [.number(Float(initialAccumulator))],
        dividesBySize: true, extraWork: .init(roots: 1))
    case .lion(let beta1, _):
      OptimizerTraits(
        name: "lion", isDecayDecoupled: true, initialState: [0], momentum: beta1,
        momentumName: "beta1")
    case .nadamw(let beta1, _, _, _):
      OptimizerTraits(
        name: "nadamw", isDecayDecoupled: true, initialState: [0, 0], initialNumbers: [1],
        momentum: beta1, momentumName: "beta1", dividesBySize: true,
        extraWork: .init(roots: 1))
    case .scheduleFreeSGD(let momentum, _):
      // The momentum says where gradients are taken: a schedule cannot move it.
      OptimizerTraits(
        name: "schedule-free-sgd", initialState: [.parameters], initialNumbers: [-1, 0],
        evaluationPoint: .line(through: 0, weight: 1 - 1 / momentum), untunedRate: 1)
    case .scheduleFreeAdamW(let beta1, _, _, _):
      OptimizerTraits(
        name: "schedule-free-adamw", isDecayDecoupled: true, initialState: [.parameters, 0],
        initialNumbers: [-1, 0], evaluationPoint: .line(through: 0, weight: 1 - 1 / beta1),
        untunedRate: 0.0025, dividesBySize: true, extraWork: .init(roots: 1))
    case .prodigy(let beta1, _, _, let initialDistance, _, _, _):
      OptimizerTraits(
        name: "prodigy", isDecayDecoupled: true, initialState: [0, .parameters, 0, 0, 0],
        initialNumbers: [initialDistance, initialDistance, 0], momentum: beta1,
        momentumName: "beta1", untunedRate: 1, estimatesStepSize: true, dividesBySize: true,
        extraWork: .init(tensors: 3, roots: 1))
    case .dog(_, _, let averaging):
      Self.distanceTraits("dog", averaging: averaging)
    case .ldog(_, _, let averaging):
      Self.distanceTraits("ldog", averaging: averaging, isTensorwise: true)
    case .dadaptAdam(let beta1, _, _, let initialDistance, _):
      OptimizerTraits(
        name: "dadapt-adam", initialState: [0, 0, 0], initialNumbers: [initialDistance, 0],
        momentum: beta1, momentumName: "beta1", untunedRate: 1, estimatesStepSize: true,
        dividesBySize: true,
        extraWork: .init(tensors: 2, roots: 2))
    }
  }

  /// Adam's mean of gradients m ← β₁m + (1 − β₁)g is the heavy ball with a dampening of β₁, so the
  /// factor is (2 + 2β₁)/(1 − β₁), 38 for β₁ = 0.9 (Cohen et al., 2022).
  private static func preconditionedFactor(beta1: Double) -> Double {
    (2 + 2 * beta1) / (1 - beta1)
  }

  /// The displacement from the start, the start, and the average where there is one; the largest
  /// distance and the sum of squares.
  private static func distanceTraits(
    _ name: String, averaging: Double, isTensorwise: Bool = false
  ) -> OptimizerTraits {
    OptimizerTraits(
      name: name,
      initialState: [0, .parameters] + (averaging > 0 ? [.parameters] : []),
      initialNumbers: [0, 0], isTensorwise: isTensorwise,
      evaluationPoint: averaging > 0 ? .state(2) : .parameters, untunedRate: 1,
      estimatesStepSize: true,
      extraWork: .init(tensors: 2))
  }

  /// The name that a user types.
  package var name: String { traits.name }

  /// The momentum that a schedule may cycle, or nil where there is none or it is switched off.
  package var momentum: Double? { traits.momentum == 0 ? nil : traits.momentum }

  /// This optimizer with another momentum, where it has one.
  package func withMomentum(_ value: Double) -> Optimizer {
    guard momentum != nil else { return self }
    switch self {
    case .sgd, .adagrad, .scheduleFreeSGD, .scheduleFreeAdamW, .dog, .ldog: return self
    case .momentum(_, let dampening): return .momentum(momentum: value, dampening: dampening)
    case .nesterov: return .nesterov(momentum: value)
    case .adam(_, let beta2, let epsilon):
      return .adam(beta1: value, beta2: beta2, epsilon: epsilon)
    case .adamw(_, let beta2, let epsilon):
      return .adamw(beta1: value, beta2: beta2, epsilon: epsilon)
    case .rmsprop(let alpha, let epsilon, _, let isCentered):
      return .rmsprop(alpha: alpha, epsilon: epsilon, momentum: value, isCentered: isCentered)
    case .lion(_, let beta2): return .lion(beta1: value, beta2: beta2)
    case .nadamw(_, let beta2, let epsilon, let momentumDecay):
      return .nadamw(beta1: value, beta2: beta2, epsilon: epsilon, momentumDecay: momentumDecay)
    case .prodigy(
      _, let beta2, let epsilon, let initialDistance, let coefficient, let correctsBias,
      let safeguardsWarmup):
      return .prodigy(
        beta1: value, beta2: beta2, epsilon: epsilon, initialDistance: initialDistance,
        coefficient: coefficient, correctsBias: correctsBias, safeguardsWarmup: safeguardsWarmup)
    case .dadaptAdam(_, let beta2, let epsilon, let initialDistance, let correctsBias):
      return .dadaptAdam(
        beta1: value, beta2: beta2, epsilon: epsilon, initialDistance: initialDistance,
        correctsBias: correctsBias)
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
