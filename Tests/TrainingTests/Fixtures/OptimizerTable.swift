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
    }
  }
}
