import ArgumentParser
import Descent
import Training

extension DescentOptions {
  /// What the options mean.
  enum Request {
    /// In one variable, one a start.
    case line([Descent])
    /// In two, one a start.
    case plane([PlaneDescent])
  }

  private static let mostRates = 24
  private static let mostStarts = 24
  /// The steps of all runs together; a path of each is kept.
  private static let mostStepsInAll = 5_000_000
  private static let usualSteps = 100

  /// The descents and the learning rates of each.
  ///
  /// - Throws: `ValidationError`.
  func resolved() throws -> (Request, learningRates: [Double]) {
    let formula = try resolvedFormula()
    guard !from.isEmpty else {
      throw ValidationError(
        "--from is missing: say where the descent begins, as in --from "
          + (formula.variables.count == 1 ? "2" : "2,1"))
    }
    guard let lr else {
      throw ValidationError("--lr is missing: give learning rates, as in --lr 1,0.5,0.1")
    }
    let rates = try numbers(
      lr, of: "--lr", in: .learningRate, example: "learning rates, as in 1,0.5")
    for (index, rate) in rates.enumerated() where rates[..<index].contains(rate) {
      throw ValidationError("--lr \(lr): \(rate.shortText) comes twice")
    }
    guard rates.count <= Self.mostRates else {
      throw ValidationError("--lr: \(rates.count) rates; give at most \(Self.mostRates)")
    }
    let steps = steps ?? Self.usualSteps
    let choice = try OptimizerOption.choice(of: optimizer)
    if let obstacle = choice.optimizer.obstacleToDescent {
      let shown = Optimizer.all.filter { $0.obstacleToDescent == nil }.map(\.name)
      throw ValidationError(
        "--optimizer \(choice.optimizer.name) cannot be shown on a formula: \(obstacle); choose among "
          + shown.joined(separator: ", "))
    }
    let weightDecay = choice.weightDecay ?? choice.optimizer.traits.defaultWeightDecay
    let schedule = try resolvedSchedule(steps)
    let request: Request
    if formula.variables.count == 1 {
      request = .line(
        try lineStarts(formula).map {
          Descent(
            Curve(formula), from: $0, steps: steps, optimizer: choice.optimizer,
            weightDecay: weightDecay, schedule: schedule)
        })
    } else {
      request = .plane(
        try planeStarts(formula).map {
          PlaneDescent(
            formula, from: $0, steps: steps, optimizer: choice.optimizer, weightDecay: weightDecay,
            schedule: schedule)
        })
    }
    let runs = rates.count * request.count
    guard request.count <= Self.mostStarts else {
      throw ValidationError("--from: \(request.count) places; give at most \(Self.mostStarts)")
    }
    guard steps * runs <= Self.mostStepsInAll else {
      throw ValidationError(
        "--steps \(steps) for \(runs) \(request.count == 1 ? "learning rates" : "descents"): at most "
          + "\(Self.mostStepsInAll) steps in all; give fewer")
    }
    return (request, rates)
  }

  private func resolvedSchedule(
    _ steps: Int
  ) throws -> (specification: ScheduleSpecification, resolved: Schedule) {
    let schedule = try schedule.resolved(budgetSteps: steps, stepsPerEpoch: stepsPerEpoch)
    guard !schedule.1.needsFeedback else {
      throw ValidationError(
        "--schedule \(schedule.specification): a descent has no validation loss to go by; take "
          + "another schedule")
    }
    return schedule
  }

  /// The starts in one variable: a list, given once.
  private func lineStarts(_ formula: Formula) throws -> [Double] {
    let name = formula.variables[0]
    guard from.count == 1 else {
      throw ValidationError(
        "--from is given \(from.count) times; with the one variable \(name) give a list once, as in "
          + "--from 2,-2")
    }
    let starts = try numbers(
      from[0], of: "--from", in: .coordinate, example: "places, as in 2 or 2,-2,5")
    for (index, start) in starts.enumerated() {
      guard !starts[..<index].contains(start) else {
        throw ValidationError("--from \(from[0]): \(start.shortText) comes twice")
      }
      // A polynomial has a value everywhere, though it may be too large to be held.
      guard formula.polynomial != nil || formula.value(at: [start]).isFinite else {
        throw ValidationError(
          "--from \(start.shortText): \(lack(formula, [start])) at \(name) = \(start.shortText)"
            + reason(formula, [start]) + "; start elsewhere")
      }
    }
    return starts
  }

  /// The starts in two variables: two numbers each time.
  private func planeStarts(_ formula: Formula) throws -> [PlanePoint] {
    let names = "\(formula.variables[0]),\(formula.variables[1])"
    var starts: [PlanePoint] = []
    for text in from {
      let place = try numbers(text, of: "--from", in: .coordinate, example: "\(names), as in 2,1")
      guard place.count == 2 else {
        throw ValidationError(
          "--from \(text): with the two variables \(names) a place is two numbers, as in --from 2,1; "
            + "for several places give --from several times")
      }
      let start = PlanePoint(place[0], place[1])
      guard !starts.contains(start) else { throw ValidationError("--from \(text) is given twice") }
      guard formula.value(at: place).isFinite else {
        throw ValidationError(
          "--from \(text): \(lack(formula, place)) there\(reason(formula, place)); start elsewhere"
        )
      }
      starts.append(start)
    }
    return starts
  }

  private func lack(_ formula: Formula, _ place: [Double]) -> String {
    formula.gap(at: place) == nil
      ? "a part of the function is too large for the computer's numbers"
      : "the function has no value"
  }

  private func reason(_ formula: Formula, _ place: [Double]) -> String {
    formula.gap(at: place).map { " (\($0))" } ?? ""
  }

  /// Numbers with commas between.
  private func numbers(
    _ text: String, of option: String, in domain: NumberDomain<Double>, example: String
  ) throws -> [Double] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      do throws(NumberError) {
        return try domain.read(String(part.drop { $0 == " " }))
      } catch {
        throw ValidationError("\(option): \(error); give \(example)")
      }
    }
  }

  private func resolvedFormula() throws -> Formula {
    // What says that no options follow is handed on like a word.
    let formula = formula.filter { $0 != "--" }
    if let option = formula.first(where: { $0.hasPrefix("--") }) {
      throw ValidationError("there is no option '\(option)'; see 'lrfind descend --help'")
    }
    guard let text = formula.first else {
      throw ValidationError(
        "give a formula, as in: lrfind descend \"x^2\" --from 2 --lr 0.1; or --tour for the classic "
          + "examples")
    }
    guard formula.count == 1 else {
      throw ValidationError(
        "one formula is needed, not \(formula.count): quote it, as in "
          + "\"\(formula.joined(separator: " "))\"")
    }
    do {
      return try Formula(parsing: text)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}

extension DescentOptions.Request {
  /// How many places descents begin at.
  var count: Int {
    switch self {
    case .line(let descents): descents.count
    case .plane(let descents): descents.count
    }
  }
}
