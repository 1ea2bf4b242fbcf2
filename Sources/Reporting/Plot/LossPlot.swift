/// The loss over the learning rate, with what was recommended: plain data to be drawn.
package struct LossPlot: Plot, Hashable {
  /// A learning rate that was really trained with.
  package struct Confirmed: Sendable, Hashable {
    package var learningRate: Double
    /// Its last validation loss; nil when it diverged.
    package var loss: Double?

    package init(learningRate: Double, loss: Double?) {
      self.learningRate = learningRate
      self.loss = loss
    }
  }

  /// The largest text.
  package var title: String
  /// A line under the title; empty for none.
  package var subtitle: String
  /// What is drawn upwards, such as `loss (cross-entropy)`.
  package var lossLabel: String
  /// The rate of each step of the range test, rising, greater than zero.
  package var learningRates: [Double]
  /// The loss of each repeat at each step; a repeat may be shorter than the rates.
  package var losses: [[Double]]
  /// The smoothed mean loss at each step; may be shorter than the rates.
  package var smoothed: [Double]
  /// The rates that were trained with, in any order.
  package var confirmed: [Confirmed]
  /// Whether those were whole trainings, and the range is measured.
  package var isDecided: Bool
  /// Whether the range is predicted, whatever was trained besides.
  package var isRangePredicted: Bool
  /// The recommended rate.
  package var recommended: Double
  /// The rates that are predicted to be nearly as good.
  package var low: Double
  package var high: Double
  /// The lowest rate from which training diverges, or nil.
  package var divergence: Double?
  /// The steps in which it did, where a whole training has more; nil where it has not.
  package var divergenceSteps: Int?

  package init(
    title: String, subtitle: String, lossLabel: String, learningRates: [Double],
    losses: [[Double]], smoothed: [Double], confirmed: [Confirmed] = [], isDecided: Bool = false,
    recommended: Double,
    low: Double, high: Double, divergence: Double? = nil, divergenceSteps: Int? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.lossLabel = lossLabel
    self.learningRates = learningRates
    self.losses = losses
    self.smoothed = smoothed
    self.confirmed = confirmed
    self.isDecided = isDecided
    isRangePredicted = !isDecided
    self.recommended = recommended
    self.low = low
    self.high = high
    self.divergence = divergence
    self.divergenceSteps = divergenceSteps
  }
}
