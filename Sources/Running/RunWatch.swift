import Dispatch
import Glibc

/// Watches over a run: signals, a time limit, and what is to be done again and again.
///
/// `@unchecked Sendable`: its sources are made by `init` and cancelled by `cancel`, and everything
/// that they do happens on one serial queue.
package final class RunWatch: @unchecked Sendable {
  private let queue = DispatchQueue(label: "watch")
  private var sources: [any DispatchSourceProtocol] = []
  private var received = 0

  /// The signals that end a sweep in order. A closed terminal counts like a request to end.
  private static let signals = [
    StopSignal(number: SIGINT, name: "SIGINT"), StopSignal(number: SIGTERM, name: "SIGTERM"),
    StopSignal(number: SIGHUP, name: "SIGHUP"),
  ]

  package init() {}

  /// Calls `stop` for the first signal; a second one ends the process at once.
  ///
  /// A hang-up that was already ignored stays so: that is what `nohup` asks for.
  ///
  /// - Parameters:
  ///   - code: The exit code of a process that is ended by the second signal.
  ///   - stop: Receives the signal.
  package func onSignal(exitCode code: Int32, stop: @escaping @Sendable (StopSignal) -> Void) {
    for heard in Self.signals {
      // Left to its default action a signal would end the process before the source hears of it.
      let former = signal(heard.number, SIG_IGN)
      if heard.number == SIGHUP, Self.isIgnored(former) { continue }
      let source = DispatchSource.makeSignalSource(signal: heard.number, queue: queue)
      source.setEventHandler { [self] in
        received += 1
        if received > 1 { _exit(code) }
        stop(heard)
      }
      source.activate()
      sources.append(source)
    }
  }

  private static func isIgnored(_ action: sighandler_t?) -> Bool {
    action.map { unsafeBitCast($0, to: Int.self) } == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Calls `body` once, after some seconds.
  package func after(_ seconds: Double, _ body: @escaping @Sendable () -> Void) {
    let source = DispatchSource.makeTimerSource(queue: queue)
    source.schedule(deadline: .now() + seconds)
    source.setEventHandler(handler: body)
    source.activate()
    sources.append(source)
  }

  /// Calls `body` again and again, on a queue of its own, so that a long one does not keep signals
  /// waiting.
  package func every(_ seconds: Double, _ body: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "again")
    let source = DispatchSource.makeTimerSource(queue: queue)
    source.schedule(deadline: .now() + seconds, repeating: seconds)
    source.setEventHandler(handler: body)
    source.activate()
    repeated.append((source, queue))
  }

  private var repeated: [(source: any DispatchSourceProtocol, queue: DispatchQueue)] = []

  /// Ends what is repeated, and waits for what is just being done: a file that is written late must
  /// not replace the last one. Signals are heard until the process ends.
  package func cancel() {
    for (source, queue) in repeated {
      source.cancel()
      queue.sync {}
    }
    repeated = []
  }
}
