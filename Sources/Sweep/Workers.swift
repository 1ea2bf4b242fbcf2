import Synchronization

/// Spreads independent pieces of work over several workers.
enum Workers {
  /// Does all pieces, each by whichever worker is free.
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - workers: How many are done at once, at least 1.
  ///   - body: Does the piece with an index.
  /// - Returns: The results, in the order of the pieces.
  static func map<Result: Sendable>(
    count: Int, workers: Int, _ body: @escaping @Sendable (Int) async -> Result
  ) async -> [Result] {
    let queue = WorkQueue(count: count)
    return await withTaskGroup(of: [(index: Int, result: Result)].self) { tasks in
      for _ in 0..<min(workers, count) {
        tasks.addTask {
          var done: [(index: Int, result: Result)] = []
          while let index = queue.take() { done.append((index, await body(index))) }
          return done
        }
      }
      return await tasks.reduce(into: []) { $0 += $1 }.sorted { $0.index < $1.index }
        .map(\.result)
    }
  }
}

/// Hands out pieces of work to whichever worker is free.
private final class WorkQueue: Sendable {
  private let next = Atomic(0)
  private let count: Int

  init(count: Int) { self.count = count }

  /// The index of a piece that nobody has taken yet, or nil when all are.
  func take() -> Int? {
    let index = next.add(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}
