import Reporting

/// The program to paste that trains as the best of a sweep.
extension TableSweepKind {
  func script(_ findings: Findings, for frameworks: [Framework]) -> UsageScript? {
    guard let winner = findings.winner else { return nil }
    // Its schedule was trained with, so it fits the steps.
    let setting = try? UsageSetting(
      winner.configuration, steps: winner.steps, clipNorm: request.plan.clipNorm,
      constantLearningRate: winner.constantLearningRate, on: dataset)
    return setting.flatMap { UsageScript($0, dataset: dataset, frameworks: frameworks) }
  }
}
