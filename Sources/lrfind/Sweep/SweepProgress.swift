import Reporting
import Sweep

/// The line that says how far a sweep is.
struct SweepProgress {
  /// The trials of the plan.
  let total: Int
  /// Those that were finished before.
  let before: Int
  /// Those that this run trains, also for the sake of whole groups.
  let pending: Int
  private let start = ContinuousClock.now

  init(total: Int, before: Int, pending: Int) {
    self.total = total
    self.before = before
    self.pending = pending
  }

  func line(_ progress: SweepRun.Progress) -> String {
    let elapsed = start.duration(to: .now) / .seconds(1)
    let rate = Double(progress.done) / max(elapsed, 1e-3)
    let done = min(total, before + progress.done)
    var parts = ["\(Decimal.grouped(done))/\(Decimal.grouped(total)) trials"]
    if progress.done > 0 {
      parts.append("\(Decimal.significant(rate)) a second")
      parts.append("about \(TimeSpan.text(Double(pending - progress.done) / rate)) left")
    }
    if let best = progress.best, let loss = best.validationLoss {
      let configuration = best.configuration
      parts.append(
        "best \(Decimal.significant(loss)) at lr "
          + "\(Decimal.significant(configuration.learningRate)) "
          + "(\(configuration.optimizer.specification), \(configuration.schedule))")
    }
    return parts.joined(separator: ", ")
  }
}
