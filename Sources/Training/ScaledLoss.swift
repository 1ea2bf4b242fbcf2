/// A mean squared error of a standardised target, and the target's units in one of its standard deviations, which differ
/// between splits of the rows.
package typealias ScaledLoss = (loss: Double, scale: Double)

extension Sequence where Element == ScaledLoss {
  /// The root of the mean squared error in the target's units, over those that are finite; nil where none is.
  ///
  /// The mean is of loss × scale²: a split that holds back an outlier has a small scale and a large loss, and neither's
  /// mean says anything of the other.
  package var rootMeanSquare: Double? {
    map { $0.loss * $0.scale * $0.scale }.finiteMean?.squareRoot()
  }
}
