import CKernels
import COpenBLAS
import Glibc
import Platform

/// The family of machine kernels that products and element-wise steps run on.
///
/// OpenBLAS holds kernels for many processors and picks one family when it is loaded; a build that
/// does not know the processor falls back to an older family at half the speed. The family decides
/// the last bits of every result, so it is chosen once, recorded, and can be pinned. The
/// element-wise kernels follow the family, so that pinning one pins both.
package struct KernelFamily: Sendable, Hashable {
  /// OpenBLAS's name of the family, such as `SkylakeX`.
  package let name: String

  /// The family that this process runs on.
  ///
  /// Whoever computes asks for it first, which leaves OpenBLAS one thread from then on: a product that
  /// is cut for several has other last bits.
  package static let current: KernelFamily = {
    openblas_set_num_threads(1)
    return KernelFamily(name: String(cString: openblas_get_corename()))
  }()

  /// The version of OpenBLAS and the options it was built with, as it says itself.
  package static var libraryDescription: String { String(cString: openblas_get_config()) }

  /// The element-wise kernels that go with the family.
  package var elementKernels: ElementKernels {
    ElementKernels(instructionSet) ?? .baseline
  }

  private var instructionSet: lrf_instruction_set {
    Self.instructionSets[name.lowercased()] ?? LRF_BASELINE
  }

  /// The families whose kernels need more than the baseline instructions.
  private static let instructionSets: [String: lrf_instruction_set] = [
    "haswell": LRF_AVX2, "zen": LRF_AVX2, "skylakex": LRF_AVX512, "cooperlake": LRF_AVX512,
    "sapphirerapids": LRF_AVX512,
  ]

  /// The best family for this processor, or nil where OpenBLAS's own choice is as good.
  private static var recommended: String? {
    switch lrf_widest_instruction_set() {
    case LRF_AVX512: "SkylakeX"
    case LRF_AVX2: "Haswell"
    default: nil
    }
  }
}

extension KernelFamily {
  /// Why a family cannot be used.
  package enum SelectionError: Error, CustomStringConvertible {
    /// The processor lacks the instructions of the family.
    case unsupported(name: String)
    /// OpenBLAS runs on another family than the one that was asked for.
    case unknown(name: String, running: String)
    /// The program could not be started anew.
    case restartFailed(code: Int32)

    package var description: String {
      switch self {
      case .unsupported(let name):
        "--kernels \(name): this processor lacks the instructions; leave --kernels out"
      case .unknown(let name, let running):
        "--kernels \(name): this OpenBLAS has no such kernels and chose \(running); "
          + "use haswell, skylakex or another family that it was built with"
      case .restartFailed(let code):
        "the program could not be started anew with other kernels: "
          + "\(systemMessage(code)); set OPENBLAS_CORETYPE yourself"
      }
    }
  }

  /// Makes sure that the process runs on the right family, and on one BLAS thread.
  ///
  /// OpenBLAS reads `OPENBLAS_CORETYPE` when it is loaded, before `main`. Where it chose another
  /// family than the one wanted, this sets the variable and starts the program anew; call it before
  /// any work. What is wanted is `requested`, else a value that the user set, else the family that
  /// suits the processor's instructions.
  ///
  /// - Parameter requested: The family asked for on the command line.
  /// - Throws: `SelectionError` when that family cannot be had.
  package static func select(_ requested: String?) throws(SelectionError) {
    let current = current
    let userSet = getenv("OPENBLAS_CORETYPE").map { String(cString: $0) }
    if let requested {
      if let needed = instructionSets[requested.lowercased()],
        needed.rawValue > lrf_widest_instruction_set().rawValue
      {
        throw .unsupported(name: requested)
      }
      let isRunning = current.name.lowercased() == requested.lowercased()
      if isRunning, !AddressSpace.hasIdleThreads { return }
      if !isRunning, userSet == requested {
        throw .unknown(name: requested, running: current.name)
      }
      try restart(with: requested)
    } else if userSet == nil, let recommended,
      current.instructionSet.rawValue < KernelFamily(name: recommended).instructionSet.rawValue
    {
      try restart(with: recommended)
    } else if AddressSpace.hasIdleThreads {
      try restart(with: nil)
    }
  }

  private static func restart(with family: String?) throws(SelectionError) {
    if let family { setenv("OPENBLAS_CORETYPE", family, 1) }
    setenv(AddressSpace.threadsVariable, "1", 1)
    // Not as texts: a file's name need not be UTF-8.
    execv("/proc/self/exe", CommandLine.unsafeArgv)
    throw .restartFailed(code: errno)
  }
}
