import ArgumentParser
import Sweep
import Training

/// How gradients become updates.
struct OptimizerOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "sgd, momentum, nesterov, adam, adamw, rmsprop or adagrad, with parameters as in adam:beta1=0.8 (default: sgd).",
      valueName: "name[:key=value,…]"))
  var optimizer: [String] = []

  mutating func validate() throws {
    _ = try choices()
  }

  /// The optimizers, with the weight decay where it is among the keys; one unless the command
  /// compares several.
  func choices() throws -> [Optimizer.Choice] {
    guard !optimizer.isEmpty else { return [Optimizer.Choice(optimizer: .sgd)] }
    let entry = PlanEntry(key: "optimizer", values: optimizer, place: "--optimizer")
    do {
      return try entry.choiceTexts.map { text in try Optimizer.parse(text) }
    } catch {
      throw ValidationError("--optimizer: \(error)")
    }
  }

  /// The only optimizer.
  func choice() throws -> Optimizer.Choice {
    let choices = try choices()
    guard choices.count == 1 else {
      throw OneValue.error("--optimizer", choices.count)
    }
    return choices[0]
  }
}

/// What an option says that several commands have, and only some of them compare values of.
enum OneValue {
  static func error(_ option: String, _ count: Int) -> ValidationError {
    ValidationError(
      "\(option): one is needed here, not \(count); 'lrfind find' and 'lrfind sweep' compare several"
    )
  }
}
