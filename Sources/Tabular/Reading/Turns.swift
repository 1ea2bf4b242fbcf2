import Platform

/// Lets threads do something one after the other, in a fixed order, and other things besides.
final class Turns: Sendable {
  private struct State {
    var turn = 0
    var besides = 0
  }

  private let state = Monitor(State())

  /// Waits for a turn; the first is 0. It lasts until `next()`.
  func wait(for index: Int) { state.wait { $0.turn == index ? () : nil } }

  /// Says that the thread whose turn it is has something to do after its turn.
  func beginBesides() { state.withLock { $0.besides += 1 } }

  /// Says that it is done.
  func endBesides() { state.withLock { $0.besides -= 1 } }

  /// Waits until nothing is done besides the turn, which must be the caller's.
  func waitForOthers() { state.wait { $0.besides == 0 ? () : nil } }

  /// Gives the turn to the next.
  func next() { state.withLock { $0.turn += 1 } }
}
