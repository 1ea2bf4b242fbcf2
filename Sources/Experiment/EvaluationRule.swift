import Tabular
import Training

/// On what and when a training is evaluated: one rule for every command.
///
/// Curves, scores and what schedules listen to come from the same rows at the same steps whatever
/// asked for the training; so a training with the same configuration, seed and split is the same in
/// `train`, `find` and `sweep`. No option of the output has a say in it.
package enum EvaluationRule {
  /// The most validation rows that a checkpoint looks at. They are a random sample, and at ten
  /// thousand the error of their mean is about a hundredth of the loss' own spread.
  package static let rowLimit = 10_000

  /// How often a training is evaluated, at even distances, besides before its first step.
  package static let checkpointCount = 50

  /// The numbers of updates after which a whole training is evaluated, 0 among them.
  package static func checkpoints(steps: Int) -> [Int] {
    let count = min(checkpointCount, steps)
    return (0...count).map { $0 * steps / count }
  }
}

extension Dataset {
  /// The validation rows that checkpoints look at.
  package var checkpointRows: Range<Int> { validationRows.prefix(EvaluationRule.rowLimit) }

  /// Whether there are validation rows that checkpoints do not look at.
  package var hasMoreRowsThanCheckpoints: Bool { checkpointRows != validationRows }

  /// What the evaluation of rows is worth as a metric.
  ///
  /// - Parameters:
  ///   - evaluation: The evaluation.
  ///   - rows: The rows that it is of.
  /// - Returns: Accuracy for classes, R² for a number; nil where the loss is not finite, or the rows'
  ///   target does not vary.
  package func metric(of evaluation: Evaluation, on rows: Range<Int>) -> Double? {
    guard evaluation.loss.isFinite else { return nil }
    if let accuracy = evaluation.accuracy { return accuracy }
    return targetVariance(of: rows).flatMap { (1 - evaluation.loss / $0).ifFinite }
  }

  /// The variance of some rows' standardised target; nil for classes, and where there is none.
  package func targetVariance(of rows: Range<Int>) -> Double? {
    guard case .values(let values, _, _) = targets else { return nil }
    let part = values[rows].map(Double.init)
    guard let mean = part.finiteMean else { return nil }
    let variance = part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(part.count)
    return variance > 0 ? variance.ifFinite : nil
  }
}
