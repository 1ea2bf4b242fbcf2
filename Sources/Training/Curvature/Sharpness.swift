import RandomStreams
import Tabular

/// The largest eigenvalue of the training loss' Hessian at some parameters, and the learning rate
/// up to which the optimizer would settle in a bowl that is curved like that.
package struct Sharpness: Sendable, Hashable {
  /// The updates before it.
  package var step: Int
  /// The eigenvalue; of P⁻¹H for Adam. With weight decay where that is part of the loss.
  package var eigenvalue: Lanczos.Eigenvalue
  /// The learning rate above which the steps along the eigenvector grow; nil where no limit is
  /// known for the optimizer, or the loss is curved down everywhere.
  package var limit: Double?
  /// The training steps that would have looked at as many rows as often.
  package var costSteps: Int

  /// The most rows that the loss is the mean of: the first training rows, a random sample.
  package static let mostRows = 4096
  /// The most units times rows; three numbers are kept of each.
  private static let mostActivations = 1 << 22
  /// The residual, as a share of the eigenvalue. Eigenvalues that lie nearer to each other than that
  /// are not told apart, which is far more than a limit is good for.
  package static let tolerance = 0.01

  /// Measures.
  ///
  /// - Parameters:
  ///   - dataset: What is trained on.
  ///   - settings: How.
  ///   - weightDecay: The weight decay.
  ///   - state: The trained lane.
  ///   - step: The updates behind it.
  ///   - tolerance: The residual, as a share of the eigenvalue.
  /// - Returns: Nil where the parameters are not finite, and for Adam before its first step.
  package static func measure(
    _ dataset: Dataset, settings: TrainingSettings, weightDecay: Double, state: LaneState,
    step: Int, tolerance: Double = Self.tolerance
  ) -> Sharpness? {
    let optimizer = settings.optimizer
    let rows = rowCount(dataset, model: settings.model)
    let isPreconditioned = optimizer.traits.preconditionedStabilityFactor != nil
    guard state.parameters.allSatisfy(\.isFinite), step > 0 || !isPreconditioned else { return nil }
    // P⁻¹H has the eigenvalues of the symmetric P^−½·H·P^−½.
    let scales = optimizer.preconditioner(state.optimizerState, steps: step)?.map {
      1 / $0.squareRoot()
    }
    let decay = !optimizer.traits.isDecayDecoupled ? weightDecay : 0
    let hessian = LossHessian(
      dataset: dataset, model: settings.model, parameters: state.parameters.map(Double.init),
      rows: 0..<rows)
    var stream = RandomStream(seed: settings.seed, purpose: .curvature, index: UInt64(step))
    let start = state.parameters.map { _ in 2 * Double(stream.unitFloat()) - 1 }
    let found = Lanczos.largestEigenvalue(start: start, tolerance: tolerance) { vector in
      let input = scaled(vector, by: scales)
      let product = zip(hessian.product(with: input), input).map { $0 + decay * $1 }
      return scaled(product, by: scales)
    }
    guard let found else { return nil }
    let factor = optimizer.traits.preconditionedStabilityFactor ?? optimizer.traits.stabilityFactor
    return Sharpness(
      step: step, eigenvalue: found,
      limit: factor.flatMap { found.value > 0 ? $0 / found.value : nil },
      costSteps: cost(
        rows: rows, batchSize: min(settings.batchSize, dataset.trainingRowCount),
        products: found.productCount))
  }

  /// The number of training rows that the loss is the mean of.
  package static func rowCount(_ dataset: Dataset, model: Model) -> Int {
    let units = model.hidden.reduce(dataset.outputCount, +)
    return min(dataset.trainingRowCount, mostRows, max(256, mostActivations / units))
  }

  /// A gradient over all rows is that many batches, and a product is two gradients.
  static func cost(rows: Int, batchSize: Int, products: Int) -> Int {
    (rows * (2 * products + 1) + batchSize - 1) / batchSize
  }

  private static func scaled(_ vector: [Double], by scales: [Double]?) -> [Double] {
    guard let scales else { return vector }
    return zip(vector, scales).map { $0 * $1 }
  }
}
