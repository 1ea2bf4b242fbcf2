import Sweep
import Training

/// What is known of a sweep so far: how many trials, and the best configurations.
package struct SweepSummary: Sendable {
  private let results: [TrialResult]
  private let counts: SweepStore.Counts

  /// The configurations that are shown.
  private static let shown = 5

  package init(_ results: [TrialResult], counts: SweepStore.Counts) {
    self.results = results
    self.counts = counts
  }

  /// A configuration and its mean over the seeds that are finished.
  private struct Line {
    var configuration: TrialResult.Configuration
    var seeds: Int
    var diverged: Int
    var loss: Double?
    var metric: Double?
  }

  /// The lines for a folder whose sweep is in some state, such as running.
  package func lines(of folder: String, state: String, _ style: Style) -> [String] {
    ["\(style.bold(folder))  \(state)"] + lines(style)
  }

  /// The lines, the most important first.
  package func lines(_ style: Style) -> [String] {
    let diverged = counts.diverged > 0 ? ", \(Decimal.grouped(counts.diverged)) diverged" : ""
    var lines = [
      "\(Decimal.grouped(counts.done)) of \(Decimal.count(counts.total, "trial")) done\(diverged)"
    ]
    let best = ranked.prefix(Self.shown).filter { $0.loss != nil }
    guard !best.isEmpty else { return lines }
    lines.append("lowest mean validation loss:")
    for (index, line) in best.enumerated() {
      let text =
        "  \(Decimal.significant(line.loss ?? .nan, digits: 4))"
        + (line.metric.map { " (metric \(Decimal.significant($0, digits: 4)))" } ?? "")
        + "  lr \(Decimal.significant(line.configuration.learningRate, digits: 6))"
        + ", \(Self.text(line.configuration)), \(Decimal.count(line.seeds, "seed"))"
      lines.append(index == 0 ? style.bold(text) : text)
    }
    return lines
  }

  /// Configurations without a diverged seed first, then by loss.
  private var ranked: [Line] {
    var order: [TrialResult.Configuration] = []
    var groups: [TrialResult.Configuration: [TrialResult]] = [:]
    for result in results {
      if groups[result.configuration] == nil { order.append(result.configuration) }
      groups[result.configuration, default: []].append(result)
    }
    return order.map { configuration in
      let trials = groups[configuration] ?? []
      return Line(
        configuration: configuration, seeds: trials.count,
        diverged: trials.count { $0.status == .diverged },
        loss: Self.mean(trials.compactMap(\.validationLoss)),
        metric: Self.mean(trials.compactMap(\.metric)))
    }.sorted {
      ($0.diverged > 0 ? 1 : 0, $0.loss ?? .infinity)
        < ($1.diverged > 0 ? 1 : 0, $1.loss ?? .infinity)
    }
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func text(_ configuration: TrialResult.Configuration) -> String {
    let hidden = configuration.hidden.map(String.init).joined(separator: "x")
    let model = configuration.activation.map { "\(hidden) \($0.rawValue)" } ?? "logistic"
    return "\(configuration.optimizer.specification), \(configuration.schedule), "
      + "batch \(configuration.batchSize), \(model), "
      + "decay \(Decimal.significant(configuration.weightDecay))"
  }
}
