import LinearAlgebra
import Testing

/// One set of element-wise kernels that this processor can run, with a name for the test report.
struct KernelSet: Sendable, CustomTestStringConvertible {
  var name: String
  var kernels: ElementKernels

  var testDescription: String { name }

  /// Every set of this processor, the narrowest first.
  static let all = zip(["baseline", "avx2", "avx512"], ElementKernels.available).map {
    KernelSet(name: $0, kernels: $1)
  }
}
