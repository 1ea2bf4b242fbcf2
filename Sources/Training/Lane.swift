/// One of several models that are trained side by side: what differs from its neighbours.
package struct Lane: Codable, Hashable, Sendable {
  /// The peak of the learning rate, which the schedule multiplies.
  package var learningRate: Double
  /// What the learning rate does over time.
  package var schedule: Schedule
  /// The weight decay.
  package var weightDecay: Double
  /// Which of the seed's initial weights it starts from; lanes with the same repeat start alike.
  package var `repeat`: Int

  package init(
    learningRate: Double, schedule: Schedule = .constant, weightDecay: Double = 0,
    repeat: Int = 0
  ) {
    self.learningRate = learningRate
    self.schedule = schedule
    self.weightDecay = weightDecay
    self.repeat = `repeat`
  }
}

/// What the lanes of a group share, besides the data.
package struct TrainingSettings: Codable, Hashable, Sendable {
  package var model: Model
  package var optimizer: Optimizer
  /// The rows of a minibatch; more than there are rows means all of them.
  package var batchSize: Int
  /// The largest norm of a lane's gradient, or nil for no clipping.
  package var clipNorm: Double?
  /// Where initial weights and batch order derive from.
  package var seed: UInt64

  package init(
    model: Model, optimizer: Optimizer, batchSize: Int = 32, clipNorm: Double? = nil,
    seed: UInt64 = 0
  ) {
    self.model = model
    self.optimizer = optimizer
    self.batchSize = batchSize
    self.clipNorm = clipNorm
    self.seed = seed
  }
}

/// All that a lane carries from one stretch of training to the next.
package struct LaneState: Sendable, Equatable {
  /// Each layer's weights, (out, in), then its biases, (out).
  package var parameters: [Float]
  /// The optimizer's state tensors, each laid out like `parameters`.
  package var optimizerState: [[Float]]
  /// The optimizer's numbers; see `OptimizerTraits.initialNumbers`.
  package var optimizerNumbers: [Double]
  /// The step at which a loss or parameter was no longer finite, or nil.
  package var divergedAt: Int?
  /// What its checkpoints have shown.
  package var feedback: Feedback

  package init(
    parameters: [Float], optimizerState: [[Float]], optimizerNumbers: [Double] = [],
    divergedAt: Int? = nil, feedback: Feedback = Feedback()
  ) {
    self.parameters = parameters
    self.optimizerState = optimizerState
    self.optimizerNumbers = optimizerNumbers
    self.divergedAt = divergedAt
    self.feedback = feedback
  }
}

/// How a lane does on rows that it was not trained on.
package struct Evaluation: Sendable, Hashable {
  /// The mean loss; for regression in standardised units.
  package var loss: Double
  /// The share of rows classified correctly, or nil for regression.
  package var accuracy: Double?

  package init(loss: Double, accuracy: Double?) {
    self.loss = loss
    self.accuracy = accuracy
  }
}
