import Training

/// What a trial is known by: a hash of everything that its result depends on, besides the numerics
/// of the machine.
package struct TrialIdentity: Sendable {
  /// What all seeds of a configuration share, one `name=value` a line.
  private let content: String

  /// - Parameters:
  ///   - data: The fingerprint of the prepared data.
  ///   - configuration: The point of the search space.
  ///   - steps: The updates that are made.
  ///   - horizon: The updates that the schedule counts by; nil where they are all made.
  ///   - clipNorm: The largest norm of the gradient, or nil.
  package init(
    data: String, configuration: TrialResult.Configuration, steps: Int, horizon: Int? = nil,
    clipNorm: Double?
  ) {
    let warmup = configuration.schedule.warmup.map { "\($0)" } ?? "none"
    let hidden = configuration.hidden.map(String.init).joined(separator: ",")
    content = """
      lrfind trial 1
      data=\(data)
      model=\(configuration.activation == nil ? "logistic" : "mlp")
      hidden=\(hidden)
      activation=\(configuration.activation?.rawValue ?? "none")
      optimizer=\(configuration.optimizer.fullSpecification)
      weight-decay=\(configuration.weightDecay)
      clip-norm=\(clipNorm.map { "\($0)" } ?? "none")
      batch-size=\(configuration.batchSize)
      schedule=\(configuration.schedule.shape.fullDescription)
      warmup=\(warmup)
      horizon=\(horizon ?? steps)
      steps=\(steps)
      checkpoints=\(TrainJob.Plan.checkpointCount)
      evaluation-rows=\(Runner.evaluationRowLimit)
      learning-rate=\(configuration.learningRate)

      """
  }

  /// The key of the trial with a seed: a `t` and 80 bits in hexadecimal digits.
  package func id(seed: UInt64) -> String {
    "t" + ContentHash.hexadecimal(of: content + "seed=\(seed)\n", digits: 20)
  }
}
