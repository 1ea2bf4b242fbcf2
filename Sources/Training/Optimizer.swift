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
  /// Adam with Nesterov's look-ahead (Dozat, 2016): `NAdam(decoupled_weight_decay=True)`.
  case nadamw(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    momentumDecay: Double = 0.004)
  /// Descent whose average stands for a schedule (Defazio et al., 2024), as `schedulefree` has it.
  case scheduleFreeSGD(momentum: Double = 0.9, averaging: AveragingWeights = AveragingWeights())
  /// The same with Adam's division.
  case scheduleFreeAdamW(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    averaging: AveragingWeights = AveragingWeights())
  /// Adam whose rate grows with the distance travelled (Mishchenko & Defazio, 2023), as `prodigyopt`
  /// has it; the learning rate is a factor of it, 1 where nothing is to be tuned.
  case prodigy(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    initialDistance: Double = 1e-6, coefficient: Double = 1, correctsBias: Bool = false,
    safeguardsWarmup: Bool = false)
  /// Distance over gradients (Ivgi et al., 2023), as `dog-optimizer` has it, with the average of the
  /// iterates that its authors call for; the learning rate is a factor, 1 where nothing is to be tuned.
  case dog(
    initialDistance: Double = 1e-6, epsilon: Double = 1e-8, averaging: Double = 8)
  /// The same for each weight and bias tensor apart.
  case ldog(
    initialDistance: Double = 1e-6, epsilon: Double = 1e-8, averaging: Double = 8)
  /// Adam whose rate is a lower bound of the distance to the solution (Defazio & Mishchenko, 2023),
  /// as `dadaptation` has it; the learning rate is a factor, 1 where nothing is to be tuned.
  case dadaptAdam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    initialDistance: Double = 1e-6, correctsBias: Bool = false)

  /// Every optimizer with its default parameters.
  package static let all: [Optimizer] = [
    .sgd, .momentum(), .nesterov(), .adam(), .adamw(), .rmsprop(), .adagrad(), .lion(),
    .nadamw(), .scheduleFreeSGD(), .scheduleFreeAdamW(), .prodigy(), .dog(), .ldog(), .dadaptAdam(),
  ]
}

/// How much each iterate counts in the average of a schedule-free optimizer: as (step)ʳ · ηᵖ, with η
/// the largest rate so far.
package struct AveragingWeights: Codable, Hashable, Sendable {
  /// The steps over which the rate rises linearly first.
  package var warmupSteps = 0
  /// The power r of the step.
  package var stepPower = 0.0
  /// The power p of the rate.
  package var ratePower = 2.0

  package init(warmupSteps: Int = 0, stepPower: Double = 0, ratePower: Double = 2) {
    self.warmupSteps = warmupSteps
    self.stepPower = stepPower
    self.ratePower = ratePower
  }
}
