import Glibc
import Training

/// An optimizer at work on one number in double precision, by the equations of `torch.optim`.
package struct ScalarOptimizer: Sendable {
  private var optimizer: Optimizer
  private let weightDecay: Double
  /// The updates made so far.
  private var steps = 0
  /// Velocity, or the running mean of the slope.
  private var mean = 0.0
  /// The running mean, or the sum, of the slope's square.
  private var square = 0.0
  /// NAdam's product of all momenta so far.
  private var momentumProduct = 1.0
  /// RMSprop's velocity.
  private var velocity = 0.0

  /// - Parameters:
  ///   - optimizer: The optimizer, with no `obstacleToDescent`.
  ///   - weightDecay: The decay; part of the slope, unless it is decoupled.
  package init(_ optimizer: Optimizer, weightDecay: Double = 0) {
    self.optimizer = optimizer
    self.weightDecay = weightDecay
    if case .adagrad(_, let initialAccumulator, _) = optimizer { square = initialAccumulator }
  }

  /// Whether the state can still be computed with.
  package var isFinite: Bool { mean.isFinite && square.isFinite && velocity.isFinite }

  /// Makes one step.
  ///
  /// - Parameters:
  ///   - x: Where it is.
  ///   - slope: The slope there, without weight decay.
  ///   - learningRate: η of this step.
  /// - Returns: Where it goes; not finite when numbers overflow or 0 is divided by 0.
  package mutating func step(from x: Double, slope: Double, learningRate: Double) -> Double {
    steps += 1
    let gradient = weightDecay == 0 || isDecayDecoupled ? slope : slope + weightDecay * x
    switch optimizer {
    case .sgd:
      return x - learningRate * gradient

    case .momentum(let momentum, let dampening):
      // The first slope enters undampened.
      mean = steps == 1 ? gradient : momentum * mean + (1 - dampening) * gradient
      return x - learningRate * mean

    case .nesterov(let momentum):
      mean = steps == 1 ? gradient : momentum * mean + gradient
      return x - learningRate * (gradient + momentum * mean)

    case .adam(let beta1, let beta2, let epsilon), .adamw(let beta1, let beta2, let epsilon):
      let decayed = isDecayDecoupled ? x * (1 - learningRate * weightDecay) : x
      mean += (1 - beta1) * (gradient - mean)
      square = beta2 * square + (1 - beta2) * gradient * gradient
      let correction1 = 1 - pow(beta1, Double(steps))
      let correction2 = 1 - pow(beta2, Double(steps))
      let denominator = square.squareRoot() / correction2.squareRoot() + epsilon
      return decayed - learningRate / correction1 * (mean / denominator)

    case .rmsprop(let alpha, let epsilon, let momentum, let isCentered):
      square = alpha * square + (1 - alpha) * gradient * gradient
      var variance = square
      if isCentered {
        mean += (1 - alpha) * (gradient - mean)
        variance -= mean * mean
      }
      let scaled = gradient / (variance.squareRoot() + epsilon)
      guard momentum > 0 else { return x - learningRate * scaled }
      velocity = momentum * velocity + scaled
      return x - learningRate * velocity

    case .adagrad(let learningRateDecay, _, let epsilon):
      square += gradient * gradient
      let rate = learningRate / (1 + Double(steps - 1) * learningRateDecay)
      return x - rate * (gradient / (square.squareRoot() + epsilon))

    case .lion(let beta1, let beta2):
      let direction = beta1 * mean + (1 - beta1) * gradient
      mean = beta2 * mean + (1 - beta2) * gradient
      let sign = direction > 0 ? 1.0 : direction < 0 ? -1 : direction
      return x * (1 - learningRate * weightDecay) - learningRate * sign

    case .nadamw(let beta1, let beta2, let epsilon, let momentumDecay):
      func momentum(at step: Int) -> Double {
        beta1 * (1 - 0.5 * pow(0.96, Double(step) * momentumDecay))
      }
      let (present, next) = (momentum(at: steps), momentum(at: steps + 1))
      momentumProduct *= present
      mean += (1 - beta1) * (gradient - mean)
      square = beta2 * square + (1 - beta2) * gradient * gradient
      let correction = 1 - pow(beta2, Double(steps))
      let denominator = (square / correction).squareRoot() + epsilon
      let ofGradient = (1 - present) / (1 - momentumProduct) * gradient
      let ofMean = next / (1 - momentumProduct * next) * mean
      return x * (1 - learningRate * weightDecay)
        - learningRate * ((ofGradient + ofMean) / denominator)

    case .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      preconditionFailure("it is no step of one number by its slope alone")
    }
  }

  /// Takes another momentum from here on, as a schedule that cycles it asks for.
  mutating func setMomentum(_ momentum: Double) {
    optimizer = optimizer.withMomentum(momentum)
  }

  /// Whether weight decay shrinks x itself and is no part of the slope.
  private var isDecayDecoupled: Bool { optimizer.traits.isDecayDecoupled }
}

extension Optimizer {
  /// Why its descent on a formula is not shown; nil where it is.
  package var obstacleToDescent: String? {
    switch self {
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion, .nadamw: nil
    case .scheduleFreeSGD, .scheduleFreeAdamW:
      "it has two points at each step, where the slope is taken and the average that is the answer"
    case .prodigy, .dog, .ldog, .dadaptAdam:
      "it finds its rate from how far all parameters of a model have moved together"
    }
  }
}
