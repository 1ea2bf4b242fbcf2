import LinearAlgebra

/// One set of element-wise kernels that this processor can run, with a name for the test report.
package struct KernelSet: Sendable, CustomStringConvertible {
  package var name: String
  package var kernels: ElementKernels

  package var description: String { name }

  /// Every set of this processor, the narrowest first.
  package static let all = zip(["baseline", "avx2", "avx512"], ElementKernels.available).map {
    KernelSet(name: $0, kernels: $1)
  }
}
