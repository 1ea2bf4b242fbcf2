import Training

/// What is said where a step is no number.
enum UndefinedStep {
  /// - Parameter optimizer: What makes the step.
  /// - Returns: Why, and what to do.
  static func words(of optimizer: Optimizer) -> (what: String, advice: String) {
    // What divides by the size of slopes meets 0 / 0 where these are 0; others do not divide.
    optimizer.traits.dividesBySize
      ? ("it would divide 0 by 0", "PyTorch would go on with NaN: set eps above 0")
      : (
        "the formula's parts are too large for the computer's numbers there (as is exp of 710)",
        "PyTorch would go on with NaN: lower η, or start nearer"
      )
  }
}
