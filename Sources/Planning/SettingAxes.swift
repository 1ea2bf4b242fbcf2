import Experiment
import LinearAlgebra
import Training

/// The values that a plan has for each axis but the rate: how they are read, combined and drawn.
///
/// A new axis is a property here, with a line in each of the functions below.
package struct SettingAxes: Sendable, Hashable {
  package var schedules: [ScheduleSpecification]
  package var optimizers: [Optimizer.Choice]
  /// Nil for each optimizer's own.
  package var weightDecays: NumberAxis<Double>?
  package var batchSizes: NumberAxis<Int>
  /// The hidden layers of each model; empty for a logistic regression.
  package var hidden: [WidthAxis]
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
    weightDecays = reader.axis("weight-decay", .weightDecay, of: "weight decay")
    if weightDecays != nil, let choice = optimizers.first(where: { $0.weightDecay != nil }) {
      reader.refuse(
        "weight-decay",
        "the optimizer '\(choice.optimizer.name)' sets it with a key of its own; leave one out")
    }
    batchSizes = reader.axis("batch-size", .batchSize, of: "batch size") ?? .list([32])
    let model = reader.word("model", among: ["mlp", "logistic"])
    hidden = reader.layers("hidden") ?? [WidthAxis([.list([64])])]
    activations =
      reader.words("activation", among: Activation.allCases.map(\.rawValue))?
      .compactMap(Activation.init) ?? [.relu]
    if model == "logistic" {
      for key in ["hidden", "activation"] where reader.has(key) {
        reader.refuse(
          key, "it has no meaning for a logistic model, which has no hidden layer; leave it out")
      }
      (hidden, activations) = ([], [])
    }
  }

  /// The rates at which the optimizers' authors promise that nothing has to be tuned, each once; none where
  /// one of them promises nothing.
  var untunedRates: [Double] {
    let rates = optimizers.map(\.optimizer.traits.untunedRate)
    return rates.contains(nil) ? [] : Set(rates.compactMap { $0 }).sorted()
  }

  /// How many values there are, by the axis's key.
  package var valueCounts: [String: Int] {
    [
      "schedule": schedules.count, "optimizer": optimizers.count,
      "weight-decay": weightDecays?.extremes.count ?? 0,
      "batch-size": batchSizes.extremes.count,
      "hidden": isLogistic ? 1 : hidden.reduce(0) { $0 + $1.models.count },
      "activation": activations.count,
    ]
  }

  /// Whether trainings differ in the batch size.
  package var hasSeveralBatchSizes: Bool { batchSizes.extremes.count > 1 }

  /// Why a search cannot have the axes, by their keys.
  ///
  /// - Parameters:
  ///   - isDrawn: Whether values are drawn, rather than combined.
  ///   - trials: What says how many are drawn, as whoever wrote the plan writes it.
  /// - Returns: The problems.
  func problems(isDrawn: Bool, trials: String) -> [(key: String, problem: String)] {
    func problem<Number>(
      _ key: String, _ axis: NumberAxis<Number>?, _ noun: String
    ) -> (key: String, problem: String)? {
      axis?.problem(isDrawn: isDrawn, noun: noun, trials: trials).map { (key, $0) }
    }
    return [
      problem("weight-decay", weightDecays, "weight decays"),
      problem("batch-size", batchSizes, "batch sizes"),
      hidden.lazy.flatMap(\.ranges).compactMap { problem("hidden", $0, "widths") }.first,
    ].compactMap { $0 }
  }

  /// Every combination, in plan order; of ranges that are drawn from, their ends.
  var settings: [Setting] {
    schedules.flatMap { schedule in
      optimizers.flatMap { choice in
        weightDecays(of: choice).extremes.flatMap { decay in
          batchSizes.extremes.flatMap { batchSize in
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

  /// Numbers whose product is that of the combinations.
  var combinations: [Int] {
    [
      schedules.count, optimizers.reduce(0) { $0 + weightDecays(of: $1).extremes.count },
      batchSizes.extremes.count, isLogistic ? 1 : hidden.reduce(0) { $0 + $1.models.count },
      isLogistic ? 1 : activations.count,
    ]
  }

  /// The coordinates of a drawn setting: schedule, optimizer, decay, batch, layers, activation, and the
  /// widths that are drawn behind the first of a model.
  var dimensions: Int { 6 + max(0, (hidden.map(\.ranges.count).max() ?? 0) - 1) }

  /// The setting at a point of the unit cube.
  func setting(at point: [Double]) -> Setting {
    /// The value at a coordinate, and where in its share of the axis that lies, which tells the first of
    /// its widths.
    func pick<Value>(_ values: [Value], _ coordinate: Int) -> (value: Value, rest: Double) {
      let place = point[coordinate] * Double(values.count)
      let index = min(values.count - 1, Int(place))
      return (values[index], place - Double(index))
    }
    let choice = pick(optimizers, 1).value
    var model = Model.logistic
    if !isLogistic {
      let (widths, first) = pick(hidden, 4)
      model = .mlp(
        hidden: widths.widths(at: [first] + point[6...]), activation: pick(activations, 5).value)
    }
    return Setting(
      schedule: pick(schedules, 0).value, optimizer: choice.optimizer,
      weightDecay: weightDecays(of: choice).value(at: point[2]),
      batchSize: batchSizes.value(at: point[3]), model: model)
  }

  /// Whether a model without hidden layers is trained.
  package var isLogistic: Bool { activations.isEmpty }

  /// The combinations of hidden layers and activation.
  private var models: [Model] {
    if isLogistic { return [.logistic] }
    return hidden.flatMap(\.models).flatMap { widths in
      activations.map { .mlp(hidden: widths, activation: $0) }
    }
  }

  /// The weight decays that go with an optimizer.
  private func weightDecays(of choice: Optimizer.Choice) -> NumberAxis<Double> {
    if let own = choice.weightDecay { return .list([own]) }
    return weightDecays ?? .list([choice.optimizer.traits.defaultWeightDecay])
  }
}
