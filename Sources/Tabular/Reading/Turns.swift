import Glibc

/// Lets threads do something one after the other, in a fixed order, and other things besides.
///
/// `@unchecked Sendable`: the turn is only touched under the lock.
final class Turns: @unchecked Sendable {
  private var turn = 0
  private var besides = 0
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// Waits for a turn; the first is 0. It lasts until `next()`.
  func wait(for index: Int) {
    pthread_mutex_lock(lock)
    while turn != index { pthread_cond_wait(changed, lock) }
    pthread_mutex_unlock(lock)
  }

  /// Says that the thread whose turn it is has something to do after its turn.
  func beginBesides() {
    pthread_mutex_lock(lock)
    besides += 1
    pthread_mutex_unlock(lock)
  }

  /// Says that it is done.
  func endBesides() {
    pthread_mutex_lock(lock)
    besides -= 1
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(lock)
  }

  /// Waits until nothing is done besides the turn, which must be the caller's.
  func waitForOthers() {
    pthread_mutex_lock(lock)
    while besides > 0 { pthread_cond_wait(changed, lock) }
    pthread_mutex_unlock(lock)
  }

  /// Gives the turn to the next.
  func next() {
    pthread_mutex_lock(lock)
    turn += 1
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(lock)
  }
}
