import ArgumentParser
import Planning
import Training

/// What the learning rate does over time.
struct ScheduleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the learning rate does over time, as in cosine or step:every=30%; see 'lrfind help schedule'; find and sweep compare several (default: constant).",
      valueName: "name[:key=value,…]"))
  var schedule: [String] = []

  /// The option as a plan holds it, where it was given.
  var entries: [PlanEntry] { PlanEntry.options([("schedule", schedule)]) }

  /// The only schedule, as it was typed, and what it means for a training.
  func resolved(
    budgetSteps: Int, stepsPerEpoch: Int?
  ) throws -> (specification: ScheduleSpecification, Schedule) {
    let specification = try SweepPlan.one(of: entries).schedules[0]
    do {
      return (
        specification,
        try specification.resolved(budgetSteps: budgetSteps, stepsPerEpoch: stepsPerEpoch)
      )
    } catch let error where error.needsEpochs {
      throw ValidationError("--schedule: \(error); give --steps-per-epoch")
    } catch {
      throw ValidationError("--schedule: \(error)")
    }
  }
}
