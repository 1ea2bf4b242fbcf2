extension TrainReport {
  /// The program to paste that trains as this did.
  ///
  /// - Parameter frameworks: For which.
  /// - Returns: The program; nil where there is none.
  package func script(_ frameworks: [Framework]) -> UsageScript? {
    UsageScript(
      training: plan.configuration, steps: plan.steps, clipNorm: plan.clipNorm, on: dataset,
      frameworks: frameworks)
  }
}
