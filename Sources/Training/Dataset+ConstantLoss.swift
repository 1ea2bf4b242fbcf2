import Glibc
import Tabular

extension Dataset {
  /// How many classes the rows held back have; nil for a number.
  ///
  /// - Complexity: O(rows)
  package var heldBackClassCount: Int? {
    guard case .classes(let labels, _) = targets else { return nil }
    return Set(labels[validationRows]).count
  }

  /// The validation loss of the best prediction that looks at no feature: the shares of the classes
  /// among the training rows, or their mean.
  ///
  /// What is not clearly below it has learned nothing from the features.
  ///
  /// - Complexity: O(rows)
  package var constantLoss: Double {
    let count = Double(validationRowCount)
    switch targets {
    case .classes(let labels, let names):
      var counts = [Double](repeating: 0, count: names.count)
      for label in labels[..<trainingRowCount] { counts[Int(label)] += 1 }
      let logarithms = counts.map { log($0 / Double(trainingRowCount)) }
      let sum = labels[validationRows].reduce(0.0) { $0 - logarithms[Int($1)] }
      return sum / count
    case .values(let values, _, _):
      return values[validationRows].reduce(0.0) { $0 + Double($1) * Double($1) } / count
    }
  }
}
