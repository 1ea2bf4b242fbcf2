import ArgumentParser
import Planning
import Training

/// How gradients become updates.
struct OptimizerOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "\(Self.names { _ in true }), with parameters as in adam:beta1=0.8; find and sweep compare several (default: sgd).",
      valueName: "name[:key=value,…]"))
  var optimizer: [String] = []

  /// The names of some optimizers, as a help lists them.
  static func names(where isIncluded: (Optimizer) -> Bool) -> String {
    let all = Optimizer.all.filter(isIncluded).map(\.name)
    return all.dropLast().joined(separator: ", ") + " or " + (all.last ?? "")
  }

  /// The option as a plan holds it, where it was given.
  var entries: [PlanEntry] { PlanEntry.options([("optimizer", optimizer)]) }

  /// The only optimizer, with the weight decay where it is among the keys.
  func choice() throws -> Optimizer.Choice { try Self.choice(of: optimizer) }

  /// The only optimizer among what was typed.
  static func choice(of texts: [String]) throws -> Optimizer.Choice {
    try SweepPlan.one(of: PlanEntry.options([("optimizer", texts)])).optimizers[0]
  }
}
