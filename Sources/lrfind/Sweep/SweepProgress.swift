import Planning
import Reporting
import Running

/// The line that says how far a sweep is.
struct SweepProgress {
  private let plan: SweepPlan
  private let start = ContinuousClock.now

  init(plan: SweepPlan) { self.plan = plan }

  /// What is said of a round: which rung of halving it is, or how often edges were extended.
  private func words(round: Int) -> String {
    if plan.search == .halving { return "rung \(round) of \(plan.rungs.count): " }
    return round > 1 ? "edges extended \(Decimal.count(round - 1, "time")): " : ""
  }

  func line(_ progress: TrialProgress) -> String {
    let elapsed = start.duration(to: .now) / .seconds(1)
    let rate = Double(progress.done) / max(elapsed, 1e-3)
    var parts = [
      words(round: progress.round)
        + "\(Decimal.grouped(progress.finished))/\(Decimal.grouped(progress.total)) trials"
    ]
    if let seconds = progress.work.secondsLeft(after: elapsed) {
      parts.append("\(Decimal.significant(rate)) a second")
      parts.append("about \(TimeSpan.text(max(1, seconds))) left")
    }
    if let best = progress.best, let loss = best.validationLoss {
      let configuration = best.configuration
      let setting =
        configuration.setting.parameters.map { parameters in
          parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        } ?? [configuration.optimizer.specification, "\(configuration.schedule)"]
      parts.append(
        "lowest loss \(Decimal.significant(loss)) at lr "
          + Decimal.significant(configuration.learningRate)
          + (setting.isEmpty ? "" : " (\(setting.joined(separator: ", ")))"))
    }
    return parts.joined(separator: ", ")
  }
}
