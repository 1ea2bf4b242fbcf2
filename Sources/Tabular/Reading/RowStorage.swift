import Glibc

/// Rows of floats that grow at their end, one behind the other.
///
/// The memory comes from `realloc`: the system moves large blocks by remapping their pages, so
/// growing copies nothing, and capacity that was never written costs no memory.
///
/// `@unchecked Sendable`: threads write to different elements, and nothing else meanwhile.
final class RowStorage: @unchecked Sendable {
  /// The number of floats of a row.
  private(set) var width: Int
  /// The number of rows that are filled.
  var count = 0
  /// The number of rows that there is room for.
  private(set) var capacity = 0
  private var memory: UnsafeMutablePointer<Float>?

  init(width: Int) { self.width = width }

  deinit { free(memory) }

  /// The first float of a row, which must lie within the capacity.
  func row(_ index: Int) -> UnsafeMutablePointer<Float> {
    guard let memory else { preconditionFailure("no row was reserved") }
    return memory + index * width
  }

  /// Makes room for at least `rows` rows of `width` floats.
  ///
  /// Neither the rows nor their positions in memory change, but for rows that no longer fit.
  ///
  /// - Throws: `OutOfMemory`; nothing has changed then.
  func resize(rows: Int, width: Int) throws(OutOfMemory) {
    let (elements, overflow) = rows.multipliedReportingOverflow(by: width)
    guard !overflow, elements <= Self.mostElements else { throw OutOfMemory(bytes: .max) }
    let bytes = max(1, elements) * MemoryLayout<Float>.stride
    guard let moved = realloc(memory, bytes) else { throw OutOfMemory(bytes: bytes) }
    memory = moved.assumingMemoryBound(to: Float.self)
    self.width = width
    capacity = rows
    if bytes >= Self.hugeBlock { Self.preferHugePages(moved, bytes: bytes) }
  }

  private static let mostElements = Int.max / MemoryLayout<Float>.stride

  /// The size in bytes from which the first touch of many small pages is a cost of its own.
  private static let hugeBlock = 1 << 23

  /// Asks for large pages, which a system may ignore.
  private static func preferHugePages(_ block: UnsafeMutableRawPointer, bytes: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = block.alignedUp(toMultipleOf: page)
    let end = (block + bytes).alignedDown(toMultipleOf: page)
    if start < end { _ = madvise(start, end - start, MADV_HUGEPAGE) }
  }

  /// Makes room for at least one more row.
  ///
  /// - Parameter expected: How many rows will probably be needed in all.
  /// - Throws: `OutOfMemory` when not even a few more fit.
  func grow(expected: Int) throws(OutOfMemory) {
    let atLeast = max(64, capacity + capacity / 2)
    do throws(OutOfMemory) {
      try resize(rows: max(expected, atLeast), width: width)
    } catch {
      // What was expected is a guess; what is needed may be less.
      guard expected > atLeast else { throw error }
      try resize(rows: atLeast, width: width)
    }
  }

  /// The same rows in memory of their own.
  func copy() throws(OutOfMemory) -> RowStorage {
    let copy = RowStorage(width: width)
    try copy.resize(rows: count, width: width)
    copy.row(0).update(from: row(0), count: count * width)
    copy.count = count
    return copy
  }

  /// Gives the memory away; the storage is empty afterwards.
  func release() throws(OutOfMemory) -> UnsafeMutablePointer<Float> {
    try resize(rows: count, width: width)
    let result = row(0)
    memory = nil
    count = 0
    capacity = 0
    return result
  }
}
