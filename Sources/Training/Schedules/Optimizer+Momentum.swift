extension Optimizer {
  /// The momentum that a schedule may cycle (β₁ of Adam and its kin), or nil where there is none or
  /// it is switched off.
  package var momentum: Double? {
    let value: Double? =
      switch self {
      case .sgd, .adagrad: nil
      case .momentum(let momentum, _), .nesterov(let momentum): momentum
      case .adam(let beta1, _, _), .adamw(let beta1, _, _): beta1
      case .rmsprop(_, _, let momentum, _): momentum
      }
    return value == 0 ? nil : value
  }

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
