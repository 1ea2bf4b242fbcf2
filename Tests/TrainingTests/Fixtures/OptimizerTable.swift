import Training

/// Every optimizer with its defaults, and the variants that take other paths.
enum OptimizerTable {
  static let all: [Optimizer] =
    Optimizer.all + [
      .momentum(momentum: 0.8, dampening: 0.4),
      .nesterov(momentum: 0.6),
      .adam(beta1: 0.7, beta2: 0.95, epsilon: 1e-4),
      .rmsprop(alpha: 0.9, isCentered: true),
      .rmsprop(epsilon: 1e-6, momentum: 0.8),
      .rmsprop(alpha: 0.95, momentum: 0.5, isCentered: true),
      .adagrad(learningRateDecay: 0.05),
      .adagrad(learningRateDecay: 0.01, initialAccumulator: 0.3, epsilon: 1e-6),
      .lion(beta1: 0.8, beta2: 0.95),
      .nadamw(beta1: 0.8, beta2: 0.95, epsilon: 1e-4, momentumDecay: 0.02),
      .scheduleFreeSGD(
        momentum: 0.7, averaging: AveragingWeights(warmupSteps: 9, stepPower: 1, ratePower: 1)),
      .scheduleFreeAdamW(
        beta1: 0.8, beta2: 0.95, epsilon: 1e-4,
        averaging: AveragingWeights(warmupSteps: 9, stepPower: 1, ratePower: 0)),
      .prodigy(
        beta1: 0.8, beta2: 0.98, epsilon: 1e-6, initialDistance: 1e-4, coefficient: 0.5,
        correctsBias: true, safeguardsWarmup: true),
      .dog(initialDistance: 1e-3, epsilon: 1e-4, averaging: 0),
      .ldog(initialDistance: 1e-3, epsilon: 1e-4, averaging: 2),
      .dadaptAdam(
        beta1: 0.8, beta2: 0.98, epsilon: 1e-6, initialDistance: 1e-4, correctsBias: true),
    ]
}

extension Optimizer {
  /// A rate at which the fixtures learn in a few dozen steps, well below the divergence edge.
  var moderateRate: Double {
    switch self {
    case .sgd: 0.1
    case .momentum, .nesterov: 0.03
    case .adam, .adamw: 0.01
    case .rmsprop: 0.003
    case .adagrad: 0.05
    case .lion: 0.002
    case .nadamw: 0.01
    case .scheduleFreeSGD: 0.3
    case .scheduleFreeAdamW: 0.02
    case .prodigy, .dog, .ldog: 1
    // At 1 it overshoots once it has found its rate, which multiplies rounding.
    case .dadaptAdam: 0.1
    }
  }
}
