import Testing

/// Memory for kernels that take pointers, filled from arrays, with a guard behind each piece.
final class KernelMemory {
  private static let guardCount = 16
  private static let sentinel: UInt32 = 0x7FA5_5A5A
  private var pieces: [(start: UnsafeMutableRawPointer, count: Int)] = []

  fileprivate init() {}

  deinit { for piece in pieces { piece.start.deallocate() } }

  /// Copies values into a piece of their own.
  func copy<Element: BitwiseCopyable>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
    let total = values.count + Self.guardCount
    let start = UnsafeMutableRawPointer.allocate(byteCount: total * 4, alignment: 64)
    pieces.append((start, values.count))
    for index in 0..<Self.guardCount {
      start.storeBytes(of: Self.sentinel, toByteOffset: (values.count + index) * 4, as: UInt32.self)
    }
    let pointer = start.bindMemory(to: Element.self, capacity: values.count)
    for (index, value) in values.enumerated() { pointer[index] = value }
    return pointer
  }

  /// Whether nothing was written behind any piece.
  fileprivate var isIntact: Bool {
    pieces.allSatisfy { piece in
      (0..<Self.guardCount).allSatisfy {
        piece.start.load(fromByteOffset: (piece.count + $0) * 4, as: UInt32.self) == Self.sentinel
      }
    }
  }
}

/// Gives work memory, checks that it kept within its pieces, and frees it.
func withKernelMemory<Result>(_ body: (KernelMemory) throws -> Result) rethrows -> Result {
  let memory = KernelMemory()
  defer {
    #expect(memory.isIntact, "written behind the end of a piece")
  }
  return try body(memory)
}

extension UnsafeMutablePointer {
  func values(_ count: Int) -> [Pointee] {
    Array(UnsafeBufferPointer(start: self, count: count))
  }
}
