import LinearAlgebra

/// What decides the last bits of a result: the version of the trainer's arithmetic, the matrix
/// library, and the family of machine kernels.
package enum NumericsFingerprint {
  /// The version of the trainer's arithmetic and of what counts as diverged; to be raised by every
  /// change that moves a bit or a status.
  package static let version = 8

  /// The fingerprint of this process, such as `numerics 1, OpenBLAS 0.3.21, SkylakeX kernels`.
  package static var current: String {
    let library = KernelFamily.libraryDescription.split(separator: " ").prefix(2)
    return
      "numerics \(version), \(library.joined(separator: " ")), \(KernelFamily.current.name) kernels"
  }
}
