import Sweep
import Tuning

extension SweepReport {
  /// What speaks against the recommendation, each with a way out.
  ///
  /// What is missing in a sweep that is not finished is no fault of its plan.
  func warnings(about best: SweepSummary.Entry) -> [String] {
    guard isFinished else { return [] }
    var lines: [String] = []
    if best.divergedCount > 0 {
      lines.append("every configuration has a seed that diverged: add lower rates, or --clip-norm")
    }
    if let edge = best.edge { lines.append(warning(best, at: edge)) }
    let cells = summary.entries.filter(\.isBestRate)
    let others = cells.filter { $0.edge != nil && $0.configuration != best.configuration }
    if !others.isEmpty {
      lines.append(
        "\(others.count) of the \(cells.count - 1) other schedules and settings have their best "
          + "rate at an edge as well: they may do better than it seems; \(way) only what is new")
    }
    return lines
  }

  private func warning(_ best: SweepSummary.Entry, at edge: SweepSummary.Edge) -> String {
    let rate = best.configuration.learningRate
    let (word, beyond) =
      switch edge {
      case .low: ("lowest", LearningRate.canonical(rate / 10))
      case .high: ("highest", LearningRate.canonical(rate * 10))
      }
    let isExtended = extendedAxis != nil
    let tried = isExtended ? "tried, also beyond --lr" : "tried"
    return "its rate is the \(word) that was \(tried); a better one may lie beyond: add rates to "
      + "\(Decimal.significant(beyond)) with --lr"
      + "\(isExtended ? "" : ", or give --extend-edges"); only what is new is run"
  }

  /// How edges are dealt with that stand beside the best one.
  private var way: String {
    extendedAxis == nil ? "--extend-edges, or more rates in --lr, run" : "more rates in --lr run"
  }
}
