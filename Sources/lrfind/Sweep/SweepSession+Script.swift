import Reporting

/// The program to paste that trains as the best of a sweep.
extension SweepSession {
  /// - Parameters:
  ///   - findings: What the sweep has found.
  ///   - frameworks: What the program trains with.
  /// - Returns: Nil where nothing was best.
  func script(_ findings: Kind.Findings, for frameworks: [Framework]) -> UsageScript? {
    guard let winner = findings.winner else { return nil }
    // Its schedule was trained with, so it fits the steps.
    let setting = try? UsageSetting(
      winner.configuration, steps: winner.steps, clipNorm: kind.request.plan.clipNorm,
      constantLearningRate: winner.constantLearningRate, on: kind.dataset)
    return setting.flatMap {
      UsageScript($0, dataset: kind.dataset, frameworks: frameworks)
    }
  }
}
