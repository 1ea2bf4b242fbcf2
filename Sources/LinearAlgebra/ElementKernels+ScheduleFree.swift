import CKernels

/// What all tensors share at a step of NAdam.
package struct NadamStep {
  fileprivate let kernel: lrf_nadam_options

  /// - Parameters:
  ///   - beta1: The factor of the running mean.
  ///   - beta2: The factor of the running square.
  ///   - epsilon: Added to the root.
  ///   - step: The number of this step, from 1.
  ///   - gradientShare: What the step has of the gradient.
  ///   - meanShare: What it has of the gradient's running mean.
  package init(
    beta1: Double, beta2: Double, epsilon: Double, step: Int, gradientShare: Double,
    meanShare: Double
  ) {
    kernel = lrf_nadam_options(
      beta2: Float(beta2), epsilon: Float(epsilon), one_minus_beta1: Float(1 - beta1),
      one_minus_beta2: Float(1 - beta2),
      sqrt_correction2: Float((1 - power(beta2, step)).squareRoot()),
      gradient_share: Float(gradientShare), mean_share: Float(meanShare))
  }
}

/// What all tensors share at a step of a schedule-free optimizer.
package struct ScheduleFreeStep {
  fileprivate var kernel: lrf_schedule_free_options

  /// - Parameters:
  ///   - mix: The share of the newest iterate in the average, a lane.
  ///   - push: How far a gradient moves the parameters at once, a lane; negative.
  ///   - divisor: β₂ and ε of the root of the mean square that is divided by, or nil.
  ///   - step: The number of this step, from 1.
  package init(
    mix: UnsafePointer<Float>, push: UnsafePointer<Float>,
    divisor: (beta2: Double, epsilon: Double)?, step: Int
  ) {
    kernel = lrf_schedule_free_options()
    (kernel.mix, kernel.push) = (mix, push)
    guard let (beta2, epsilon) = divisor else { return }
    kernel.divides = 1
    (kernel.beta2, kernel.one_minus_beta2) = (Float(beta2), Float(1 - beta2))
    kernel.epsilon = Float(epsilon)
    kernel.sqrt_correction2 = Float((1 - power(beta2, step)).squareRoot())
  }
}

extension ElementKernels {
  /// NAdam with decoupled weight decay; `mean` and `square` are as of Adam.
  package func nadam(
    _ tensor: ParameterTensor, mean: UnsafeMutablePointer<Float>,
    square: UnsafeMutablePointer<Float>, _ step: NadamStep
  ) {
    table.pointee.nadam(tensor.kernel, mean, square, step.kernel)
  }

  /// y ← y + mix · (z − y) + push · d; z ← z − η · d, where y are the parameters, z is `newest`, and
  /// d the gradient, divided or not, with decay · y.
  package func scheduleFree(
    _ tensor: ParameterTensor, newest: UnsafeMutablePointer<Float>,
    square: UnsafeMutablePointer<Float>?, _ step: ScheduleFreeStep
  ) {
    table.pointee.schedule_free(tensor.kernel, newest, square, step.kernel)
  }
}
