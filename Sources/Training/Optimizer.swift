/// How a gradient becomes an update, with the equations, names and defaults of `torch.optim`, or of
/// their authors' packages where it has none; see the article on optimizers.
///
/// The learning rate is an argument of the step and never part of an optimizer, so that every
/// schedule composes with every optimizer.
package enum Optimizer: Codable, Hashable, Sendable {
  /// Gradient descent without momentum.
  case sgd
  /// The heavy ball: `SGD(momentum=…)`.
  case momentum(momentum: Double = 0.9, dampening: Double = 0)
  /// `SGD(momentum=…, nesterov=True)`.
  case nesterov(momentum: Double = 0.9)
  case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  /// Adam with decoupled weight decay.
  case adamw(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  case rmsprop(
    alpha: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0, isCentered: Bool = false)
  case adagrad(
    learningRateDecay: Double = 0, initialAccumulator: Double = 0, epsilon: Double = 1e-10)
  /// The sign of a mean of gradients (Chen et al., 2023), as `lion-pytorch` has it, with decoupled
  /// weight decay.
  case lion(beta1: Double = 0.9, beta2: Double = 0.99)

  /// Every optimizer with its default parameters.
  package static let all: [Optimizer] = [
    .sgd, .momentum(), .nesterov(), .adam(), .adamw(), .rmsprop(), .adagrad(), .lion(),
  ]
}
