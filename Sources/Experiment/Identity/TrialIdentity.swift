import Training

/// What a trial is known by: a hash of everything that its result depends on, besides the numerics
/// of the machine.
package struct TrialIdentity: Sendable {
  /// What stands in the content, in this order for ever: an axis that comes later stands behind.
  enum Place: CaseIterable {
    case data, hidden, activation, optimizer, weightDecay, clipNorm, batchSize, schedule, length
    case learningRate
  }

  private static let axes = Dictionary(
    uniqueKeysWithValues: Axis.all.map { ($0.identityPlace, $0) })

  /// What all seeds of a configuration share, one `name=value` a line.
  private let content: String

  /// - Parameters:
  ///   - data: The fingerprint of the prepared data.
  ///   - configuration: The point of the search space.
  ///   - steps: The updates that are made.
  ///   - horizon: The updates that the schedule counts by; nil where they are all made.
  ///   - clipNorm: The largest norm of the gradient, or nil.
  package init(
    data: String, configuration: Configuration, steps: Int, horizon: Int? = nil,
    clipNorm: Double?
  ) {
    content = Place.allCases.map { place in
      switch place {
      case .data: "lrfind trial 1\ndata=\(data)\n"
      case .clipNorm: "clip-norm=\(clipNorm.map { "\($0)" } ?? "none")\n"
      case .length:
        """
        horizon=\(horizon ?? steps)
        steps=\(steps)
        checkpoints=\(EvaluationRule.checkpointCount)
        evaluation-rows=\(EvaluationRule.rowLimit)

        """
      case .hidden, .activation, .optimizer, .weightDecay, .batchSize, .schedule, .learningRate:
        Self.axes[place]?.identity(configuration) ?? ""
      }
    }.joined()
  }

  /// The key of a trial.
  ///
  /// - Parameters:
  ///   - seed: The seed.
  ///   - fold: The fold; the ordinary split has no line, as before there were folds.
  /// - Returns: A `t` and 80 bits in hexadecimal digits.
  package func id(seed: UInt64, fold: Int = 0) -> String {
    let split = fold == 0 ? "" : "fold=\(fold)\n"
    return "t" + ContentHash.hexadecimal(of: content + "seed=\(seed)\n" + split, digits: 20)
  }
}
