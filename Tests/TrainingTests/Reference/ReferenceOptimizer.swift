import Glibc
import Training

/// The optimizers as `torch.optim` or their authors document them, in double precision, one parameter after the
/// other.
struct ReferenceOptimizer {
  let optimizer: Optimizer
  let weightDecay: Double
  /// The number of updates made.
  private(set) var step = 0
  /// The smallest size of what Lion took a sign of, but 0, as a share of the largest of its step.
  private(set) var narrowestSign = Double.infinity
  private var elements: [Element]
  /// What the newer optimizers remember.
  var memory: ReferenceMemory

  /// What an optimizer remembers of one parameter.
  private struct Element {
    var velocity = 0.0
    var mean = 0.0
    var square = 0.0
  }

  /// - Parameters:
  ///   - optimizer: The optimizer.
  ///   - weightDecay: The weight decay.
  ///   - initial: The initial parameters.
  ///   - tensors: Where each weight and bias tensor stands among them.
  init(_ optimizer: Optimizer, weightDecay: Double, initial: [Double], tensors: [Range<Int>]) {
    memory = ReferenceMemory(initial: initial, tensors: tensors)
    self.optimizer = optimizer
    self.weightDecay = weightDecay
    var element = Element()
    if case .adagrad(_, let initialAccumulator, _) = optimizer {
      element.square = initialAccumulator
    }
    elements = Array(repeating: element, count: initial.count)
  }

  /// Goes on from what the trainer kept of a lane, if its optimizer estimates a step size.
  ///
  /// - Parameters:
  ///   - state: The lane's state.
  ///   - step: The updates made so far.
  mutating func resume(from state: LaneState, at step: Int) {
    self.step = step
    memory.resume(optimizer, from: state)
  }

  mutating func update(_ parameters: inout [Double], gradient: [Double], learningRate: Double) {
    step += 1
    if takeNewerStep(&parameters, gradient: gradient, rate: learningRate) { return }
    for index in parameters.indices {
      update(
        &parameters[index], gradient: gradient[index], state: &elements[index], rate: learningRate)
    }
    guard case .lion = optimizer else { return }
    let sizes = elements.map { abs($0.velocity) }.filter { $0 > 0 }
    if let smallest = sizes.min(), let largest = sizes.max() {
      narrowestSign = min(narrowestSign, smallest / largest)
    }
  }

  private func update(
    _ p: inout Double, gradient: Double, state: inout Element, rate: Double
  ) {
    // Decay is added to the gradient, but by AdamW, which shrinks the parameter instead.
    var g = gradient + weightDecay * p
    switch optimizer {
    case .sgd:
      p -= rate * g

    case .momentum(let momentum, let dampening):
      state.velocity = step == 1 ? g : momentum * state.velocity + (1 - dampening) * g
      p -= rate * state.velocity

    case .nesterov(let momentum):
      state.velocity = step == 1 ? g : momentum * state.velocity + g
      p -= rate * (g + momentum * state.velocity)

    case .adam(let beta1, let beta2, let epsilon):
      p -= rate * adamDirection(g, &state, beta1, beta2, epsilon)

    case .adamw(let beta1, let beta2, let epsilon):
      g = gradient
      p -= rate * weightDecay * p
      p -= rate * adamDirection(g, &state, beta1, beta2, epsilon)

    case .rmsprop(let alpha, let epsilon, let momentum, let isCentered):
      state.square = alpha * state.square + (1 - alpha) * g * g
      state.mean = alpha * state.mean + (1 - alpha) * g
      let variance = isCentered ? state.square - state.mean * state.mean : state.square
      state.velocity = momentum * state.velocity + g / (variance.squareRoot() + epsilon)
      p -= rate * state.velocity

    case .adagrad(let learningRateDecay, _, let epsilon):
      state.square += g * g
      let decayedRate = rate / (1 + Double(step - 1) * learningRateDecay)
      p -= decayedRate * g / (state.square.squareRoot() + epsilon)

    case .lion(let beta1, let beta2):
      p *= 1 - rate * weightDecay
      let direction = beta1 * state.mean + (1 - beta1) * gradient
      state.velocity = direction
      p -= rate * (direction > 0 ? 1 : direction < 0 ? -1 : 0)
      state.mean = beta2 * state.mean + (1 - beta2) * gradient

    case .nadamw, .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      preconditionFailure("a newer step")
    }
  }

  /// m̂ / (√v̂ + ε) with the bias-corrected means of the gradient and of its square.
  private func adamDirection(
    _ g: Double, _ state: inout Element, _ beta1: Double, _ beta2: Double, _ epsilon: Double
  ) -> Double {
    state.mean = beta1 * state.mean + (1 - beta1) * g
    state.square = beta2 * state.square + (1 - beta2) * g * g
    let mean = state.mean / (1 - pow(beta1, Double(step)))
    let square = state.square / (1 - pow(beta2, Double(step)))
    return mean / (square.squareRoot() + epsilon)
  }
}
