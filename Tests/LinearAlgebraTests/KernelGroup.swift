import Glibc
import LinearAlgebra

/// A tensor of a group with its states, for one optimizer kernel to work on.
struct KernelGroup {
  let lanes: Int
  let block: Int
  /// See `ParameterTensor`.
  var isSideBySide = false
  var isMirrored = false
  let parameters: UnsafeMutablePointer<Float>
  let gradient: UnsafeMutablePointer<Float>
  /// The states: velocity, mean of the gradient, mean or sum of its square; what a kernel does not
  /// use stays as it is.
  let first: UnsafeMutablePointer<Float>
  let second: UnsafeMutablePointer<Float>
  let third: UnsafeMutablePointer<Float>
  private let rates: UnsafeMutablePointer<Float>
  private let decays: UnsafeMutablePointer<Float>
  private let scales: UnsafeMutablePointer<Float>

  init(lanes: Int, block: Int, memory: KernelMemory) {
    let count = lanes * block
    self.lanes = lanes
    self.block = block
    parameters = memory.copy(irregular(count, salt: 11))
    gradient = memory.copy([Float](repeating: 0, count: count))
    (first, second, third) = (
      memory.copy([Float](repeating: 0, count: count)),
      memory.copy([Float](repeating: 0, count: count)),
      memory.copy([Float](repeating: 0, count: count))
    )
    rates = memory.copy((0..<lanes).map { 0.002 * Float($0 + 1) })
    decays = memory.copy((0..<lanes).map { 0.1 * Float($0) })
    scales = memory.copy((0..<lanes).map { 1 / Float($0 + 1) })
  }

  func setGradient(salt: Int) {
    for (index, value) in irregular(lanes * block, salt: salt, scale: 0.7).enumerated() {
      gradient[index] = value
    }
  }

  func lane(of index: Int) -> KernelLane {
    let lane = index / block
    return KernelLane(
      rate: Double(rates[lane]), decay: Double(decays[lane]), scale: Double(scales[lane]))
  }

  /// Every parameter's formula, before the first step.
  var formulas: [KernelFormula] {
    (0..<lanes * block).map { KernelFormula(p: Double(parameters[$0])) }
  }

  mutating func take(_ step: OptimizerKernelTests.Step, number: Int, kernels: ElementKernels) {
    var tensor = ParameterTensor(
      lanes: lanes, block: block, parameters: parameters, gradient: gradient,
      learningRates: rates, weightDecays: decays, gradientScales: scales)
    tensor.isSideBySide = isSideBySide
    tensor.isMirrored = isMirrored
    switch step {
    case .sgd:
      kernels.sgd(tensor)
    case .momentum, .dampened, .nesterov:
      kernels.momentum(
        tensor, velocity: first, momentum: 0.9, dampening: step == .dampened ? 0.25 : 0,
        nesterov: step == .nesterov, isFirstStep: number == 1)
    case .appliedVelocity:
      for index in 0..<lanes * block { first[index] += gradient[index] }
      kernels.applyVelocity(tensor, velocity: first)
    case .adam, .adamw:
      kernels.adam(
        tensor, mean: second, square: third,
        AdamStep(
          beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step: number, isDecoupled: step == .adamw))
    case .rmsprop, .slowRmsprop:
      kernels.rmsprop(
        tensor, square: third, mean: nil, velocity: nil, alpha: step == .rmsprop ? 0.9 : 0.999,
        epsilon: 1e-3, momentum: 0)
    case .centered:
      kernels.rmsprop(
        tensor, square: third, mean: second, velocity: nil, alpha: 0.9, epsilon: 1e-3, momentum: 0)
    case .rmspropMomentum:
      kernels.rmsprop(
        tensor, square: third, mean: nil, velocity: first, alpha: 0.9, epsilon: 1e-3, momentum: 0.5)
    case .centeredMomentum:
      kernels.rmsprop(
        tensor, square: third, mean: second, velocity: first, alpha: 0.9, epsilon: 1e-3,
        momentum: 0.5)
    case .adagrad:
      kernels.adagrad(tensor, sum: third, epsilon: 1e-3)
    case .lion:
      kernels.lion(tensor, mean: second, beta1: 0.9, beta2: 0.99)
    case .nadam:
      kernels.nadam(
        tensor, mean: second, square: third,
        NadamStep(
          beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step: number, gradientShare: 0.6,
          meanShare: 0.7))
    case .scheduleFree, .dividedScheduleFree:
      kernels.scheduleFree(
        tensor, newest: first, square: third,
        ScheduleFreeStep(
          mix: scales, push: decays,
          divisor: step == .scheduleFree ? nil : (beta2: 0.999, epsilon: 1e-8), step: number))
    case .displaced:
      kernels.displace(
        tensor, displacement: first, start: second, average: third, weight: 1 / Float(number))
    case .dividedMean:
      for index in 0..<lanes * block { first[index] += gradient[index] * gradient[index] }
      kernels.divideMean(
        tensor, displacement: nil, start: nil, mean: gradient, square: first, epsilons: scales)
    case .displacedMean:
      for index in 0..<lanes * block { third[index] += gradient[index] * gradient[index] }
      kernels.divideMean(
        tensor, displacement: first, start: second, mean: gradient, square: third,
        epsilons: scales)
    }
  }
}

/// What differs from lane to lane.
struct KernelLane {
  var rate: Double
  var decay: Double
  var scale: Double
}

/// One parameter and its states under an optimizer's formula in double precision.
struct KernelFormula {
  var p: Double
  /// The velocity.
  var first = 0.0
  /// The mean of the gradient.
  var second = 0.0
  /// The mean or sum of the gradient's square.
  var third = 0.0

  mutating func take(
    _ kernel: OptimizerKernelTests.Step, number: Int, lane: KernelLane, gradient: Double
  ) {
    let scaled = gradient * lane.scale
    let d = scaled + lane.decay * p
    switch kernel {
    case .sgd:
      p -= lane.rate * d
    case .momentum, .dampened:
      first = number == 1 ? d : 0.9 * first + (kernel == .dampened ? 0.75 : 1) * d
      p -= lane.rate * first
    case .nesterov:
      first = number == 1 ? d : 0.9 * first + d
      p -= lane.rate * (d + 0.9 * first)
    case .appliedVelocity:
      first += gradient
      p -= lane.rate * first
    case .adam:
      p -= lane.rate * adam(d, number)
    case .adamw:
      p *= 1 - lane.rate * lane.decay
      p -= lane.rate * adam(scaled, number)
    case .rmsprop, .slowRmsprop, .centered:
      let alpha = kernel == .slowRmsprop ? 0.999 : 0.9
      p -= lane.rate * rmsprop(d, alpha: alpha, isCentered: kernel == .centered)
    case .rmspropMomentum, .centeredMomentum:
      first = 0.5 * first + rmsprop(d, alpha: 0.9, isCentered: kernel == .centeredMomentum)
      p -= lane.rate * first
    case .adagrad:
      third += d * d
      p -= lane.rate * d / (third.squareRoot() + 1e-3)
    case .lion:
      let direction = 0.9 * second + 0.1 * scaled
      p *= 1 - lane.rate * lane.decay
      p -= lane.rate * (direction > 0 ? 1 : -1)
      second = 0.99 * second + 0.01 * scaled
    case .nadam:
      p *= 1 - lane.rate * lane.decay
      let (mean, root) = moments(scaled, number)
      p -= lane.rate * (0.6 * scaled + 0.7 * mean) / root
    case .scheduleFree, .dividedScheduleFree:
      var step = scaled
      if kernel == .dividedScheduleFree { step /= moments(scaled, number).root }
      second = 0
      step += lane.decay * p
      p += lane.scale * (first - p) + lane.decay * step
      first -= lane.rate * step
    case .displaced:
      first -= lane.rate * d
      p = second + first
      third += 1 / Double(number) * (p - third)
    case .dividedMean:
      first += gradient * gradient
      p -= lane.decay * p + lane.rate * gradient / (first.squareRoot() + lane.scale)
    case .displacedMean:
      third += gradient * gradient
      first -= lane.decay * p + lane.rate * gradient / (third.squareRoot() + lane.scale)
      p = second + first
    }
  }

  /// The running mean, and what is divided by.
  private mutating func moments(_ d: Double, _ number: Int) -> (mean: Double, root: Double) {
    second = 0.9 * second + 0.1 * d
    third = 0.999 * third + 0.001 * d * d
    return (second, (third / (1 - pow(0.999, Double(number)))).squareRoot() + 1e-8)
  }

  private mutating func adam(_ d: Double, _ number: Int) -> Double {
    second = 0.9 * second + 0.1 * d
    third = 0.999 * third + 0.001 * d * d
    let mean = second / (1 - pow(0.9, Double(number)))
    return mean / ((third / (1 - pow(0.999, Double(number)))).squareRoot() + 1e-8)
  }

  private mutating func rmsprop(_ d: Double, alpha: Double, isCentered: Bool) -> Double {
    third = alpha * third + (1 - alpha) * d * d
    if isCentered { second = alpha * second + (1 - alpha) * d }
    return d / ((third - second * second).squareRoot() + 1e-3)
  }
}
