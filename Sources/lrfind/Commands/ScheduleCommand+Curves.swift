import ArgumentParser
import Reporting
import Training

extension ScheduleCommand {
  /// The values of each schedule.
  func curves(under optimizer: Optimizer) throws -> [ScheduleCurve] {
    try resolved().map { specification, schedule in
      ScheduleCurve(
        specification, schedule: schedule, learningRate: lr, steps: steps, optimizer: optimizer)
    }
  }

  /// The schedules as they were typed, and what they mean for the training.
  func resolved() throws -> [(ScheduleSpecification, Schedule)] {
    var seen: Set<ScheduleSpecification> = []
    return try schedules.map { text in
      do {
        let specification = try ScheduleSpecification.parse(text)
        guard seen.insert(specification).inserted else {
          throw ValidationError("schedule '\(text)' is given twice")
        }
        return (
          specification,
          try specification.resolved(budgetSteps: steps, stepsPerEpoch: stepsPerEpoch)
        )
      } catch let error as ScheduleSpecification.BudgetError where error.needsEpochs {
        throw ValidationError("\(error); give --steps-per-epoch")
      } catch let error as Specification.SyntaxError {
        throw ValidationError("\(error)")
      } catch let error as ScheduleSpecification.BudgetError {
        throw ValidationError("\(error)")
      }
    }
  }

  /// Says what the values alone do not.
  func warn(about curve: ScheduleCurve) {
    let name = curve.specification.description
    if curve.needsFeedback {
      Terminal.warn(
        "\(name) lowers the rate when the validation loss stops falling; without a training it "
          + "stays at its peak")
    } else if curve.staysAtPeak {
      Terminal.warn("\(name) does not move the rate within \(steps) steps")
    }
  }

  /// Every schedule with all its keys, a line each; a key without a default has `…` for a value.
  static var catalogue: String {
    ScheduleSpecification.Shape.examples.flatMap { shape in
      var lines: [String] = []
      for (key, isNeeded) in keys(of: shape) {
        let key = isNeeded ? "\(key.prefix { $0 != "=" })=…" : key
        if let line = lines.last, line.count + key.count < catalogueWidth {
          lines[lines.count - 1] += ",\(key)"
        } else {
          lines.append(lines.isEmpty ? "  \(key)" : "    \(key)")
        }
      }
      return lines.dropLast().map { "\($0)," } + lines.suffix(1)
    }.joined(separator: "\n")
  }

  /// The keys that have no default, each with a value.
  static var neededKeys: [String] {
    ScheduleSpecification.Shape.examples.flatMap { shape in
      keys(of: shape).filter(\.isNeeded).map { key in
        String(key.text.drop { $0 != ":" }.dropFirst())
      }
    }
  }

  /// The keys of a schedule with their values, the first behind its name, and whether it must be
  /// given: whether the schedule cannot be read without it.
  private static func keys(
    of shape: ScheduleSpecification.Shape
  ) -> [(text: String, isNeeded: Bool)] {
    let keys = shape.fullDescription.split(separator: ",").map(String.init)
    let first = keys[0].drop { $0 != ":" }
    let isNeeded = !first.isEmpty && (try? ScheduleSpecification.parse(shape.name)) == nil
    return keys.enumerated().map { ($1, $0 == 0 && isNeeded) }
  }

  private static let catalogueWidth = 76
}
