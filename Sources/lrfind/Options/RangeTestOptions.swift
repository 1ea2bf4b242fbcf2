import ArgumentParser
import Training
import Tuning

/// The range test.
struct RangeTestOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "The lowest rate of the range test; confirmation may go below it.",
    transform: NumberDomain.learningRate.read)
  var minLr: Double?

  @Option(
    parsing: .unconditional,
    help: "The highest rate of the range test; confirmation may go above it.",
    transform: NumberDomain.learningRate.read)
  var maxLr: Double?

  @Option(
    parsing: .unconditional,
    help: "The steps of the range test (default: with all repeats, a tenth of the budget).",
    transform: NumberDomain(2...1_000_000).read)
  var rangeSteps: Int?

  @Option(
    parsing: .unconditional, help: "How often the range test is run, with other weights.",
    transform: NumberDomain(1...1000).read)
  var repeats: Int?

  @Option(help: "How the rate rises: exponential or linear.")
  var rangeSpacing = RangeTest.Spacing.exponential

  mutating func validate() throws {
    if let minLr, let maxLr, LearningRate.canonical(minLr) >= LearningRate.canonical(maxLr) {
      throw ValidationError("--min-lr \(minLr) is not below --max-lr \(maxLr)")
    }
  }

  /// The range test for a training.
  func resolved(for optimizer: Optimizer, budgetSteps: Int) -> RangeTest {
    RangeTest.usual(
      for: optimizer, budgetSteps: budgetSteps, lowest: minLr, highest: maxLr, steps: rangeSteps,
      repeats: repeats, spacing: rangeSpacing)
  }
}

extension RangeTest.Spacing: ExpressibleByArgument {}
