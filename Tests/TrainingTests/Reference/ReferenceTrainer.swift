import Glibc
import Training

/// Trains one lane in double precision.
struct ReferenceTrainer {
  let problem: ReferenceProblem
  let clipNorm: Double?
  private(set) var parameters: [Double]
  private(set) var optimizer: ReferenceOptimizer

  init(
    _ problem: ReferenceProblem, optimizer: Optimizer, weightDecay: Double, clipNorm: Double?,
    initial: [Double]
  ) {
    precondition(initial.count == problem.network.parameterCount)
    self.problem = problem
    self.clipNorm = clipNorm
    parameters = initial
    self.optimizer = ReferenceOptimizer(
      optimizer, weightDecay: weightDecay, initial: initial,
      tensors: problem.network.layers.flatMap { [$0.weights, $0.biases] })
  }

  /// Goes on from what the trainer kept of a lane.
  mutating func resume(from state: LaneState, at step: Int) {
    parameters = state.parameters.map(Double.init)
    optimizer.resume(from: state, at: step)
  }

  /// The smallest size of what a sign was taken of, but 0, as a share of the largest of its step.
  var narrowestSign: Double { optimizer.narrowestSign }

  /// The parameters to be evaluated.
  var evaluated: [Double] { optimizer.evaluated(parameters) }

  /// Makes one update.
  ///
  /// - Returns: The mean loss of the batch before the update.
  mutating func step(batch: [Int], learningRate: Double) -> Double {
    var (loss, gradient) = problem.gradient(of: batch, parameters: parameters)
    if let clipNorm {
      // torch.nn.utils.clip_grad_norm_
      let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let factor = min(1, clipNorm / (norm + 1e-6))
      gradient = gradient.map { $0 * factor }
    }
    optimizer.update(&parameters, gradient: gradient, learningRate: learningRate)
    return loss
  }
}
