import ArgumentParser
import Experiment
import Planning

/// Plans of what was typed, which are read by the rules that plan files are read by.
extension SweepPlan {
  /// Reads options.
  ///
  /// - Parameter entries: The options that were given.
  /// - Returns: The plan.
  /// - Throws: `ValidationError` that names the first option that is wrong.
  static func typed(_ entries: [PlanEntry]) throws -> SweepPlan {
    do throws(PlanError) {
      return try SweepPlan(entries)
    } catch {
      throw ValidationError(error.problems.first ?? error.description)
    }
  }

  /// Reads options of a command that trains one of each.
  ///
  /// - Parameters:
  ///   - entries: The options that were given.
  ///   - kind: What is done with it.
  /// - Returns: The plan, which has one setting.
  /// - Throws: `ValidationError`.
  static func one(of entries: [PlanEntry], kind: Kind = .find) throws -> SweepPlan {
    let plan = try typed(PlanEntry.options([("kind", [kind.rawValue])]) + entries)
    try plan.check(single: Axis.all.map(\.key))
    return plan
  }

  /// Refuses several values where one is needed.
  ///
  /// - Parameter keys: The axes that take one.
  /// - Throws: `ValidationError` that names the first with more.
  func check(single keys: [String]) throws {
    for key in keys {
      let count = valueCount(of: key)
      guard count <= 1 else {
        let who =
          Self.findKeys.contains(key)
          ? "'lrfind find' and 'lrfind sweep' compare" : "'lrfind sweep' compares"
        throw ValidationError("--\(key): one is needed here, not \(count); \(who) several")
      }
    }
  }

  /// The axes whose values `find` compares.
  static let findKeys = ["schedule", "optimizer", "batch-size"]
}
