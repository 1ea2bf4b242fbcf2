import ArgumentParser
import Planning

/// What is trained, and how.
///
/// Values stay as they were typed: a plan file holds the same, and one reader checks both.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model: mlp, or logistic (linear regression where a number is predicted; default: mlp).",
      valueName: "model"))
  var model: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The widths of the hidden layers, as in 64,64; in a sweep once for each model, and a width may be a range such as 16..256 (default: 64).",
      valueName: "widths"))
  var hidden: [String] = []

  @Option(
    help: ArgumentHelp(
      "The activation of the hidden layers: relu, tanh or sigmoid (default: relu).",
      valueName: "activation"))
  var activation: [String] = []

  @OptionGroup var optimizer: OptimizerOption

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The rows of a minibatch; a sweep takes several, or a range such as 8..128 (default: 32).",
      valueName: "rows"))
  var batchSize: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The weight decay; a sweep takes several, or a range such as 1e-6..1e-2 (default: the optimizer's own).",
      valueName: "decay"))
  var weightDecay: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Clip the gradient to this norm (default: no clipping).", valueName: "norm"))
  var clipNorm: String?

  /// The options that were given, as a plan holds them.
  var entries: [PlanEntry] {
    optimizer.entries
      + PlanEntry.options([
        ("weight-decay", weightDecay), ("batch-size", batchSize), ("model", [model]),
        ("hidden", hidden), ("activation", activation), ("clip-norm", [clipNorm]),
      ])
  }
}

extension PlanEntry {
  /// The options that were given among some.
  ///
  /// - Parameter options: The name of each, without dashes, and what was typed.
  /// - Returns: Their entries.
  static func options(_ options: [(key: String, values: [String?])]) -> [PlanEntry] {
    options.compactMap { key, values in
      let given = values.compactMap { $0 }
      return given.isEmpty ? nil : PlanEntry(key: key, values: given, place: "--\(key)")
    }
  }
}
