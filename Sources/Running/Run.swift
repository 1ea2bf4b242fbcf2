import Dispatch
import Platform
import Store

/// Work that several workers do piece by piece, each piece recorded as it is finished, until all is
/// done or the run is ended: the one engine of trials and of searches.
package final class Run: Sendable {
  /// Why a run ended.
  package enum End: Sendable, Equatable {
    case finished
    /// It was asked to stop; pieces in flight are dropped, and done again later.
    case stopped(String)
    case failed(StoreError)
    /// What trains cannot: a command of the user's own that fails.
    case gaveUp(TrialFailure)
  }

  private struct State {
    var next = 0
    var active = 0
    var end: End?
  }

  private let state = Monitor(State())

  package init() {}

  /// Ends the run, without waiting for pieces in flight; nothing is recorded from then on.
  package func stop(_ reason: String) { end(.stopped(reason)) }

  /// Ends the run likewise, because nothing can be recorded any more.
  package func fail(_ error: StoreError) { end(.failed(error)) }

  /// Ends the run likewise, because trials cannot be trained.
  package func giveUp(_ failure: TrialFailure) { end(.gaveUp(failure)) }

  /// Whether it has ended: what is still trained is dropped.
  package var hasEnded: Bool { state.withLock { $0.end != nil } }

  private func end(_ end: End) { state.withLock { $0.end = $0.end ?? end } }

  /// Does some pieces, unless the run has ended. A run does one such list after another.
  ///
  /// - Parameters:
  ///   - pieces: The pieces, which do not depend on each other.
  ///   - workers: How many are done at once, at least 1.
  ///   - work: Does one, on a thread of its worker.
  ///   - record: Records what it gave. No two are recorded at once, and none once the end was told.
  /// - Returns: `finished` when all are recorded, or why the run ended. Then threads may still be at
  ///   work on what is dropped.
  func drain<Piece: Sendable, Outcome: Sendable>(
    _ pieces: [Piece], workers: Int,
    work: @escaping @Sendable (Piece) throws(StoreError) -> Outcome,
    record: @escaping @Sendable (Piece, Outcome, TrainingTiming) throws(StoreError) -> Void
  ) -> End {
    let count = min(workers, pieces.count)
    let ended = state.withLock { state -> End? in
      if state.end == nil { (state.next, state.active) = (0, count) }
      return state.end
    }
    if let ended { return ended }
    guard count > 0 else { return .finished }
    for worker in 1...count {
      DispatchQueue(label: "worker \(worker)").async {
        while let piece = self.take(pieces) {
          do throws(StoreError) {
            let start = ContinuousClock.now
            let outcome = try work(piece)
            let timing = TrainingTiming(
              seconds: start.duration(to: .now) / .seconds(1), worker: worker,
              host: HostName.current)
            try self.state.withLock { (state) throws(StoreError) in
              if state.end == nil { try record(piece, outcome, timing) }
            }
          } catch {
            self.fail(error)
          }
        }
        self.state.withLock { $0.active -= 1 }
      }
    }
    return state.wait { $0.end ?? ($0.active == 0 ? .finished : nil) }
  }

  private func take<Piece>(_ pieces: [Piece]) -> Piece? {
    state.withLock { state in
      guard state.end == nil, state.next < pieces.count else { return nil }
      state.next += 1
      return pieces[state.next - 1]
    }
  }
}
