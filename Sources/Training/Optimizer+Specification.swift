extension Optimizer {
  /// An optimizer as a user types it, with the weight decay where it is among the keys.
  package struct Choice: Sendable, Hashable {
    package var optimizer: Optimizer
    /// The value of the key `weight-decay`, or nil.
    package var weightDecay: Double?

    package init(optimizer: Optimizer, weightDecay: Double? = nil) {
      self.optimizer = optimizer
      self.weightDecay = weightDecay
    }
  }

  /// Reads an optimizer such as `sgd`, `momentum:momentum=0.95` or `adam:beta2=0.99,eps=1e-6`.
  ///
  /// - Throws: `Specification.SyntaxError` for an unknown name or key (naming the nearest), and for
  ///   values that `torch.optim`, or the authors' package, refuses too.
  package static func parse(_ text: String) throws(Specification.SyntaxError) -> Choice {
    var specification = try Specification(text, kind: "optimizer")
    guard let usual = all.first(where: { $0.name == specification.name }) else {
      throw Specification.unknown(
        specification.name, kind: "optimizer", known: all.map(\.name))
    }
    let optimizer = try usual.taking(&specification)
    let decay = try specification.number("weight-decay", .weightDecay)
    try specification.finish(known: usual.parameters.map(\.key) + ["weight-decay"])
    return Choice(optimizer: optimizer, weightDecay: decay)
  }

  /// The text that `parse` reads back: the name, and what differs from the defaults.
  package var specification: String {
    let usual = Self.all.first { $0.name == name }?.parameters ?? []
    let changed = zip(parameters, usual).filter { $0.0.value != $0.1.value }.map {
      "\($0.0.key)=\($0.0.value)"
    }
    return changed.isEmpty ? name : "\(name):\(changed.joined(separator: ","))"
  }

  /// The name and every parameter, whether it is the default or not.
  package var fullSpecification: String {
    let keys = parameters.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    return keys.isEmpty ? name : "\(name):\(keys)"
  }

  /// The keys that a user can set, and their values here.
  private var parameters: [(key: String, value: String)] {
    switch self {
    case .sgd: []
    case .momentum(let momentum, let dampening):
      [("momentum", "\(momentum)"), ("dampening", "\(dampening)")]
    case .nesterov(let momentum):
      [("momentum", "\(momentum)")]
    case .adam(let beta1, let beta2, let epsilon), .adamw(let beta1, let beta2, let epsilon):
      [("beta1", "\(beta1)"), ("beta2", "\(beta2)"), ("eps", "\(epsilon)")]
    case .rmsprop(let alpha, let epsilon, let momentum, let isCentered):
      [
        ("alpha", "\(alpha)"), ("eps", "\(epsilon)"), ("momentum", "\(momentum)"),
        ("centered", "\(isCentered)"),
      ]
    case .adagrad(let learningRateDecay, let initialAccumulator, let epsilon):
      [
        ("lr-decay", "\(learningRateDecay)"), ("initial-accumulator", "\(initialAccumulator)"),
        ("eps", "\(epsilon)"),
      ]
    case .lion(let beta1, let beta2):
      [("beta1", "\(beta1)"), ("beta2", "\(beta2)")]
    case .nadamw(let beta1, let beta2, let epsilon, let momentumDecay):
      [
        ("beta1", "\(beta1)"), ("beta2", "\(beta2)"), ("eps", "\(epsilon)"),
        ("momentum-decay", "\(momentumDecay)"),
      ]
    case .scheduleFreeSGD(let momentum, let averaging):
      [("momentum", "\(momentum)")] + averaging.parameters
    case .scheduleFreeAdamW(let beta1, let beta2, let epsilon, let averaging):
      [("beta1", "\(beta1)"), ("beta2", "\(beta2)"), ("eps", "\(epsilon)")] + averaging.parameters
    case .prodigy(
      let beta1, let beta2, let epsilon, let initialDistance, let coefficient, let correctsBias,
      let safeguardsWarmup):
      [
        ("beta1", "\(beta1)"), ("beta2", "\(beta2)"), ("eps", "\(epsilon)"),
        ("d0", "\(initialDistance)"), ("d-coef", "\(coefficient)"),
        ("bias-correction", "\(correctsBias)"), ("safeguard-warmup", "\(safeguardsWarmup)"),
      ]
    case .dog(let initialDistance, let epsilon, let averaging),
      .ldog(let initialDistance, let epsilon, let averaging):
      [
        ("reps-rel", "\(initialDistance)"), ("eps", "\(epsilon)"), ("averaging", "\(averaging)"),
      ]
    case .dadaptAdam(let beta1, let beta2, let epsilon, let initialDistance, let correctsBias):
      [
        ("beta1", "\(beta1)"), ("beta2", "\(beta2)"), ("eps", "\(epsilon)"),
        ("d0", "\(initialDistance)"), ("bias-correction", "\(correctsBias)"),
      ]
    }
  }

  /// This optimizer with the parameters that a specification sets.
  private func taking(
    _ keys: inout Specification
  ) throws(Specification.SyntaxError) -> Optimizer {
    func share(_ key: String, _ usual: Double) throws(Specification.SyntaxError) -> Double {
      try keys.number(key, .momentum) ?? usual
    }
    func atLeastZero(_ key: String, _ usual: Double) throws(Specification.SyntaxError) -> Double {
      try keys.number(key, .atLeastZero) ?? usual
    }
    switch self {
    case .sgd:
      return .sgd
    case .momentum(let momentum, let dampening):
      return .momentum(
        momentum: try share("momentum", momentum), dampening: try share("dampening", dampening))
    case .nesterov(let momentum):
      return .nesterov(momentum: try share("momentum", momentum))
    case .adam(let beta1, let beta2, let epsilon):
      return .adam(
        beta1: try share("beta1", beta1), beta2: try share("beta2", beta2),
        epsilon: try atLeastZero("eps", epsilon))
    case .adamw(let beta1, let beta2, let epsilon):
      return .adamw(
        beta1: try share("beta1", beta1), beta2: try share("beta2", beta2),
        epsilon: try atLeastZero("eps", epsilon))
    case .rmsprop(let alpha, let epsilon, let momentum, let isCentered):
      return .rmsprop(
        alpha: try share("alpha", alpha), epsilon: try atLeastZero("eps", epsilon),
        momentum: try share("momentum", momentum),
        isCentered: try keys.flag("centered") ?? isCentered)
    case .adagrad(let learningRateDecay, let initialAccumulator, let epsilon):
      return .adagrad(
        learningRateDecay: try atLeastZero("lr-decay", learningRateDecay),
        initialAccumulator: try atLeastZero("initial-accumulator", initialAccumulator),
        epsilon: try atLeastZero("eps", epsilon))
    case .lion(let beta1, let beta2):
      return .lion(beta1: try share("beta1", beta1), beta2: try share("beta2", beta2))
    case .nadamw(let beta1, let beta2, let epsilon, let momentumDecay):
      return .nadamw(
        beta1: try share("beta1", beta1), beta2: try share("beta2", beta2),
        epsilon: try atLeastZero("eps", epsilon),
        momentumDecay: try atLeastZero("momentum-decay", momentumDecay))
    case .scheduleFreeSGD(let momentum, let averaging):
      return .scheduleFreeSGD(
        momentum: try keys.number("momentum", .betweenZeroAndOne) ?? momentum,
        averaging: try averaging.taking(&keys))
    case .scheduleFreeAdamW(let beta1, let beta2, let epsilon, let averaging):
      return .scheduleFreeAdamW(
        beta1: try keys.number("beta1", .betweenZeroAndOne) ?? beta1,
        beta2: try share("beta2", beta2), epsilon: try atLeastZero("eps", epsilon),
        averaging: try averaging.taking(&keys))
    case .prodigy(
      let beta1, let beta2, let epsilon, let initialDistance, let coefficient, let correctsBias,
      let safeguardsWarmup):
      return .prodigy(
        beta1: try share("beta1", beta1), beta2: try share("beta2", beta2),
        epsilon: try keys.number("eps", .positive) ?? epsilon,
        initialDistance: try keys.number("d0", .learningRate) ?? initialDistance,
        coefficient: try keys.number("d-coef", .positive) ?? coefficient,
        correctsBias: try keys.flag("bias-correction") ?? correctsBias,
        safeguardsWarmup: try keys.flag("safeguard-warmup") ?? safeguardsWarmup)
    case .dog(let initialDistance, let epsilon, let averaging):
      return .dog(
        initialDistance: try keys.number("reps-rel", .positive) ?? initialDistance,
        epsilon: try atLeastZero("eps", epsilon),
        averaging: try atLeastZero("averaging", averaging))
    case .ldog(let initialDistance, let epsilon, let averaging):
      return .ldog(
        initialDistance: try keys.number("reps-rel", .positive) ?? initialDistance,
        epsilon: try atLeastZero("eps", epsilon),
        averaging: try atLeastZero("averaging", averaging))
    case .dadaptAdam(let beta1, let beta2, let epsilon, let initialDistance, let correctsBias):
      return .dadaptAdam(
        beta1: try share("beta1", beta1), beta2: try share("beta2", beta2),
        epsilon: try keys.number("eps", .positive) ?? epsilon,
        initialDistance: try keys.number("d0", .learningRate) ?? initialDistance,
        correctsBias: try keys.flag("bias-correction") ?? correctsBias)
    }
  }
}

extension AveragingWeights {
  /// Its keys, and their values here.
  fileprivate var parameters: [(key: String, value: String)] {
    [
      ("warmup", "\(warmupSteps)"), ("r", "\(stepPower)"), ("weight-lr-power", "\(ratePower)"),
    ]
  }

  fileprivate func taking(
    _ keys: inout Specification
  ) throws(Specification.SyntaxError) -> AveragingWeights {
    AveragingWeights(
      warmupSteps: try keys.number("warmup", .patience) ?? warmupSteps,
      stepPower: try keys.number("r", .averagingPower) ?? stepPower,
      ratePower: try keys.number("weight-lr-power", .averagingPower) ?? ratePower)
  }
}
