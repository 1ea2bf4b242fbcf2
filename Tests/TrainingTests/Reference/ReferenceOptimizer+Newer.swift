import Glibc
import Training

/// What the optimizers of other packages remember, over all parameters.
struct ReferenceMemory {
  var initial: [Double]
  let tensors: [Range<Int>]
  /// Running means of gradients and of their squares, sums of gradients.
  var mean: [Double]
  var square: [Double]
  var sum: [Double]
  /// The newest iterate of schedule-free descent; DoG's average.
  var newest: [Double]
  var average: [Double]
  var momentumProduct = 1.0
  var largestRate = -1.0
  var weightSum = 0.0
  /// Of Prodigy and D-Adaptation.
  var distance: Double?
  var largestDistance = 0.0
  var numerator = 0.0
  /// Of DoG, a tensor or all of them.
  var distances: [Double] = []
  var squares: [Double] = []

  init(initial: [Double], tensors: [Range<Int>]) {
    self.initial = initial
    self.tensors = tensors
    let zeros = initial.map { _ in 0.0 }
    (mean, square, sum, newest, average) = (zeros, zeros, zeros, initial, initial)
  }
}

extension ReferenceMemory {
  /// Takes what the trainer keeps of a lane, whose displacement from the start is a tensor of its own.
  mutating func resume(_ optimizer: Optimizer, from state: LaneState) {
    let kept = state.optimizerState.map { $0.map(Double.init) }
    let numbers = state.optimizerNumbers
    switch optimizer {
    case .prodigy:
      initial = zip(state.parameters, kept[0]).map { Double($0) - $1 }
      (mean, square, sum) = (kept[2], kept[3], kept[4])
      (distance, largestDistance, numerator) = (numbers[0], numbers[1], numbers[2])
    case .dog(_, _, let averaging), .ldog(_, _, let averaging):
      initial = zip(state.parameters, kept[0]).map { Double($0) - $1 }
      if averaging > 0 { average = kept[2] }
      (distances, squares) = (
        Array(numbers.prefix(numbers.count / 2)), Array(numbers.suffix(numbers.count / 2))
      )
    case .dadaptAdam:
      (mean, square, sum) = (kept[0], kept[1], kept[2])
      (distance, numerator) = (numbers[0], numbers[1])
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW:
      preconditionFailure("only step sizes that are estimated are resumed")
    }
  }

  /// What `LaneState.optimizerNumbers` is to hold.
  func numbers(of optimizer: Optimizer) -> [Double] {
    switch optimizer {
    case .prodigy: [distance ?? .nan, largestDistance, numerator]
    case .dadaptAdam: [distance ?? .nan, numerator]
    default: distances + squares
    }
  }
}

/// As the authors' packages write them: `torch.optim.NAdam`, `schedulefree`, `prodigyopt`,
/// `dog-optimizer` and `dadaptation`.
extension ReferenceOptimizer {
  /// Makes the update, where the optimizer is among these.
  mutating func takeNewerStep(
    _ p: inout [Double], gradient g: [Double], rate: Double
  ) -> Bool {
    switch optimizer {
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion: return false
    case .nadamw(let beta1, let beta2, let epsilon, let decay):
      func momentum(_ t: Int) -> Double { beta1 * (1 - 0.5 * pow(0.96, Double(t) * decay)) }
      let (mu, muNext) = (momentum(step), momentum(step + 1))
      memory.momentumProduct *= mu
      let product = memory.momentumProduct
      for i in p.indices {
        p[i] *= 1 - rate * weightDecay
        memory.mean[i] = beta1 * memory.mean[i] + (1 - beta1) * g[i]
        memory.square[i] = beta2 * memory.square[i] + (1 - beta2) * g[i] * g[i]
        let root = (memory.square[i] / (1 - pow(beta2, Double(step)))).squareRoot() + epsilon
        p[i] -= rate * (1 - mu) / (1 - product) * g[i] / root
        p[i] -= rate * muNext / (1 - product * muNext) * memory.mean[i] / root
      }
    case .scheduleFreeSGD(let momentum, let averaging):
      takeScheduleFreeStep(&p, g, rate, momentum, averaging, divisor: nil)
    case .scheduleFreeAdamW(let beta1, let beta2, let epsilon, let averaging):
      takeScheduleFreeStep(&p, g, rate, beta1, averaging, divisor: (beta2, epsilon))
    case .dog(let initialDistance, let epsilon, let averaging):
      takeDistanceStep(
        &p, g, rate, [p.indices], initialDistance, epsilon, averaging)
    case .ldog(let initialDistance, let epsilon, let averaging):
      takeDistanceStep(
        &p, g, rate, memory.tensors, initialDistance, epsilon, averaging)
    case .prodigy(
      let beta1, let beta2, let epsilon, let d0, let coefficient, let correctsBias,
      let safeguardsWarmup):
      let d = memory.distance ?? d0
      memory.largestDistance = max(memory.largestDistance, d0)
      let dlr = d * rate * (correctsBias ? biasCorrection(beta1, beta2) : 1)
      let beta3 = beta2.squareRoot()
      var (product, size) = (0.0, 0.0)
      for i in p.indices {
        product += d / d0 * dlr * g[i] * (memory.initial[i] - p[i])
        memory.mean[i] = beta1 * memory.mean[i] + d * (1 - beta1) * g[i]
        memory.square[i] = beta2 * memory.square[i] + d * d * (1 - beta2) * g[i] * g[i]
        memory.sum[i] = beta3 * memory.sum[i] + d / d0 * (safeguardsWarmup ? d : dlr) * g[i]
        size += abs(memory.sum[i])
      }
      if size == 0 { return true }
      memory.numerator = beta3 * memory.numerator + product
      let estimate = coefficient * memory.numerator / size
      memory.largestDistance = max(memory.largestDistance, estimate)
      let next = memory.largestDistance
      memory.distance = next
      for i in p.indices {
        p[i] -= weightDecay * dlr * p[i]
        p[i] -= dlr * memory.mean[i] / (memory.square[i].squareRoot() + next * epsilon)
      }
    case .dadaptAdam(let beta1, let beta2, let epsilon, let d0, let correctsBias):
      let d = memory.distance ?? d0
      let dlr = d * rate * (correctsBias ? biasCorrection(beta1, beta2) : 1)
      let root = beta2.squareRoot()
      var (product, size) = (0.0, 0.0)
      for i in p.indices {
        let g = g[i] + weightDecay * p[i]
        product += dlr * g * memory.sum[i] / (memory.square[i].squareRoot() + epsilon)
        memory.mean[i] = beta1 * memory.mean[i] + dlr * (1 - beta1) * g
        memory.square[i] = beta2 * memory.square[i] + (1 - beta2) * g * g
        memory.sum[i] = root * memory.sum[i] + dlr * (1 - root) * g
        size += abs(memory.sum[i])
      }
      if size == 0 { return true }
      memory.numerator = root * memory.numerator + (1 - root) * product
      memory.distance = max(d, memory.numerator / ((1 - root) * size))
      for i in p.indices {
        p[i] -= memory.mean[i] / (memory.square[i].squareRoot() + epsilon)
      }
    }
    return true
  }

  /// The parameters to be evaluated.
  func evaluated(_ p: [Double]) -> [Double] {
    switch optimizer {
    case .scheduleFreeSGD(let beta, _), .scheduleFreeAdamW(let beta, _, _, _):
      // y = (1 − β) · z + β · x
      zip(p, memory.newest).map { ($0 - (1 - beta) * $1) / beta }
    case .dog(_, _, let averaging), .ldog(_, _, let averaging):
      averaging > 0 ? memory.average : p
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion, .nadamw, .prodigy,
      .dadaptAdam:
      p
    }
  }

  private func biasCorrection(_ beta1: Double, _ beta2: Double) -> Double {
    (1 - pow(beta2, Double(step))).squareRoot() / (1 - pow(beta1, Double(step)))
  }

  private mutating func takeScheduleFreeStep(
    _ y: inout [Double], _ g: [Double], _ rate: Double, _ beta: Double,
    _ averaging: AveragingWeights, divisor: (beta2: Double, epsilon: Double)?
  ) {
    var rate = rate
    if step < averaging.warmupSteps { rate *= Double(step) / Double(averaging.warmupSteps) }
    memory.largestRate = max(memory.largestRate, rate)
    let weight =
      pow(Double(step), averaging.stepPower) * pow(memory.largestRate, averaging.ratePower)
    memory.weightSum += weight
    let c = memory.weightSum > 0 ? weight / memory.weightSum : 0
    for i in y.indices {
      var d = g[i]
      if let (beta2, epsilon) = divisor {
        memory.square[i] = beta2 * memory.square[i] + (1 - beta2) * d * d
        d /= (memory.square[i] / (1 - pow(beta2, Double(step)))).squareRoot() + epsilon
      }
      d += weightDecay * y[i]
      // x is the average of the z so far, and y stands between both.
      let x = (y[i] - (1 - beta) * memory.newest[i]) / beta
      memory.newest[i] -= rate * d
      let average = (1 - c) * x + c * memory.newest[i]
      y[i] = (1 - beta) * memory.newest[i] + beta * average
    }
  }

  private mutating func takeDistanceStep(
    _ p: inout [Double], _ gradient: [Double], _ rate: Double, _ tensors: [Range<Int>],
    _ initialDistance: Double, _ epsilon: Double, _ averaging: Double
  ) {
    func norm(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let g = zip(gradient, p).map { $0 + weightDecay * $1 }
    if step == 1 {
      memory.distances = tensors.map { initialDistance * (1 + norm(Array(p[$0]))) }
      memory.squares = tensors.map { _ in epsilon }
    }
    for (index, tensor) in tensors.enumerated() {
      let moved = norm(tensor.map { p[$0] - memory.initial[$0] })
      memory.distances[index] = max(memory.distances[index], moved)
      memory.squares[index] += tensor.reduce(0) { $0 + g[$1] * g[$1] }
      let factor = rate * memory.distances[index] / memory.squares[index].squareRoot()
      for i in tensor { p[i] -= factor * g[i] }
    }
    let share = (1 + averaging) / (averaging + Double(step))
    for i in p.indices { memory.average[i] += share * (p[i] - memory.average[i]) }
  }
}
