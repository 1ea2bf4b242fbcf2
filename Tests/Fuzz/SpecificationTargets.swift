import Training

/// The reader of schedules: what it takes reads back as the same, and is finite at every step.
enum ScheduleTarget {
  static func check(_ text: String) {
    do throws(Specification.SyntaxError) {
      let schedule = try ScheduleSpecification.parse(text)
      require(
        (try? ScheduleSpecification.parse(schedule.description)) == schedule,
        "a schedule reads back as the same")
      for steps in [1, 7, 100, 100_000_000] { check(schedule, steps: steps) }
    } catch {
      require(!error.description.isEmpty, "a message has words")
    }
  }

  private static func check(_ schedule: ScheduleSpecification, steps: Int) {
    do throws(ScheduleSpecification.BudgetError) {
      let resolved = try schedule.resolved(budgetSteps: steps, stepsPerEpoch: 10)
      let places = steps <= 100 ? Array(0...steps) : [0, 1, steps / 2, steps - 1, steps]
      for step in places {
        let multiplier = resolved.multiplier(at: step)
        require(multiplier.isFinite && multiplier >= 0, "a multiplier is finite and not below 0")
      }
    } catch {
      require(!error.description.isEmpty, "a message has words")
    }
  }
}

/// The reader of optimizers: what it takes reads back as the same.
enum OptimizerTarget {
  static func check(_ text: String) {
    do throws(Specification.SyntaxError) {
      let choice = try Optimizer.parse(text)
      for written in [choice.optimizer.specification, choice.optimizer.fullSpecification] {
        require(
          (try? Optimizer.parse(written))?.optimizer == choice.optimizer,
          "an optimizer reads back as the same")
      }
    } catch {
      require(!error.description.isEmpty, "a message has words")
    }
  }
}
