import ArgumentParser
import Planning

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
      """
      Learning rates: a range with a count, as in 1e-4..1:13, without one where they are drawn; or a list \
      (default: what the optimizers' authors say, where they promise that nothing has to be tuned).
      """,
      valueName: "rates"))
  var lr: [String] = []

  @OptionGroup var schedule: ScheduleOptions
  @OptionGroup var model: ModelOptions
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var effort: EffortOptions

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
    PlanEntry.options([("kind", [kind]), ("lr", lr)]) + schedule.entries + model.entries
      + budget.entries + effort.entries
      + PlanEntry.options([
        ("seeds", [seeds]), ("search", [search]), ("trials", [trials]), ("rungs", [rungs]),
        ("factor", [factor]), ("extend-edges", [extendEdges ? "true" : nil]),
      ])
  }
}
