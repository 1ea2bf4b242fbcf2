import Training

/// A point of the search space: what a training is besides its data, its length and its seed.
package struct Configuration: Sendable, Hashable {
  package var setting: Setting
  /// The peak of the learning rate, which the schedule multiplies.
  package var learningRate: Double

  package init(_ setting: Setting, learningRate: Double) {
    self.setting = setting
    self.learningRate = learningRate
  }

  package var schedule: ScheduleSpecification { setting.schedule }
  package var optimizer: Optimizer { setting.optimizer }
  package var weightDecay: Double { setting.weightDecay }
  package var batchSize: Int { setting.batchSize }
  package var model: Model { setting.model }
}

/// What configurations differ in besides the learning rate.
package struct Setting: Sendable, Hashable {
  package var schedule: ScheduleSpecification
  package var optimizer: Optimizer
  package var weightDecay: Double
  /// The rows of a minibatch.
  package var batchSize: Int
  package var model: Model
  /// What a command of the user's own is given besides the rate, by the names of its axes; nil where
  /// training is built in. A command knows of nothing else here.
  package private(set) var parameters: [String: String]?

  /// Whether a command of the user's own trains it. It tells no loss before training, but the first that it
  /// tells at all, which may be its last.
  package var isOfCommand: Bool { parameters != nil }

  /// The loss that none is below; nil for a command, whose figure may be anything.
  package var lowestLoss: Double? { isOfCommand ? nil : 0 }

  /// What a run of a command differs in from others.
  package static func ofCommand(_ parameters: [String: String]) -> Setting {
    var setting = Setting(
      schedule: .constant, optimizer: .sgd, weightDecay: 0, batchSize: 1, model: .logistic)
    setting.parameters = parameters
    return setting
  }

  package init(
    schedule: ScheduleSpecification, optimizer: Optimizer, weightDecay: Double, batchSize: Int,
    model: Model
  ) {
    self.schedule = schedule
    self.optimizer = optimizer
    self.weightDecay = weightDecay
    self.batchSize = batchSize
    self.model = model
  }
}
