import Dispatch

/// Work that is cut into pieces for several threads; what it gives does not depend on the cut.
enum Pieces {
  /// The fewest elements that pay for a second thread.
  static let fewestElements = 1 << 18

  /// Does a range of pieces, on one thread each.
  ///
  /// - Parameters:
  ///   - count: What is to be cut: rows or columns.
  ///   - threads: The most pieces.
  ///   - body: Does a piece that is not empty; pieces must not write to the same memory.
  static func perform(_ count: Int, threads: Int, _ body: @Sendable (Range<Int>) -> Void) {
    let pieces = max(1, min(threads, count))
    guard pieces > 1 else { return body(0..<count) }
    DispatchQueue.concurrentPerform(iterations: pieces) { index in
      body(part(index, of: pieces, count: count))
    }
  }

  /// One of several parts of about the same size.
  static func part(_ index: Int, of pieces: Int, count: Int) -> Range<Int> {
    count * index / pieces..<count * (index + 1) / pieces
  }
}
