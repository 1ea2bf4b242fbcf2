import ArgumentParser
import Training

/// How gradients become updates.
struct OptimizerOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "sgd, momentum, nesterov, adam, adamw, rmsprop or adagrad, with parameters as in adam:beta1=0.8.",
      valueName: "name[:key=value,…]"))
  var optimizer = "sgd"

  mutating func validate() throws {
    _ = try choice()
  }

  /// The optimizer, with the weight decay where it is among the keys.
  func choice() throws -> Optimizer.Choice {
    do {
      return try Optimizer.parse(optimizer)
    } catch {
      throw ValidationError("--optimizer: \(error)")
    }
  }
}
