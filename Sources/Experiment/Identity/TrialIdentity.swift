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
    data: String, configuration: Configuration, steps: Int, horizon: Int? = nil,
    clipNorm: Double?
  ) {
    // Parts that are no axis stand between them, in the order of the first version, for ever.
    let length = """
      horizon=\(horizon ?? steps)
      steps=\(steps)
      checkpoints=\(EvaluationRule.checkpointCount)
      evaluation-rows=\(EvaluationRule.rowLimit)

      """
    let fixed: [(place: Int, text: String)] = [
      (0, "lrfind trial 1\ndata=\(data)\n"),
      (50, "clip-norm=\(clipNorm.map { "\($0)" } ?? "none")\n"), (80, length),
    ]
    let axes = Axis.all.map { ($0.identityPlace, $0.identity(configuration)) }
    content = (fixed + axes).sorted { $0.place < $1.place }.map(\.text).joined()
  }

  /// The key of a trial.
  ///
  /// - Parameters:
  ///   - seed: The seed.
  ///   - fold: The fold; the ordinary split has no line, as before there were folds.
  /// - Returns: A `t` and 80 bits in hexadecimal digits.
  package func id(seed: UInt64, fold: Fold = .ordinary) -> String {
    id(of: Replicate(seed: seed, fold: fold))
  }

  /// The key of a trial.
  package func id(of replicate: Replicate) -> String {
    let fold = replicate.fold
    let split = fold == .ordinary ? "" : "fold=\(fold.index) of \(fold.count)\n"
    return "t"
      + ContentHash.hexadecimal(of: content + "seed=\(replicate.seed)\n" + split, digits: 20)
  }
}
