import Foundation

extension Process {
  /// Waits until something is so, or the process has ended.
  ///
  /// - Parameters:
  ///   - limit: When it is given up: nothing is measured by it, it only ends a test that hangs.
  ///   - isSo: What is waited for; asked about a thousand times a second.
  func wait(upTo limit: Duration = .seconds(120), until isSo: () -> Bool) {
    let end = ContinuousClock.now + limit
    while isRunning, !isSo(), ContinuousClock.now < end { poll(nil, 0, 1) }
  }
}
