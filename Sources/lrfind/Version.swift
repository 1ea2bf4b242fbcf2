import LinearAlgebra

/// What this build is, and what it runs on.
enum Version {
  static let number = "0.1.0"

  /// The version, the library and the kernels that run.
  static var description: String {
    let library = KernelFamily.libraryDescription.split(separator: " ").prefix(2)
    return
      "lrfind \(number) (\(library.joined(separator: " ")), \(KernelFamily.current.name) kernels)"
  }
}
