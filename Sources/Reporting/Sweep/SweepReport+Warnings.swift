import Statistics
import Tuning

extension SweepReport {
  /// What speaks against the recommendation, each with a way out.
  ///
  /// What is missing in a sweep that is not finished is no fault of its plan.
  func warnings(about best: SweepSummary.Entry) -> [String] {
    doubts(about: best) + remarks(besides: best)
  }

  /// What speaks against it itself.
  func doubts(about best: SweepSummary.Entry) -> [String] {
    guard isFinished else { return [] }
    var lines = learningDoubt(of: best).map { [$0] } ?? []
    if best.divergedCount > 0 {
      lines.append(
        "every configuration\(isHalved ? " that was trained to the end" : "") has \(words.diverging): try lower "
          + "rates"
          + (command == nil ? ", or --clip-norm" : ""))
    }
    if let edge = best.edge { lines.append(warning(best, at: edge)) }
    return lines
  }

  /// What is to be said of the other settings.
  private func remarks(besides best: SweepSummary.Entry) -> [String] {
    guard isFinished else { return [] }
    let others = summary.entries.filter {
      $0.isBestRate && $0.configuration != best.configuration
    }
    let count = others.count { $0.edge != nil }
    guard count > 0 else { return [] }
    let named = command == nil ? "schedules and settings" : "settings"
    let (verb, they) = count == 1 ? ("has its", "it") : ("have their", "they")
    let which =
      count < others.count
      ? "\(count) of the \(others.count) other \(named)"
      : count == 1
        ? others.first { $0.edge != nil }.map { axes.settingWords($0.configuration) } ?? ""
        : "the other \(count) \(named)"
    return [
      "\(which) \(verb) best rate at an edge\(best.edge == nil ? "" : " as well"): \(they) may do "
        + "better than it seems; \(wayOut) only what is new"
    ]
  }

  private func warning(_ best: SweepSummary.Entry, at edge: SweepSummary.Edge) -> String {
    let rate = best.configuration.learningRate
    let (word, beyond) =
      switch edge {
      case .low: ("lowest", LearningRate.canonical(rate / 10))
      case .high: ("highest", LearningRate.canonical(rate * 10))
      }
    let add = "add rates to \(Decimal.significant(beyond)) with --lr"
    let (tried, advice) =
      switch rates {
      case .grid: ("tried", "\(add), or give --extend-edges; only what is new is run")
      case .extended: ("tried, also beyond --lr", "\(add); only what is new is run")
      case .halving: ("tried", "\(add); only what is new is run")
      case .drawn(let bounds): ("drawn", Self.advice(rate, drawnFrom: bounds, at: edge))
      }
    return "its rate is the \(word) that was \(tried); a better one may lie beyond: \(advice)"
  }

  /// How rates beyond the last one that was drawn are had.
  private static func advice(
    _ rate: Double, drawnFrom bounds: ClosedRange<Double>, at edge: SweepSummary.Edge
  ) -> String {
    let end = edge == .low ? bounds.lowerBound : bounds.upperBound
    let beyond = "--lr that reaches beyond \(Decimal.significant(end)) draws all anew"
    return rate == end
      ? "a \(beyond)"
      : "more --trials add draws from --lr, and only what is new is run; a \(beyond)"
  }

  /// How edges are dealt with that stand beside the best one.
  private var wayOut: String {
    switch rates {
    case .grid: "--extend-edges, or more rates in --lr, run"
    case .extended, .halving: "more rates in --lr run"
    case .drawn: "more --trials run"
    }
  }
}
