/// The loss over the learning rate, with what was recommended: plain data to be drawn.
package struct LossPlot: Plot, Hashable {
  /// A learning rate that was really trained with.
  package struct Confirmed: Sendable, Hashable {
    package var learningRate: Double
    /// Its last validation loss; nil when it diverged.
    package var loss: Double?
    /// Drawn as a bar through it: of its difference to the recommended rate's.
    package var interval: ClosedRange<Double>?

    package init(learningRate: Double, loss: Double?, interval: ClosedRange<Double>? = nil) {
      self.learningRate = learningRate
      self.loss = loss
      self.interval = interval
    }
  }

  /// What its points and lines are.
  package struct Names: Sendable, Hashable {
    /// Single losses, and the curve through them.
    package var losses: String
    package var curve: String
    package var confirmed: String

    package init(losses: String, curve: String, confirmed: String) {
      self.losses = losses
      self.curve = curve
      self.confirmed = confirmed
    }
  }

  /// The largest text.
  package var title: String
  /// A line under the title; empty for none.
  package var subtitle: String
  /// What is drawn upwards, such as `loss (cross-entropy)`.
  package var lossLabel: String
  package var names: Names
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
  /// The recommended rate; nil where nothing is.
  package var recommended: Double?
  /// The rates that are nearly as good; nil where nothing is said of any but the recommended.
  package var range: ClosedRange<Double>?
  /// The lowest rate from which training diverges, or nil.
  package var divergence: Double?
  /// The steps in which it did, where a whole training has more; nil where it has not.
  package var divergenceSteps: Int?

  package init(
    title: String, subtitle: String, lossLabel: String, names: Names, learningRates: [Double],
    losses: [[Double]], smoothed: [Double], confirmed: [Confirmed] = [], isDecided: Bool = false,
    recommended: Double?, range: ClosedRange<Double>?, divergence: Double? = nil,
    divergenceSteps: Int? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.lossLabel = lossLabel
    self.names = names
    self.learningRates = learningRates
    self.losses = losses
    self.smoothed = smoothed
    self.confirmed = confirmed
    self.isDecided = isDecided
    isRangePredicted = !isDecided
    self.recommended = recommended
    self.range = range.flatMap { $0.lowerBound < $0.upperBound ? $0 : nil }
    self.divergence = divergence
    self.divergenceSteps = divergenceSteps
  }

  /// What the bars through trained rates are.
  static let intervalName = "difference to the answer, 95 %"

  /// Whether a training that counts diverged at the edge itself.
  var isEdgeTrained: Bool {
    isDecided && confirmed.contains { $0.learningRate == divergence && $0.loss == nil }
  }
}
