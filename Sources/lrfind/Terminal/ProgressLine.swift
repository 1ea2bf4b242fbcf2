import Reporting
import Sweep

/// A line on standard error that says how far training has come, when it takes over a second.
struct ProgressLine {
  /// Shows progress while something runs; only on a terminal.
  ///
  /// - Parameters:
  ///   - counter: The steps that are done.
  ///   - total: The steps that are expected.
  ///   - isWanted: Whether the user wants to see anything.
  ///   - body: What runs.
  /// - Returns: What `body` returned.
  static func show<Result: Sendable>(
    _ counter: ProgressCounter, of total: Int, isWanted: Bool,
    while body: @Sendable () async -> Result
  ) async -> Result {
    guard isWanted, Terminal.isInteractive else { return await body() }
    let start = ContinuousClock.now
    let line = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: .milliseconds(250))
        let elapsed = start.duration(to: .now) / .seconds(1)
        guard elapsed > 1 else { continue }
        let share = min(1, Double(counter.steps) / Double(total))
        let left = share > 0 ? Decimal.count(Int(elapsed / share - elapsed) + 1, "second") : "?"
        Terminal.showProgress("training: \(Int(share * 100)) %, about \(left) left")
      }
    }
    let result = await body()
    line.cancel()
    if start.duration(to: .now) / .seconds(1) > 1 { Terminal.showProgress("") }
    return result
  }
}
