import Dispatch
import Platform
import Synchronization

/// Workers that share pieces of work which do not depend on each other.
///
/// They are threads, not tasks: training never gives up its thread, and what watches over signals and
/// time must not wait for one.
struct WorkerPool: Sendable {
  /// The most pieces that are done at once, at least 1.
  let workers: Int

  /// Does all pieces, each by whichever worker is free.
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - body: Does the piece with an index.
  /// - Returns: The results, in the order of the pieces.
  func map<Result: Sendable>(
    count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    guard min(workers, count) > 1 else { return (0..<count).map(body) }
    let done = Monitor([(index: Int, result: Result)]())
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = body(index)
        done.withLock { $0.append((index, result)) }
      }
    }
    return done.withLock { $0.sorted { $0.index < $1.index }.map(\.result) }
  }
}
