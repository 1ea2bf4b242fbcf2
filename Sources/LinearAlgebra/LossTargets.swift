/// What a loss compares outputs with, row by row.
package enum LossTargets {
  /// The class of each row, for softmax cross-entropy.
  case classes(UnsafePointer<Int32>)
  /// A number for each row, for the squared error of one output.
  case values(UnsafePointer<Float>)

  /// The classes; nil where there are none, which a kernel takes for the other loss.
  var labels: UnsafePointer<Int32>? {
    guard case .classes(let labels) = self else { return nil }
    return labels
  }

  /// The numbers; nil where there are none.
  var numbers: UnsafePointer<Float>? {
    guard case .values(let numbers) = self else { return nil }
    return numbers
  }

  /// Those from a row on.
  package func from(_ row: Int) -> LossTargets {
    switch self {
    case .classes(let labels): .classes(labels + row)
    case .values(let numbers): .values(numbers + row)
    }
  }
}
