import LinearAlgebra
import Testing

#if arch(x86_64)
  /// Within `withSubnormalsFlushed` subnormal numbers count as zero, and afterwards as themselves.
  @Suite struct SubnormalTests {
    private struct Failure: Error {}

    /// The bits of 0 plus a subnormal number, added by a kernel that the compiler cannot see through.
    private func sumOfSubnormal() -> UInt32 {
      withKernelMemory { memory in
        let sums = memory.copy([Float(0)])
        ElementKernels.baseline.sumRows(
          of: Matrix(memory.copy([Float(bitPattern: Self.subnormal)]), rows: 1, columns: 1),
          into: sums, beta: 1)
        return sums.withMemoryRebound(to: UInt32.self, capacity: 1) { $0[0] }
      }
    }

    private static let subnormal: UInt32 = 0x0020_0000  // a quarter of the least normal number

    @Test func modeIsSetAndRestored() {
      #expect(sumOfSubnormal() == Self.subnormal)
      let flushed = withSubnormalsFlushed { sumOfSubnormal() }
      #expect(flushed == 0)
      #expect(sumOfSubnormal() == Self.subnormal)
    }

    @Test func modeIsRestoredAfterAnError() {
      #expect(throws: Failure.self) { try withSubnormalsFlushed { throw Failure() } }
      #expect(sumOfSubnormal() == Self.subnormal)
    }

    @Test func nestedUseKeepsTheOuterMode() {
      let flushed = withSubnormalsFlushed {
        withSubnormalsFlushed {}
        return sumOfSubnormal()
      }
      #expect(flushed == 0)
      #expect(sumOfSubnormal() == Self.subnormal)
    }

    @Test func resultsAreReturned() {
      #expect(withSubnormalsFlushed { 42 } == 42)
    }
  }
#endif
