import ArgumentParser
import Planning
import Tuning

/// How much a search spends on certainty.
struct EffortOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How much is spent on certainty: quick (about one training), usual (full trainings on several \
      folds of the rows decide, where they are cheap) or full (what the last percent needs) \
      (default: usual).
      """, valueName: "effort"))
  var effort: String?

  @Flag(help: "The same as --effort full.")
  var thorough = false

  mutating func validate() throws {
    guard thorough, effort != nil else { return }
    throw ValidationError("--effort and --thorough exclude each other; give one of them")
  }

  /// The option as a plan holds it, where it was given.
  var entries: [PlanEntry] {
    PlanEntry.options([("effort", [thorough ? Effort.full.rawValue : effort])])
  }
}
