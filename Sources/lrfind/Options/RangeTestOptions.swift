import ArgumentParser
import Training
import Tuning

/// The range test.
struct RangeTestOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "The lowest rate of the range test; confirmation may go below it.")
  var minLr: Double?

  @Option(
    parsing: .unconditional,
    help: "The highest rate of the range test; confirmation may go above it.")
  var maxLr: Double?

  @Option(
    parsing: .unconditional,
    help: "The steps of the range test (default: with all repeats, a tenth of the budget).")
  var rangeSteps: Int?

  @Option(parsing: .unconditional, help: "How often the range test is run, with other weights.")
  var repeats: Int?

  @Option(help: "How the rate rises: exponential or linear.")
  var rangeSpacing = RangeTest.Spacing.exponential

  private static let mostSteps = 1_000_000
  private static let mostRepeats = 1000

  mutating func validate() throws {
    for (name, value) in [("min-lr", minLr), ("max-lr", maxLr)] {
      if let value, !(value > 0 && value.isFinite) {
        throw ValidationError("--\(name) \(value): a learning rate must be greater than 0")
      }
    }
    if let minLr, let maxLr, minLr >= maxLr {
      throw ValidationError("--min-lr \(minLr) is not below --max-lr \(maxLr)")
    }
    if let rangeSteps, !(2...Self.mostSteps).contains(rangeSteps) {
      throw ValidationError(
        "--range-steps \(rangeSteps): give a number from 2 to \(Self.mostSteps)")
    }
    if let repeats, !(1...Self.mostRepeats).contains(repeats) {
      throw ValidationError("--repeats \(repeats): give a number from 1 to \(Self.mostRepeats)")
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
