import LinearAlgebra
import Tabular
import Training

/// One axis of the search space: the one definition that identity, store, result files, JSON and
/// reports read.
package struct Axis: Sendable {
  /// A value as it is stored and shown.
  package enum Value: Sendable, Hashable {
    /// Nil where a configuration has none, as an activation without hidden layers.
    case text(String?)
    case integer(Int)
    case number(Double)
    /// The units of the hidden layers; empty without any.
    case widths([Int])
  }

  /// What people call it.
  package var name: String
  /// The column of result files and of the store, and the field of JSON.
  package var column: String
  /// What its values are.
  package var kind: ResultCell.Kind
  package var unit: ResultCell.Unit? = nil
  /// What it means, in Markdown.
  package var meaning: String
  /// Whether the value alone says what it is, as `cosine` does and `32` does not.
  package var isPlain = false
  /// What is said in words where there is no value.
  package var absence = ""
  /// The canonical value.
  package var value: @Sendable (Configuration) -> Value
  /// Where its lines stand in what a trial's identity hashes; see `TrialIdentity`.
  var identityPlace: TrialIdentity.Place
  /// These lines, each `name=value` and its end: everything of it that a result depends on.
  var identity: @Sendable (Configuration) -> String
}

extension Axis {
  /// The axes in the order of columns. A new one stands behind these, with a place of its own in
  /// identities, and no line there where its value is what trainings had before there was the axis.
  package static let all: [Axis] = [
    schedule, optimizer, weightDecay, batchSize, hidden, activation, learningRate,
  ]

  static let schedule = Axis(
    name: "schedule", column: "schedule", kind: .text,
    meaning: "as typed, without what is the default: `cosine`, `step:every=30%`", isPlain: true,
    value: { .text($0.schedule.description) }, identityPlace: .schedule,
    identity: {
      """
      schedule=\($0.schedule.shape.fullDescription)
      warmup=\($0.schedule.warmup.map { "\($0)" } ?? "none")

      """
    })
  static let optimizer = Axis(
    name: "optimizer", column: "optimizer", kind: .text,
    meaning: "likewise, with its parameters: `adam:beta2=0.99`", isPlain: true,
    value: { .text($0.optimizer.specification) }, identityPlace: .optimizer,
    identity: { "optimizer=\($0.optimizer.fullSpecification)\n" })
  static let weightDecay = Axis(
    name: "weight decay", column: "weight_decay", kind: .number, meaning: "of each step",
    value: { .number($0.weightDecay) },
    identityPlace: .weightDecay, identity: { "weight-decay=\($0.weightDecay)\n" })
  static let batchSize = Axis(
    name: "batch", column: "batch_size", kind: .integer, unit: .rows, meaning: "of a minibatch",
    value: { .integer($0.batchSize) },
    identityPlace: .batchSize, identity: { "batch-size=\($0.batchSize)\n" })
  static let hidden = Axis(
    name: "hidden", column: "hidden", kind: .list,
    meaning: "widths of the hidden layers: `64`, `64x32`; empty for a logistic regression",
    absence: "logistic", value: { .widths($0.model.hidden) },
    identityPlace: .hidden,
    identity: {
      """
      model=\($0.model.name)
      hidden=\($0.model.hidden.map(String.init).joined(separator: ","))

      """
    })
  static let activation = Axis(
    name: "activation", column: "activation", kind: .text,
    meaning: "`relu`, `tanh`, `sigmoid`; empty for a logistic regression", isPlain: true,
    value: { .text($0.model.hiddenActivation?.rawValue) }, identityPlace: .activation,
    identity: { "activation=\($0.model.hiddenActivation?.rawValue ?? "none")\n" })
  package static let learningRate = Axis(
    name: "learning rate", column: "learning_rate", kind: .number,
    meaning: "η, the peak of the schedule", value: { .number($0.learningRate) },
    identityPlace: .learningRate, identity: { "learning-rate=\($0.learningRate)\n" })
}
