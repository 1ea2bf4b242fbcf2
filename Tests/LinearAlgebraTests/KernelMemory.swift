import Glibc
import Testing

/// Memory for kernels that take pointers, filled from arrays.
///
/// Each piece ends where a page ends, and the page behind it can neither be read nor written: a
/// kernel that goes beyond the end, even if only to look, ends the tests there. What lies before a
/// piece is looked at afterwards. So pieces start anywhere, as rows of a matrix do.
final class KernelMemory {
  private static let page = sysconf(Int32(_SC_PAGESIZE))
  private static let sentinel: UInt32 = 0x7FA5_5A5A
  private static let guardCount = 16
  private var mappings: [(start: UnsafeMutableRawPointer, bytes: Int, piece: Int)] = []

  fileprivate init() {}

  deinit { for mapping in mappings { munmap(mapping.start, mapping.bytes) } }

  /// Copies values, of four bytes each, into a piece of their own.
  func copy<Element: BitwiseCopyable>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
    precondition(MemoryLayout<Element>.stride == 4)
    let size = 4 * values.count
    let open = (size + 4 * Self.guardCount + Self.page - 1) / Self.page * Self.page
    guard
      let start = mmap(
        nil, open + Self.page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      start != MAP_FAILED, mprotect(start + open, Self.page, PROT_NONE) == 0
    else { preconditionFailure("no memory for a test") }
    mappings.append((start, open + Self.page, open - size))
    for index in 1...Self.guardCount {
      start.storeBytes(of: Self.sentinel, toByteOffset: open - size - 4 * index, as: UInt32.self)
    }
    let pointer = (start + open - size).bindMemory(to: Element.self, capacity: values.count)
    for (index, value) in values.enumerated() { pointer[index] = value }
    return pointer
  }

  /// Whether nothing was written before any piece.
  fileprivate var isIntact: Bool {
    mappings.allSatisfy { mapping in
      (1...Self.guardCount).allSatisfy {
        mapping.start.load(fromByteOffset: mapping.piece - 4 * $0, as: UInt32.self) == Self.sentinel
      }
    }
  }
}

/// Gives work memory, checks that it kept within its pieces, and frees it.
func withKernelMemory<Result>(_ body: (KernelMemory) throws -> Result) rethrows -> Result {
  let memory = KernelMemory()
  defer {
    #expect(memory.isIntact, "written before the start of a piece")
  }
  return try body(memory)
}

extension UnsafeMutablePointer {
  func values(_ count: Int) -> [Pointee] {
    Array(UnsafeBufferPointer(start: self, count: count))
  }
}
