import ArgumentParser
import Sweep

/// How several settings are compared.
struct PointOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With several optimizers, schedules or batch sizes: how many seeds each is trained with at its rate, to compare them (default: 3).",
      valueName: "count"))
  var seeds: String?

  /// Refuses what has no meaning for one setting.
  func refuse() throws {
    if seeds != nil {
      throw ValidationError(
        "--seeds compares several settings; give several with --optimizer, --schedule or "
          + "--batch-size, or leave it out")
    }
  }
}

/// The settings of `find` where there is more than one, as a plan for them.
struct PointRequest {
  var model: ModelOptions
  var schedule: ScheduleOptions
  var budget: BudgetOptions
  var comparison: PointOptions
  var seed: Int

  /// Whether there is more than one.
  var isNeeded: Bool {
    get throws {
      try model.optimizer.choices().count * schedule.specifications().count
        * model.batchSizes().count > 1
    }
  }

  /// The plan, read by the rules that a sweep's plan is read by.
  func plan() throws -> SweepPlan {
    func list(_ value: (some CustomStringConvertible)?) -> [String] {
      value.map { ["\($0)"] } ?? []
    }
    let given: [(String, [String])] = [
      ("kind", ["find"]), ("schedule", schedule.schedule), ("optimizer", model.optimizer.optimizer),
      ("weight-decay", list(model.weightDecay)), ("batch-size", model.batchSizeTexts),
      ("model", [model.model.rawValue]), ("hidden", list(model.hidden)),
      ("activation", list(model.activation?.rawValue)), ("clip-norm", list(model.clipNorm)),
      ("epochs", list(budget.epochs)), ("steps", list(budget.steps)),
      ("seeds", list(comparison.seeds)), ("seed", list(seed)),
    ]
    do throws(PlanError) {
      return try SweepPlan(
        given.filter { !$0.1.isEmpty }.map {
          PlanEntry(key: $0.0, values: $0.1, place: "--\($0.0)")
        })
    } catch {
      throw ValidationError(error.description)
    }
  }
}
