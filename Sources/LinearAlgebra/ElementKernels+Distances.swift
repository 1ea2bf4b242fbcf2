import CKernels

/// What the running means and sums of a step keep and add, a lane each, and what the distance to go is
/// estimated by.
package struct DistanceGathering {
  /// Factors of what is there, and of what is new; of the square, of the gradient's square.
  package typealias Factors = (keep: UnsafePointer<Float>, add: UnsafePointer<Float>)

  fileprivate let kernel: lrf_distance_options

  /// - Parameters:
  ///   - mean: Those of the running mean.
  ///   - square: Those of the running square.
  ///   - sum: Those of the weighted sum of gradients.
  ///   - products: Receives, added to what is there, Σ of the gradient times what it is compared with.
  ///   - sizes: Receives, added to what is there, Σ |sum|.
  ///   - epsilon: Of D-Adaptation, which compares the gradient with sum / (√square + ε) and has decay in
  ///     it; nil to compare it with the way back to the start.
  package init(
    mean: Factors, square: Factors, sum: Factors, products: UnsafeMutablePointer<Float>,
    sizes: UnsafeMutablePointer<Float>, epsilon: Double?
  ) {
    kernel = lrf_distance_options(
      keep_mean: mean.keep, add_mean: mean.add, keep_square: square.keep, add_square: square.add,
      keep_sum: sum.keep, add_sum: sum.add, products: products, sizes: sizes,
      by_sum: epsilon == nil ? 0 : 1, epsilon: Float(epsilon ?? 0))
  }
}

/// The steps of optimizers that estimate how far there is to go.
///
/// The displacement from the start is a tensor of its own, because in the parameters it is lost to
/// rounding while it is small: parameter = start + displacement.
extension ElementKernels {
  /// Adds each lane's Σ displacement² and Σ gradient², with decay in the gradient.
  package func addDistances(
    _ tensor: ParameterTensor, displacement: UnsafePointer<Float>,
    distances: UnsafeMutablePointer<Float>, squares: UnsafeMutablePointer<Float>
  ) {
    table.pointee.distance_sums(tensor.kernel, displacement, distances, squares)
  }

  /// Plain descent; then average ← average + weight · (parameter − average), where there is one.
  package func displace(
    _ tensor: ParameterTensor, displacement: UnsafeMutablePointer<Float>,
    start: UnsafePointer<Float>, average: UnsafeMutablePointer<Float>?, weight: Float
  ) {
    table.pointee.displace(tensor.kernel, displacement, start, average, weight)
  }

  /// Brings mean, square and sum up to date, and adds what the distance is estimated by.
  package func gatherDistance(
    _ tensor: ParameterTensor, displacement: UnsafePointer<Float>?,
    mean: UnsafeMutablePointer<Float>, square: UnsafeMutablePointer<Float>,
    sum: UnsafeMutablePointer<Float>, _ gathering: DistanceGathering
  ) {
    table.pointee.gather_distance(
      tensor.kernel, displacement, mean, square, sum, gathering.kernel)
  }

  /// p ← (1 − decay) · p − η · mean / (√square + ε), with ε a lane's own and the decay not times η.
  package func divideMean(
    _ tensor: ParameterTensor, displacement: UnsafeMutablePointer<Float>?,
    start: UnsafePointer<Float>?, mean: UnsafePointer<Float>, square: UnsafePointer<Float>,
    epsilons: UnsafePointer<Float>
  ) {
    table.pointee.divide_mean(tensor.kernel, displacement, start, mean, square, epsilons)
  }
}
