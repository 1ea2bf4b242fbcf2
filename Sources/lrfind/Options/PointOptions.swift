import ArgumentParser
import Planning

/// How several settings are compared.
struct PointOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With several optimizers, schedules or batch sizes: how many seeds each is trained with at its rate, to compare them (default: 3).",
      valueName: "count"))
  var seeds: String?

  /// The option as a plan holds it, where it was given.
  var entries: [PlanEntry] { PlanEntry.options([("seeds", [seeds])]) }

  /// Refuses what has no meaning for one setting.
  func refuse() throws {
    if seeds != nil {
      throw ValidationError(
        "--seeds compares several settings; give several with --optimizer, --schedule or "
          + "--batch-size, or leave it out")
    }
  }
}
