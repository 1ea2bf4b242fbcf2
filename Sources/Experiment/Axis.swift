import LinearAlgebra
import Tabular
import Training

/// What is wrong with a value of an axis.
struct AxisError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

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

  /// The values of an axis.
  package enum Domain: Sendable {
    /// Texts; without `isOptional` every configuration has one.
    case text(isOptional: Bool)
    case integer(NumberDomain<Int>)
    case number(NumberDomain<Double>)
    /// Lists of whole numbers.
    case widths(NumberDomain<Int>)

    /// What stands in result files.
    package var kind: ResultCell.Kind {
      switch self {
      case .text: .text
      case .integer: .integer
      case .number: .number
      case .widths: .list
      }
    }
  }

  /// What people call it.
  package var name: String
  /// The option of a command line and the key of a plan file.
  package var key: String
  /// The column of result files and of the store, and the field of JSON.
  package var column: String
  /// What its values are, and which there are.
  package var domain: Domain
  package var unit: ResultCell.Unit? = nil
  /// What it means, in Markdown.
  package var meaning: String
  /// Whether the value alone says what it is, as `cosine` does and `32` does not.
  package var isPlain = false
  /// What is said in words where there is no value.
  package var absence = ""
  /// The canonical value.
  package var value: @Sendable (Configuration) -> Value
  /// Puts a value of its domain into a configuration; throws what is wrong with a text. The axes
  /// before it in `all` are in it already.
  package var restore: @Sendable (Value, inout Configuration) throws -> Void
  /// Where its lines stand in what a trial's identity hashes, among those of the others; a new axis
  /// stands behind all that were there before.
  package var identityPlace: Int
  /// These lines, each `name=value` and its end: everything of it that a result depends on.
  package let identity: @Sendable (Configuration) -> String
}

extension Axis {
  /// The axes in the order of columns. A new one stands behind these, with a place of its own in
  /// identities, and no line there where its value is what trainings had before there was the axis.
  package static let all: [Axis] = [
    schedule, optimizer, weightDecay, batchSize, hidden, activation, learningRate,
  ]

  /// The axes of a setting: all but the learning rate.
  package static let settings = all.filter { $0.column != learningRate.column }

  package static let schedule = Axis(
    name: "schedule", key: "schedule", column: "schedule", domain: .text(isOptional: false),
    meaning: "as typed, without what is the default: `cosine`, `step:every=30%`", isPlain: true,
    value: { .text($0.schedule.description) },
    restore: { value, configuration in
      guard case .text(let text?) = value else { return }
      configuration.setting.schedule = try ScheduleSpecification.parse(text)
    }, identityPlace: 70,
    identity: {
      """
      schedule=\($0.schedule.shape.fullDescription)
      warmup=\($0.schedule.warmup.map { "\($0)" } ?? "none")

      """
    })
  static let optimizer = Axis(
    name: "optimizer", key: "optimizer", column: "optimizer", domain: .text(isOptional: false),
    meaning: "likewise, with its parameters: `adam:beta2=0.99`", isPlain: true,
    value: { .text($0.optimizer.specification) },
    restore: { value, configuration in
      guard case .text(let text?) = value else { return }
      configuration.setting.optimizer = try Optimizer.parse(text).optimizer
    }, identityPlace: 30,
    identity: { "optimizer=\($0.optimizer.fullSpecification)\n" })
  static let weightDecay = Axis(
    name: "weight decay", key: "weight-decay", column: "weight_decay",
    domain: .number(.weightDecay),
    meaning: "of each step",
    value: { .number($0.weightDecay) },
    restore: { value, configuration in
      if case .number(let number) = value { configuration.setting.weightDecay = number }
    },
    identityPlace: 40, identity: { "weight-decay=\($0.weightDecay)\n" })
  static let batchSize = Axis(
    name: "batch", key: "batch-size", column: "batch_size", domain: .integer(.batchSize),
    unit: .rows,
    meaning: "of a minibatch",
    value: { .integer($0.batchSize) },
    restore: { value, configuration in
      if case .integer(let number) = value { configuration.setting.batchSize = number }
    },
    identityPlace: 60, identity: { "batch-size=\($0.batchSize)\n" })
  static let hidden = Axis(
    name: "hidden", key: "hidden", column: "hidden", domain: .widths(.layerWidth),
    meaning: "widths of the hidden layers: `64`, `64x32`; empty for a logistic regression",
    absence: "logistic", value: { .widths($0.model.hidden) },
    restore: { value, configuration in
      if case .widths(let widths) = value {
        configuration.setting.model = .mlp(hidden: widths, activation: .relu)
      }
    },
    identityPlace: 10,
    identity: {
      """
      model=\($0.model.name)
      hidden=\($0.model.hidden.map(String.init).joined(separator: ","))

      """
    })
  static let activation = Axis(
    name: "activation", key: "activation", column: "activation", domain: .text(isOptional: true),
    meaning: "`relu`, `tanh`, `sigmoid`; empty for a logistic regression", isPlain: true,
    value: { .text($0.model.hiddenActivation?.rawValue) },
    restore: { value, configuration in
      guard case .text(let text?) = value else {
        configuration.setting.model = .logistic
        return
      }
      let known = Activation.allCases.map(\.rawValue)
      guard let activation = Activation(rawValue: text) else {
        throw AxisError("'\(text)' is not among \(known.joined(separator: ", "))")
      }
      configuration.setting.model = .mlp(
        hidden: configuration.model.hidden, activation: activation)
    }, identityPlace: 20,
    identity: { "activation=\($0.model.hiddenActivation?.rawValue ?? "none")\n" })
  package static let learningRate = Axis(
    name: "learning rate", key: "lr", column: "learning_rate", domain: .number(.learningRate),
    meaning: "η, the peak of the schedule", value: { .number($0.learningRate) },
    restore: { value, configuration in
      if case .number(let number) = value { configuration.learningRate = number }
    },
    identityPlace: 90, identity: { "learning-rate=\($0.learningRate)\n" })
}
