import ArgumentParser
import Sweep
import Training

/// What the learning rate does over time.
struct ScheduleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the learning rate does over time, as in cosine or step:every=30%; see 'lrfind help schedule' (default: constant).",
      valueName: "name[:key=value,…]"))
  var schedule: [String] = []

  mutating func validate() throws {
    _ = try specifications()
  }

  /// The schedules as they were typed; one unless the command compares several.
  func specifications() throws -> [ScheduleSpecification] {
    guard !schedule.isEmpty else { return [.constant] }
    let entry = PlanEntry(key: "schedule", values: schedule, place: "--schedule")
    do {
      return try entry.choiceTexts.map { text in try ScheduleSpecification.parse(text) }
    } catch {
      throw ValidationError("--schedule: \(error)")
    }
  }

  /// The only schedule, as it was typed.
  func specification() throws -> ScheduleSpecification {
    let all = try specifications()
    guard all.count == 1 else { throw OneValue.error("--schedule", all.count) }
    return all[0]
  }

  /// What the only schedule means for a training.
  func resolved(budgetSteps: Int, stepsPerEpoch: Int?) throws -> Schedule {
    let specification = try specification()
    do {
      return try specification.resolved(budgetSteps: budgetSteps, stepsPerEpoch: stepsPerEpoch)
    } catch {
      throw ValidationError("--schedule: \(error)")
    }
  }
}
