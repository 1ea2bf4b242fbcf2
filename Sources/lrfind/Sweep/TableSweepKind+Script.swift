import Reporting

/// The program to paste that trains as the best of a sweep.
extension TableSweepKind {
  func script(_ findings: Findings, for frameworks: [Framework]) -> UsageScript? {
    findings.winner.flatMap { winner in
      UsageScript(
        training: winner.configuration, steps: winner.steps, clipNorm: request.plan.clipNorm,
        constantLearningRate: winner.constantLearningRate, on: dataset, frameworks: frameworks)
    }
  }
}
