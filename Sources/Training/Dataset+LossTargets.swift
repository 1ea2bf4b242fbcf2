import LinearAlgebra
import Tabular

extension Dataset {
  /// Calls a function with the targets of all rows, where they lie.
  func withLossTargets<Result>(_ body: (LossTargets) -> Result) -> Result {
    switch targets {
    case .classes(let labels, _):
      labels.withUnsafeBufferPointer {
        guard let base = $0.baseAddress else { preconditionFailure("a data set has rows") }
        return body(.classes(base))
      }
    case .values(let values, _, _):
      values.withUnsafeBufferPointer {
        guard let base = $0.baseAddress else { preconditionFailure("a data set has rows") }
        return body(.values(base))
      }
    }
  }
}

extension LossTargets {
  /// The targets from a row on.
  func from(_ row: Int) -> LossTargets {
    switch self {
    case .classes(let labels): .classes(labels + row)
    case .values(let values): .values(values + row)
    }
  }
}
