import Glibc

/// How Prodigy (Mishchenko & Defazio, 2023, algorithm 4) and D-Adaptation's Adam (Defazio & Mishchenko,
/// 2023, algorithm 5) estimate the distance d from the start to the solution, as `prodigyopt` and
/// `dadaptation` do it.
struct DistanceRule {
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let initialDistance: Double
  private let kind: Kind
  /// What the bias of Adam's means makes of the rate; 1 where it is not corrected.
  private let correction: Double

  private enum Kind {
    case prodigy(coefficient: Double, safeguardsWarmup: Bool)
    case adaptation
  }

  /// Nil for other optimizers.
  ///
  /// - Parameters:
  ///   - optimizer: The optimizer.
  ///   - step: The updates made before.
  init?(_ optimizer: Optimizer, step: Int) {
    let correctsBias: Bool
    switch optimizer {
    case .prodigy(
      let beta1, let beta2, let epsilon, let initialDistance, let coefficient, let isCorrected,
      let safeguardsWarmup):
      (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
      self.initialDistance = initialDistance
      kind = .prodigy(coefficient: coefficient, safeguardsWarmup: safeguardsWarmup)
      correctsBias = isCorrected
    case .dadaptAdam(let beta1, let beta2, let epsilon, let initialDistance, let isCorrected):
      (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
      self.initialDistance = initialDistance
      kind = .adaptation
      correctsBias = isCorrected
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .dog, .ldog:
      return nil
    }
    let count = Double(step + 1)
    correction =
      correctsBias ? (1 - pow(beta2, count)).squareRoot() / (1 - pow(beta1, count)) : 1
  }

  /// Whether the displacement from the start, and the start, are the first two state tensors.
  var keepsDisplacement: Bool {
    switch kind {
    case .prodigy: true
    case .adaptation: false
    }
  }

  /// The place of the running mean among the state tensors; the square and the sum follow.
  var mean: Int { keepsDisplacement ? 2 : 0 }

  /// ε, where gradients are compared with the sum of those before.
  var comparesWithSum: Double? { keepsDisplacement ? nil : epsilon }

  /// β₃, by which sums fade.
  private var fading: Double { beta2.squareRoot() }

  /// Sets what means and sums keep and add: all of it and nothing where the rate is 0.
  func setGathering(rate: Double, distance d: Double, _ set: (_ row: Int, _ value: Double) -> Void)
  {
    let isMoving = rate != 0
    let scaled = d * rate * correction
    let adds: (mean: Double, square: Double, sum: Double)
    switch kind {
    case .prodigy(_, let safeguardsWarmup):
      adds = (
        d * (1 - beta1), d * d * (1 - beta2),
        d / initialDistance * (safeguardsWarmup ? d : scaled)
      )
    case .adaptation:
      adds = (scaled * (1 - beta1), 1 - beta2, scaled * (1 - fading))
    }
    set(DistanceRow.mean.keep, isMoving ? beta1 : 1)
    set(DistanceRow.mean.add, isMoving ? adds.mean : 0)
    set(DistanceRow.square.keep, isMoving ? beta2 : 1)
    set(DistanceRow.square.add, isMoving ? adds.square : 0)
    set(DistanceRow.sum.keep, isMoving ? fading : 1)
    set(DistanceRow.sum.add, isMoving ? adds.sum : 0)
    set(DistanceRow.epsilon, 1)
  }

  /// Brings d up to date.
  ///
  /// - Parameters:
  ///   - product: Σ of the gradient times what it is compared with.
  ///   - size: The size of the sum of gradients, not 0.
  ///   - rate: The learning rate, not 0.
  ///   - numbers: All numbers.
  ///   - at: The place of one of the lane's: d, of Prodigy the largest estimate so far, the numerator.
  func estimate(
    product: Double, size: Double, rate: Double, numbers: inout [Double], at: (Int) -> Int
  ) {
    let d = numbers[at(0)]
    let scaled = d * rate * correction
    switch kind {
    case .prodigy(let coefficient, _):
      let numerator = fading * numbers[at(2)] + d / initialDistance * scaled * product
      let estimate = coefficient * numerator / size
      let raised = d == initialDistance ? max(d, estimate) : d
      numbers[at(1)] = max(numbers[at(1)], estimate)
      // Nothing holds its growth back, so that it is at the largest at once.
      numbers[at(0)] = max(raised, numbers[at(1)])
      numbers[at(2)] = numerator
    case .adaptation:
      let numerator = fading * numbers[at(1)] + (1 - fading) * scaled * product
      numbers[at(0)] = max(d, numerator / ((1 - fading) * size))
      numbers[at(1)] = numerator
    }
  }

  /// The factor of mean / (√square + ε), and what the weight decay is multiplied by.
  func step(rate: Double, distance d: Double) -> (rate: Double, decayFactor: Double) {
    let scaled = d * rate * correction
    return switch kind {
    case .prodigy: (scaled, scaled)
    // The rate is in the mean, and decay in the gradient.
    case .adaptation: (1, 0)
    }
  }

  /// What is added to the root.
  func epsilon(distance d: Double) -> Double {
    keepsDisplacement ? d * epsilon : epsilon
  }
}
