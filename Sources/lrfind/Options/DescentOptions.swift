import ArgumentParser
import Descent
import Training

/// What is descended, from where, how fast.
struct DescentOptions: ParsableArguments {
  // An array that takes what no option wants, so that a formula may begin with a minus.
  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      "A function of one or two variables, such as \"x^2\", \"x*sin(x)\" or \"x^2 + 10y^2\".",
      valueName: "formula"))
  var formula: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Where descents begin: 2 or 2,-2,5 in one variable; x,y in two, where it can be given several times.",
      valueName: "place"))
  var from: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The learning rates, as in 1,0.5,0.1.", valueName: "η[,η…]"))
  var lr: String?

  @Option(
    parsing: .unconditional, help: "How many steps are made (default: 100).",
    transform: NumberDomain(1...1_000_000).read)
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help:
      "The steps of an epoch, for schedules that count in epochs; 1 lets gamma act at every step.",
    transform: NumberDomain(1...1_000_000).read)
  var stepsPerEpoch: Int?

  @Option(
    help: ArgumentHelp(
      "\(OptimizerOption.names { $0.obstacleToDescent == nil }), with parameters as in adam:beta1=0.8 (default: sgd).",
      valueName: "name[:key=value,…]"))
  var optimizer: [String] = []

  @OptionGroup var schedule: ScheduleOptions

  /// Whether nothing is said of what is descended.
  var isEmpty: Bool {
    formula.isEmpty && from.isEmpty && lr == nil && steps == nil && stepsPerEpoch == nil
      && optimizer.isEmpty && schedule.schedule.isEmpty
  }
}
