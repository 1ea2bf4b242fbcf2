import ArgumentParser
import Planning

/// How long a training is.
struct BudgetOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The epochs of a training.", valueName: "epochs"))
  var epochs: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The steps of a training (default: 20 epochs, at least 200 steps, and no more than a fixed amount of work).",
      valueName: "steps"))
  var steps: String?

  /// The options that were given, as a plan holds them.
  var entries: [PlanEntry] { PlanEntry.options([("epochs", [epochs]), ("steps", [steps])]) }
}
