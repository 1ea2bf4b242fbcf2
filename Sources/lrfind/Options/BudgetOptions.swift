import ArgumentParser
import Training

/// How long the training is that the rate is for.
struct BudgetOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: "The epochs of your training.",
    transform: NumberDomain.steps.read)
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: "The steps of your training (default: 20 epochs, from 200 to 2000 steps).",
    transform: NumberDomain.steps.read)
  var steps: Int?

  private static let usualEpochs = 20
  private static let usualSteps = 200...2000

  mutating func validate() throws {
    if epochs != nil, steps != nil {
      throw ValidationError("--epochs and --steps both set the budget; leave one out")
    }
  }

  /// The number of steps.
  func resolvedSteps(stepsPerEpoch: Int) -> Int {
    if let steps { return steps }
    if let epochs { return min(NumberDomain.steps.upper, epochs * stepsPerEpoch) }
    let usual = Self.usualEpochs * stepsPerEpoch
    return min(max(usual, Self.usualSteps.lowerBound), Self.usualSteps.upperBound)
  }
}
