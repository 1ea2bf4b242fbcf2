import Glibc

/// One allocation, handed out in aligned pieces before a loop starts, so that the loop needs none.
package final class Workspace {
  private let memory: UnsafeMutableRawPointer
  private let capacity: Int
  private var used = 0

  /// Elements on a cache line of 64 bytes; every piece starts on one.
  private static let alignment = 16

  /// The capacity that pieces of these sizes need.
  package static func capacity(for counts: [Int]) -> Int {
    counts.reduce(0) { $0 + padded($1) }
  }

  /// Allocates room for floats, all zero.
  ///
  /// - Parameter capacity: The number of elements; see `capacity(for:)`.
  package init(capacity: Int) {
    memory = Allocation.takeOrEnd(bytes: capacity * MemoryLayout<Float>.stride)
    self.capacity = capacity
  }

  deinit { free(memory) }

  /// Hands out the next piece; it lives as long as the workspace.
  package func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    take(count, as: Float.self)
  }

  /// Hands out the next piece for elements of four bytes of another type.
  package func take<Element>(
    _ count: Int, as type: Element.Type
  ) -> UnsafeMutablePointer<Element> where Element: BitwiseCopyable {
    precondition(MemoryLayout<Element>.stride == MemoryLayout<Float>.stride)
    precondition(used + Self.padded(count) <= capacity, "the workspace is used up")
    let start = memory.advanced(by: used * MemoryLayout<Float>.stride)
    used += Self.padded(count)
    return start.bindMemory(to: type, capacity: count)
  }

  private static func padded(_ count: Int) -> Int {
    (count + alignment - 1) / alignment * alignment
  }
}
