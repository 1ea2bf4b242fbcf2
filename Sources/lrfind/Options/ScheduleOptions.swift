import ArgumentParser
import Training

/// What the learning rate does over time.
struct ScheduleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the learning rate does over time, as in cosine or step:every=30%; see 'lrfind help schedule'.",
      valueName: "name[:key=value,…]"))
  var schedule = "constant"

  mutating func validate() throws {
    _ = try specification()
  }

  /// The schedule as it was typed.
  func specification() throws -> ScheduleSpecification {
    do {
      return try ScheduleSpecification.parse(schedule)
    } catch {
      throw ValidationError("--schedule: \(error)")
    }
  }

  /// What the schedule means for a training.
  func resolved(budgetSteps: Int, stepsPerEpoch: Int?) throws -> Schedule {
    do {
      return try ScheduleSpecification.parse(schedule).resolved(
        budgetSteps: budgetSteps, stepsPerEpoch: stepsPerEpoch)
    } catch {
      throw ValidationError("--schedule: \(error)")
    }
  }
}
