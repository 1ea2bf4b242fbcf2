import Glibc

/// A signal that asks the process to end.
package struct StopSignal: Sendable, Hashable {
  package let number: Int32
  package let name: String

  /// Ends the process as the signal would have ended it by itself, so that a shell sees what it was.
  package func end() -> Never {
    signal(number, SIG_DFL)
    // Whoever hears signals through a source keeps them from the threads.
    var own = sigset_t()
    sigemptyset(&own)
    sigaddset(&own, number)
    pthread_sigmask(SIG_UNBLOCK, &own, nil)
    raise(number)
    _exit(128 + number)
  }
}
