import CKernels

/// One parameter tensor of a group, (lanes, block), and what differs from lane to lane.
package struct ParameterTensor {
  /// The number of lanes.
  package var lanes: Int
  /// A lane's number of elements.
  package var block: Int
  /// The parameters, updated in place.
  package var parameters: UnsafeMutablePointer<Float>
  /// The gradient; unused where a product went into the velocity.
  package var gradient: UnsafePointer<Float>
  /// The learning rate of each lane.
  package var learningRates: UnsafePointer<Float>
  /// The weight decay of each lane.
  package var weightDecays: UnsafePointer<Float>
  /// The factor of each lane's gradient: less than 1 where clipping asks for it.
  package var gradientScales: UnsafePointer<Float>
  /// Whether the lanes lie side by side, (block, `LinearModel.lanes`), and with them what differs.
  package var isSideBySide = false
  /// Whether the second half of a block side by side has the first's gradient with the other sign, and
  /// no decay enters it; then Adam works out the update once.
  package var isMirrored = false

  package init(
    lanes: Int, block: Int, parameters: UnsafeMutablePointer<Float>,
    gradient: UnsafePointer<Float>, learningRates: UnsafePointer<Float>,
    weightDecays: UnsafePointer<Float>, gradientScales: UnsafePointer<Float>
  ) {
    self.lanes = lanes
    self.block = block
    self.parameters = parameters
    self.gradient = gradient
    self.learningRates = learningRates
    self.weightDecays = weightDecays
    self.gradientScales = gradientScales
  }

  var kernel: lrf_tensor {
    lrf_tensor(
      lanes: lanes, block: block, side_by_side: isSideBySide ? 1 : 0, mirrored: isMirrored ? 1 : 0,
      parameter: parameters, gradient: gradient,
      learning_rate: learningRates, weight_decay: weightDecays, gradient_scale: gradientScales)
  }
}

/// What all tensors share at a step of Adam.
package struct AdamStep {
  fileprivate let kernel: lrf_adam_options

  /// - Parameters:
  ///   - beta1: The factor of the running mean.
  ///   - beta2: The factor of the running square.
  ///   - epsilon: Added to the root.
  ///   - step: The number of this step, from 1.
  ///   - isDecoupled: AdamW: decay acts on the parameters instead of the gradient.
  package init(beta1: Double, beta2: Double, epsilon: Double, step: Int, isDecoupled: Bool) {
    kernel = lrf_adam_options(
      beta2: Float(beta2), epsilon: Float(epsilon), one_minus_beta1: Float(1 - beta1),
      one_minus_beta2: Float(1 - beta2), correction1: Float(Self.correction(beta1, step)),
      sqrt_correction2: Float(Self.correction(beta2, step).squareRoot()),
      decoupled: isDecoupled ? 1 : 0)
  }

  /// 1 − βᵗ, or 1 where a Float has no other: as ln β < β − 1, βᵗ is below exp(−(1 − β)t), which from here
  /// on is less than half of what a Float below 1 is precise to, and not worth raising.
  private static func correction(_ beta: Double, _ step: Int) -> Double {
    (1 - beta) * Double(step) > 17.4 ? 1 : 1 - power(beta, step)
  }
}

/// The optimizers' steps; state tensors are (lanes, block).
extension ElementKernels {
  /// p ← p − η · g
  package func sgd(_ tensor: ParameterTensor) { table.pointee.sgd(tensor.kernel) }

  /// v ← μ · v + (1 − dampening) · g, or g at the first step; p ← p − η · v, or with Nesterov's
  /// look-ahead p ← p − η · (g + μ · v).
  package func momentum(
    _ tensor: ParameterTensor, velocity: UnsafeMutablePointer<Float>, momentum: Float,
    dampening: Float, nesterov: Bool, isFirstStep: Bool
  ) {
    table.pointee.momentum(
      tensor.kernel, velocity,
      lrf_momentum_options(
        momentum: momentum, dampening: dampening, nesterov: nesterov ? 1 : 0,
        first_step: isFirstStep ? 1 : 0))
  }

  /// p ← p − η · v, when a product has already updated the velocity.
  package func applyVelocity(_ tensor: ParameterTensor, velocity: UnsafePointer<Float>) {
    table.pointee.apply_velocity(tensor.kernel, velocity)
  }

  /// Adam, or AdamW; `mean` and `square` are the running means of the gradient and of its square.
  package func adam(
    _ tensor: ParameterTensor, mean: UnsafeMutablePointer<Float>,
    square: UnsafeMutablePointer<Float>, _ step: AdamStep
  ) {
    table.pointee.adam(tensor.kernel, mean, square, step.kernel)
  }

  /// RMSprop; `mean` is read only when centered, `velocity` only with momentum.
  package func rmsprop(
    _ tensor: ParameterTensor, square: UnsafeMutablePointer<Float>,
    mean: UnsafeMutablePointer<Float>?, velocity: UnsafeMutablePointer<Float>?, alpha: Double,
    epsilon: Float, momentum: Float
  ) {
    table.pointee.rmsprop(
      tensor.kernel, square, mean, velocity,
      lrf_rmsprop_options(
        alpha: Float(alpha), one_minus_alpha: Float(1 - alpha), epsilon: epsilon,
        momentum: momentum, centered: mean == nil ? 0 : 1))
  }

  /// Adagrad: s ← s + g²; p ← p − η · g / (√s + ε).
  package func adagrad(
    _ tensor: ParameterTensor, sum: UnsafeMutablePointer<Float>, epsilon: Float
  ) {
    table.pointee.adagrad(tensor.kernel, sum, epsilon)
  }

  /// Lion: p ← (1 − η · decay) · p − η · sign(β₁ · m + (1 − β₁) · g); m ← β₂ · m + (1 − β₂) · g.
  ///
  /// What is not finite has no sign: the parameter becomes NaN, so that divergence is seen.
  package func lion(
    _ tensor: ParameterTensor, mean: UnsafeMutablePointer<Float>, beta1: Double, beta2: Double
  ) {
    table.pointee.lion(
      tensor.kernel, mean,
      lrf_lion_options(one_minus_beta1: Float(1 - beta1), one_minus_beta2: Float(1 - beta2)))
  }
}

/// A power with a whole exponent, by repeated squaring.
func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, factor, left) = (1.0, base, exponent)
  while left > 0 {
    // No branch, for the bits of a step's number cannot be foreseen.
    result *= left & 1 == 1 ? factor : 1
    factor *= factor
    left >>= 1
  }
  return result
}
