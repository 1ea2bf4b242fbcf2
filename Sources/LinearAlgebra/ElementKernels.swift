import CKernels

/// The element-wise kernels of one instruction set.
///
/// Shapes: a group trains G lanes side by side on B rows. Activations are (G·n, B), lane g owning
/// the rows from g·n; a lane's share of a parameter tensor is contiguous. NaN and infinity pass
/// through every kernel.
///
/// `@unchecked Sendable`: the table is constant.
package struct ElementKernels: @unchecked Sendable {
  let table: UnsafePointer<lrf_kernels>

  /// The kernels for an instruction set, or nil when this processor lacks it.
  init?(_ set: lrf_instruction_set) {
    guard let table = lrf_kernels_for(set) else { return nil }
    self.table = table
  }

  /// The kernels that run on every processor.
  package static let baseline: ElementKernels = {
    guard let kernels = ElementKernels(LRF_BASELINE) else {
      preconditionFailure("the baseline kernels are always there")
    }
    return kernels
  }()

  /// Every set of kernels that this processor can run, the narrowest first.
  package static var available: [ElementKernels] {
    [LRF_BASELINE, LRF_AVX2, LRF_AVX512].compactMap { ElementKernels($0) }
  }
}

/// Runs work with subnormal numbers counted as zero, and restores the thread's mode afterwards.
///
/// A diverging or vanishing lane would else slow every step tenfold.
package func withSubnormalsFlushed<Result, Failure: Error>(
  _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let mode = lrf_flush_subnormals()
  defer { lrf_restore_float_mode(mode) }
  return try body()
}
