/// A range test as somebody recorded it: pairs of learning rate and loss, in the order in which they
/// were written down.
package struct RecordedCurve: Sendable, Hashable {
  /// One step of a range test.
  package struct Point: Sendable, Hashable {
    package var learningRate: Double
    /// Not finite where training had diverged, or no loss was recorded.
    package var loss: Double
    /// Whether a loss was recorded at all.
    package var hasLoss: Bool

    package init(learningRate: Double, loss: Double, hasLoss: Bool = true) {
      self.learningRate = learningRate
      self.loss = loss
      self.hasLoss = hasLoss
    }
  }

  /// The points of each training; most tools record one.
  package var runs: [[Point]]
  /// Whether the losses are moving averages already; nil to find it out.
  package var isSmoothed: Bool?

  package init(runs: [[Point]], isSmoothed: Bool? = nil) {
    self.runs = runs
    self.isSmoothed = isSmoothed
  }
}

/// Why a recorded curve cannot be read at all.
package enum CurveProblem: Error, Sendable, Hashable {
  /// It has no points.
  case empty
  /// No learning rate is greater than zero.
  case noPositiveRate
  /// No loss is a finite number.
  case noFiniteLoss
  /// No point with a rate has a loss.
  case noLoss
  /// The rate never changes.
  case oneRate(Double)
  /// So few points are left that no rule can read them.
  case tooFewPoints(Int, needed: Int)
}
