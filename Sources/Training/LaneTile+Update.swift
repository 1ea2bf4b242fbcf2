import LinearAlgebra

/// How the products that form a gradient reach the parameters.
enum UpdatePath: Hashable {
  /// Plain descent: the output's gradient carries −η, and the products add to the parameters.
  case intoParameters
  /// Momentum: the products add to the velocity, which they first multiply by the momentum.
  case intoVelocity
  /// A gradient is formed, then an element-wise kernel makes the update.
  case throughGradient

  /// The fused paths are open where nothing stands between product and update.
  init(settings: TrainingSettings, lanes: [Lane]) {
    let isPlain = settings.clipNorm == nil && lanes.allSatisfy { $0.weightDecay == 0 }
    switch settings.optimizer {
    case .sgd where isPlain:
      self = .intoParameters
    case .momentum(_, let dampening) where isPlain && dampening == 0:
      self = .intoVelocity
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      self = .throughGradient
    }
  }

  /// The tensor that products add to, and the factor of what is there.
  ///
  /// - Parameters:
  ///   - buffers: The tile's memory.
  ///   - optimizer: The optimizer with its momentum at this step.
  /// - Returns: The tensor, and the factor.
  func destination(
    in buffers: TileBuffers, optimizer: Optimizer
  ) -> (UnsafeMutablePointer<Float>, beta: Float) {
    switch self {
    case .intoParameters: (buffers.parameters, 1)
    case .intoVelocity: (buffers.state[0], Float(optimizer.momentum ?? 0))
    case .throughGradient: (buffers.gradient, 0)
    }
  }
}

extension Optimizer {
  /// What divides the learning rate at a step, from 1: Adagrad's own decay, a schedule-free warmup.
  func rateDivisor(at step: Int) -> Double {
    switch self {
    case .adagrad(let learningRateDecay, _, _): 1 + Double(step - 1) * learningRateDecay
    case .scheduleFreeSGD(_, let averaging), .scheduleFreeAdamW(_, _, _, let averaging):
      max(1, Double(averaging.warmupSteps) / Double(step))
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .lion, .nadamw, .prodigy, .dog, .ldog,
      .dadaptAdam:
      1
    }
  }
}

extension Optimizer {
  /// What Adam's tensors share at a step, from 1; nil of other optimizers.
  fileprivate func adamStep(at step: Int) -> AdamStep? {
    switch self {
    case .adam(let beta1, let beta2, let epsilon):
      AdamStep(beta1: beta1, beta2: beta2, epsilon: epsilon, step: step, isDecoupled: false)
    case .adamw(let beta1, let beta2, let epsilon):
      AdamStep(beta1: beta1, beta2: beta2, epsilon: epsilon, step: step, isDecoupled: true)
    case .sgd, .momentum, .nesterov, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      nil
    }
  }

  /// Whether it is Adam and its state comes from gradients alone, which decay of the parameters does
  /// not enter.
  func isAdam(withoutCoupled decays: [Double]) -> Bool {
    switch self {
    case .adam: decays.allSatisfy { $0 == 0 }
    case .adamw: true
    case .sgd, .momentum, .nesterov, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      false
    }
  }
}

extension LaneTile {
  /// Makes the update that the gradient asks for.
  func update() {
    if updatePath == .intoParameters { return }
    let adamStep = optimizer.adamStep(at: step + 1)
    if let limit = settings.clipNorm { setGradientScales(limit: Float(limit)) }
    setFactors()
    for piece in pieces { update(piece, adamStep) }
  }

  /// Clips as `torch.nn.utils.clip_grad_norm_` does: by limit / (norm + 1e-6), at most 1, with the
  /// norm of all of a lane's gradients.
  private func setGradientScales(limit: Float) {
    let scales = buffers.gradientScales
    scales.update(repeating: 0, count: network.places)
    if network.isSideBySide {
      kernels.addSquares(
        sideBySide: buffers.gradient, block: network.laneParameterCount, to: scales)
    } else {
      addSquares(to: scales)
    }
    for lane in 0..<network.lanes {
      let factor = limit / (scales[lane].squareRoot() + 1e-6)
      scales[lane] = factor > 1 ? 1 : factor
    }
  }

  private func addSquares(to scales: UnsafeMutablePointer<Float>) {
    for layer in network.layers {
      kernels.addSquares(
        of: buffers.gradient + layer.weights, lanes: network.lanes,
        block: layer.outputs * layer.inputs, to: scales)
      kernels.addSquares(
        of: buffers.gradient + layer.biases, lanes: network.lanes, block: layer.outputs, to: scales)
    }
  }

  /// A piece of the parameters, with the learning rates of its lanes.
  func tensor(of piece: Network.Piece) -> ParameterTensor {
    var tensor = ParameterTensor(
      lanes: network.lanes, block: piece.block, parameters: buffers.parameters + piece.offset,
      gradient: buffers.gradient + piece.offset, learningRates: buffers.learningRates,
      weightDecays: buffers.weightDecays, gradientScales: buffers.gradientScales)
    tensor.isSideBySide = network.isSideBySide
    return tensor
  }

  private func update(_ piece: Network.Piece, _ adamStep: AdamStep?) {
    var tensor = tensor(of: piece)
    tensor.isMirrored = hasMirroredUpdates
    func state(_ index: Int) -> UnsafeMutablePointer<Float> { buffers.state[index] + piece.offset }

    switch optimizer {
    case .sgd:
      kernels.sgd(tensor)
    case .momentum where updatePath != .throughGradient:
      kernels.applyVelocity(tensor, velocity: state(0))
    case .momentum(let momentum, let dampening):
      kernels.momentum(
        tensor, velocity: state(0), momentum: Float(momentum), dampening: Float(dampening),
        nesterov: false, isFirstStep: step == 0)
    case .nesterov(let momentum):
      kernels.momentum(
        tensor, velocity: state(0), momentum: Float(momentum), dampening: 0, nesterov: true,
        isFirstStep: step == 0)
    case .adam, .adamw:
      guard let adamStep else { preconditionFailure("what all tensors share is worked out first") }
      kernels.adam(tensor, mean: state(0), square: state(1), adamStep)
    case .rmsprop(let alpha, let epsilon, let momentum, let isCentered):
      kernels.rmsprop(
        tensor, square: state(0), mean: isCentered ? state(1) : nil,
        velocity: momentum != 0 ? state(isCentered ? 2 : 1) : nil, alpha: alpha,
        epsilon: Float(epsilon), momentum: Float(momentum))
    case .adagrad(_, _, let epsilon):
      kernels.adagrad(tensor, sum: state(0), epsilon: Float(epsilon))
    case .lion(let beta1, let beta2):
      kernels.lion(tensor, mean: state(0), beta1: beta1, beta2: beta2)
    case .nadamw(let beta1, let beta2, let epsilon, _):
      kernels.nadam(
        tensor, mean: state(0), square: state(1),
        NadamStep(
          beta1: beta1, beta2: beta2, epsilon: epsilon, step: step + 1,
          gradientShare: nadamShares.gradient, meanShare: nadamShares.mean))
    case .scheduleFreeSGD:
      kernels.scheduleFree(
        tensor, newest: state(0), square: nil,
        ScheduleFreeStep(mix: factors(0), push: factors(1), divisor: nil, step: step + 1))
    case .scheduleFreeAdamW(_, let beta2, let epsilon, _):
      kernels.scheduleFree(
        tensor, newest: state(0), square: state(1),
        ScheduleFreeStep(
          mix: factors(0), push: factors(1), divisor: (beta2, epsilon), step: step + 1))
    case .prodigy, .dadaptAdam:
      stepByDistance(tensor, piece)
    case .dog(_, _, let averaging), .ldog(_, _, let averaging):
      tensor.learningRates = UnsafePointer(factors(DistanceRow.rate, tensor: piece.tensor))
      kernels.displace(
        tensor, displacement: state(0), start: state(1), average: averaging > 0 ? state(2) : nil,
        weight: Float((1 + averaging) / (averaging + Double(step + 1))))
    }
  }
}
