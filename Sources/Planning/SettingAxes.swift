import Experiment
import LinearAlgebra
import Training

/// The values that a plan has for each axis but the rate: how they are read, combined and drawn.
///
/// A new axis is a property here, with a line in each of the functions below.
package struct SettingAxes: Sendable, Hashable {
  package var schedules: [ScheduleSpecification]
  package var optimizers: [Optimizer.Choice]
  /// Empty for each optimizer's own.
  package var weightDecays: [Double]
  package var batchSizes: [Int]
  /// The hidden layers of each model; empty for a logistic regression.
  package var hidden: [[Int]]
  /// Empty for a logistic regression.
  package var activations: [Activation]

  /// Reads the entries of a plan.
  init(_ reader: inout PlanReader) {
    schedules =
      reader.choices("schedule") { text throws(Specification.SyntaxError) in
        try ScheduleSpecification.parse(text)
      } ?? [.constant]
    optimizers =
      reader.choices("optimizer") { text throws(Specification.SyntaxError) in
        try Optimizer.parse(text)
      } ?? [Optimizer.Choice(optimizer: .sgd)]
    weightDecays = reader.numbers("weight-decay", .weightDecay) ?? []
    if !weightDecays.isEmpty, let choice = optimizers.first(where: { $0.weightDecay != nil }) {
      reader.refuse(
        "weight-decay",
        "the optimizer '\(choice.optimizer.name)' sets it with a key of its own; leave one out")
    }
    batchSizes = reader.numbers("batch-size", .batchSize) ?? [32]
    let model = reader.word("model", among: ["mlp", "logistic"])
    hidden = reader.layers("hidden") ?? [[64]]
    activations =
      reader.words("activation", among: Activation.allCases.map(\.rawValue))?
      .compactMap(Activation.init) ?? [.relu]
    if model == "logistic" {
      for key in ["hidden", "activation"] where reader.has(key) {
        reader.refuse(
          key, "it has no meaning for a logistic model, which has no hidden layer; leave it out")
      }
      (hidden, activations) = ([[]], [])
    }
  }

  /// How many values there are, by the axis's key.
  package var valueCounts: [String: Int] {
    [
      "schedule": schedules.count, "optimizer": optimizers.count,
      "weight-decay": weightDecays.count, "batch-size": batchSizes.count, "hidden": hidden.count,
      "activation": activations.count,
    ]
  }

  /// Every combination, in plan order.
  var settings: [Setting] {
    schedules.flatMap { schedule in
      optimizers.flatMap { choice in
        weightDecays(of: choice).flatMap { decay in
          batchSizes.flatMap { batchSize in
            models.map { model in
              Setting(
                schedule: schedule, optimizer: choice.optimizer, weightDecay: decay,
                batchSize: batchSize, model: model)
            }
          }
        }
      }
    }
  }

  /// The coordinates of a drawn setting: schedule, optimizer, decay, batch, layers, activation.
  static let dimensions = 6

  /// The setting at a point of the unit cube.
  func setting(at point: [Double]) -> Setting {
    func pick<Value>(_ values: [Value], _ coordinate: Int) -> Value {
      values[min(values.count - 1, Int(point[coordinate] * Double(values.count)))]
    }
    let choice = pick(optimizers, 1)
    let model: Model =
      isLogistic
      ? .logistic : .mlp(hidden: pick(hidden, 4), activation: pick(activations, 5))
    return Setting(
      schedule: pick(schedules, 0), optimizer: choice.optimizer,
      weightDecay: pick(weightDecays(of: choice), 2), batchSize: pick(batchSizes, 3), model: model)
  }

  /// Whether a model without hidden layers is trained.
  package var isLogistic: Bool { activations.isEmpty }

  /// The combinations of hidden layers and activation.
  private var models: [Model] {
    if isLogistic { return [.logistic] }
    return hidden.flatMap { widths in
      activations.map { .mlp(hidden: widths, activation: $0) }
    }
  }

  /// The weight decays that go with an optimizer.
  private func weightDecays(of choice: Optimizer.Choice) -> [Double] {
    if let own = choice.weightDecay { return [own] }
    return weightDecays.isEmpty ? [choice.optimizer.traits.defaultWeightDecay] : weightDecays
  }
}
