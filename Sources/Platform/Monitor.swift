import Glibc

/// A value that threads share: one at a time sees it, and any may wait until it is as it should be.
///
/// Made of POSIX's lock and not of `Synchronization.Mutex`, whose futex ThreadSanitizer does not
/// see: under it every use would be told as a race, and a true one would not be found among them.
///
/// `@unchecked Sendable`: the value is touched only while the lock is held.
package final class Monitor<Value: ~Copyable>: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var value: Value

  package init(_ value: consuming sending Value) {
    self.value = value
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// Looks at the value, or changes it.
  package func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(lock)
    defer {
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(lock)
    }
    return try body(&value)
  }

  /// Waits until the value has an answer.
  ///
  /// - Parameter body: The answer, or nil to wait on; asked anew whenever the value may have changed.
  /// - Returns: The answer.
  package func wait<Result>(_ body: (inout Value) -> Result?) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      if let result = body(&value) { return result }
      pthread_cond_wait(changed, lock)
    }
  }
}
