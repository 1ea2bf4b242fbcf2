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
