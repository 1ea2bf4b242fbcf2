import ArgumentParser
import Sweep

/// The axes of a sweep and what its trials share. The values stay as they were typed: a plan file
/// holds the same, and one reader checks both.
struct PlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is done at each point: train, or find, which finds the rate of each and compares them at it (default: train).",
      valueName: "kind"))
  var kind: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Learning rates: a range with a count, as in 1e-4..1:13, without one where they are drawn; or a list.",
      valueName: "rates"))
  var lr: [String] = []

  @Option(
    help: ArgumentHelp(
      "Schedules, as in cosine or step:every=30%; see 'lrfind help schedule'.",
      valueName: "name[:key=value,…]"))
  var schedule: [String] = []

  @Option(
    help: ArgumentHelp("Optimizers, as in sgd,adam:beta1=0.8.", valueName: "name[:key=value,…]"))
  var optimizer: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Weight decays (default: each optimizer's own).", valueName: "numbers"))
  var weightDecay: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The rows of a minibatch, as in 32,128 (default: 32).", valueName: "sizes"))
  var batchSize: [String] = []

  @Option(help: ArgumentHelp("The model: mlp or logistic (default: mlp).", valueName: "model"))
  var model: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The hidden layers of a model, as in 64,64; once for each model (default: 64).",
      valueName: "widths"))
  var hidden: [String] = []

  @Option(
    help: ArgumentHelp("Activations: relu, tanh, sigmoid (default: relu).", valueName: "names"))
  var activation: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Clip the gradient to this norm (default: no clipping).", valueName: "norm"))
  var clipNorm: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The epochs of a trial.", valueName: "epochs"))
  var epochs: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The steps of a trial (default: 20 epochs, from 200 to 2000 steps).", valueName: "steps"))
  var steps: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many seeds each configuration is trained with, from --seed on and on its split (default: 1; 3 of kind find, from the next on).",
      valueName: "count"))
  var seeds: String?

  @Option(
    help: ArgumentHelp(
      "How configurations are chosen: grid, random, quasirandom or halving (default: grid).",
      valueName: "search"))
  var search: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many configurations are drawn (default, for halving: all of the grid).",
      valueName: "count"))
  var trials: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The rungs of halving; the last one is the whole training (default: \(Rungs.usualCount)).",
      valueName: "count"))
  var rungs: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "From rung to rung of halving, as many times more steps and fewer configurations "
        + "(default: \(Rungs.usualFactor)).", valueName: "factor"))
  var factor: String?

  @Flag(
    help: ArgumentHelp(
      "Add up to \(EdgeExtension.mostRates) rates on a side where the best rate stands at an edge.")
  )
  var extendEdges = false

  /// The options that were given, as a plan holds them.
  var entries: [PlanEntry] {
    let given: [(String, [String])] = [
      ("kind", list(kind)), ("lr", lr), ("schedule", schedule), ("optimizer", optimizer),
      ("weight-decay", weightDecay),
      ("batch-size", batchSize), ("model", list(model)), ("hidden", hidden),
      ("activation", activation), ("clip-norm", list(clipNorm)), ("epochs", list(epochs)),
      ("steps", list(steps)), ("seeds", list(seeds)), ("search", list(search)),
      ("trials", list(trials)), ("rungs", list(rungs)), ("factor", list(factor)),
      ("extend-edges", extendEdges ? ["true"] : []),
    ]
    return given.filter { !$0.1.isEmpty }.map {
      PlanEntry(key: $0.0, values: $0.1, place: "--\($0.0)")
    }
  }

  private func list(_ value: String?) -> [String] { value.map { [$0] } ?? [] }
}
