import Reporting
import Running

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
  static func show<Result>(
    _ counter: ProgressCounter, of total: Int, isWanted: Bool,
    while body: () -> Result
  ) -> Result {
    guard isWanted, Terminal.isInteractive else { return body() }
    let start = ContinuousClock.now
    let watch = RunWatch()
    watch.every(0.25) {
      let elapsed = start.duration(to: .now) / .seconds(1)
      guard elapsed > 1 else { return }
      let share = min(1, Double(counter.steps) / Double(total))
      let left =
        share > 0
        ? ", about \(Decimal.count(Int(elapsed / share - elapsed) + 1, "second")) left" : ""
      Terminal.showProgress("training: \(Int(share * 100)) %\(left)")
    }
    defer {
      watch.cancel()
      if start.duration(to: .now) / .seconds(1) > 1 { Terminal.showProgress("") }
    }
    return body()
  }
}
