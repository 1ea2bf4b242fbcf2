import Glibc
import LinearAlgebra

/// What some optimizers work out for each lane before any of its parameters is updated.
extension LaneTile {
  /// A number that the optimizer keeps for a lane.
  func numberIndex(_ number: Int, tensor: Int = 0, lane: Int) -> Int {
    (number * numberedTensors + tensor) * network.lanes + lane
  }

  /// What a kernel is given for each lane, one row of several.
  func factors(_ row: Int, tensor: Int = 0) -> UnsafeMutablePointer<Float> {
    buffers.factors + (row * numberedTensors + tensor) * network.places
  }

  /// Sets what the kernels are given for each lane, and brings the numbers up to date.
  func setFactors() {
    switch optimizer {
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion: return
    case .nadamw(let beta1, _, _, let momentumDecay):
      setNadamShares(beta1: beta1, momentumDecay: momentumDecay)
    case .scheduleFreeSGD(let momentum, let averaging):
      setAveraging(momentum: momentum, averaging)
    case .scheduleFreeAdamW(let beta1, _, _, let averaging):
      setAveraging(momentum: beta1, averaging)
    case .dog(let initialDistance, let epsilon, _), .ldog(let initialDistance, let epsilon, _):
      setDistanceOverGradients(initialDistance: initialDistance, epsilon: epsilon)
    case .prodigy, .dadaptAdam:
      setDistanceEstimate()
    }
  }

  /// NAdam's momentum rises to β₁ as μₜ = β₁ · (1 − ½ · 0.96^(t·ψ)); the mean is corrected by the
  /// product of all of them, which the lanes share, but carry on their own.
  private func setNadamShares(beta1: Double, momentumDecay: Double) {
    func momentum(at step: Int) -> Double {
      beta1 * (1 - 0.5 * pow(0.96, Double(step) * momentumDecay))
    }
    let (present, next) = (momentum(at: step + 1), momentum(at: step + 2))
    for lane in lanes.indices { numbers[numberIndex(0, lane: lane)] *= present }
    let product = numbers[numberIndex(0, lane: 0)]
    nadamShares = ((1 - present) / (1 - product), next / (1 - product * next))
  }

  /// The share c of the newest iterate in the average is its weight by that of all so far; the gradient
  /// moves y by η · (β · (1 − c) − 1).
  private func setAveraging(momentum: Double, _ averaging: AveragingWeights) {
    let stepWeight = pow(Double(step + 1), averaging.stepPower)
    for lane in lanes.indices {
      let rate = Double(buffers.learningRates[lane])
      let (largest, sum) = (numberIndex(0, lane: lane), numberIndex(1, lane: lane))
      numbers[largest] = max(rate, numbers[largest])
      let weight = stepWeight * pow(numbers[largest], averaging.ratePower)
      numbers[sum] += weight
      let mix = numbers[sum] > 0 ? weight / numbers[sum] : 0
      factors(0)[lane] = Float(mix)
      factors(1)[lane] = Float(rate * (momentum * (1 - mix) - 1))
    }
  }
}

extension Optimizer {
  /// The rows of factors that each tensor with numbers has.
  var factorRows: Int {
    switch self {
    case .sgd, .momentum, .nesterov, .adam, .adamw, .rmsprop, .adagrad, .lion, .nadamw: 0
    case .scheduleFreeSGD, .scheduleFreeAdamW: 2
    case .dog, .ldog: DistanceRow.dogCount
    case .prodigy, .dadaptAdam: DistanceRow.count
    }
  }
}
