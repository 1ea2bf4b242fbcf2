import Training

extension Optimizer {
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
