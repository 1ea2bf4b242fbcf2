import Glibc
import LinearAlgebra
import Testing

@Suite struct KernelFamilyTests {
  @Test func currentFamilyIsNamed() {
    #expect(!KernelFamily.current.name.isEmpty)
    #expect(KernelFamily.libraryDescription.contains("OpenBLAS"))
    #expect(!ElementKernels.available.isEmpty)
  }

  @Test(.enabled(if: getenv("OPENBLAS_CORETYPE") != nil))
  func environmentIsObeyed() throws {
    let wanted = String(cString: try #require(getenv("OPENBLAS_CORETYPE")))
    #expect(KernelFamily.current.name.lowercased() == wanted.lowercased())
  }

  /// Asking for what runs already changes nothing, in whatever letters.
  @Test func runningFamilyCanBeSelected() throws {
    try KernelFamily.select(KernelFamily.current.name)
    try KernelFamily.select(KernelFamily.current.name.uppercased())
  }

  /// The family's element-wise kernels are one of the sets that the processor can run.
  @Test func elementKernelsGoWithTheFamily() {
    func curve(_ kernels: ElementKernels) -> [UInt32] {
      withKernelMemory { memory in
        let z = memory.copy(irregular(1000, salt: 1, scale: 5))
        kernels.activate(
          Matrix(z, rows: 1, columns: 1000),
          bias: memory.copy([Float](repeating: 0.1, count: 1000)), .tanh)
        return z.values(1000).map(\.bitPattern)
      }
    }
    let own = curve(KernelFamily.current.elementKernels)
    #expect(ElementKernels.available.contains { curve($0) == own })
  }

  @Test func errorsSayWhatToDo() {
    let errors: [KernelFamily.SelectionError] = [
      .unsupported(name: "skylakex"), .unknown(name: "nosuch", running: "Haswell"),
      .restartFailed(code: ENOENT),
    ]
    let texts = errors.map(\.description)
    #expect(texts[0].contains("--kernels skylakex") && texts[0].contains("leave --kernels out"))
    #expect(texts[1].contains("--kernels nosuch") && texts[1].contains("Haswell"))
    #expect(texts[2].contains("OPENBLAS_CORETYPE"))
  }
}
