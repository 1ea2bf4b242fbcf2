import Synchronization

/// Counts training steps that are done; any thread may add, any may read.
package final class ProgressCounter: Sendable {
  private let count = Atomic(0)

  package init() {}

  /// The steps done so far, over all lanes.
  package var steps: Int { count.load(ordering: .relaxed) }

  package func add(_ steps: Int) { count.add(steps, ordering: .relaxed) }
}
