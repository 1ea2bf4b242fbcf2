import ArgumentParser
import Descent
import Training

/// What is descended, from where, how fast.
struct DescentOptions: ParsableArguments {
  // An array that takes what no option wants, so that a polynomial may begin with a minus.
  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      "A polynomial of one variable, such as \"x^2\" or \"x^4 - 3x^2 + x\"; no parentheses.",
      valueName: "polynomial"))
  var polynomial: [String] = []

  @Option(
    parsing: .unconditional, help: "Where the descent begins.",
    transform: NumberDomain.coordinate.read)
  var from: Double

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The learning rates, as in 1,0.5,0.1.", valueName: "η[,η…]"))
  var lr: String

  @Option(
    parsing: .unconditional, help: "How many steps are made (default: 100).",
    transform: NumberDomain(1...1_000_000).read)
  var steps = 100

  @OptionGroup var optimizer: OptimizerOption
  @OptionGroup var schedule: ScheduleOptions

  private static let mostRates = 24
  /// The steps of all rates together; a path of each is kept.
  private static let mostStepsInAll = 5_000_000

  mutating func validate() throws {
    _ = try resolved()
    let rates = try resolvedRates()
    guard steps * rates.count <= Self.mostStepsInAll else {
      throw ValidationError(
        "--steps \(steps) for \(rates.count) learning rates: at most "
          + "\(Self.mostStepsInAll) steps in all; give fewer")
    }
  }

  /// The descent.
  func resolved() throws -> Descent {
    let curve = Curve(try resolvedPolynomial())
    let choice = try optimizer.choice()
    let schedule = try schedule.resolved(budgetSteps: steps)
    guard !schedule.1.needsFeedback else {
      throw ValidationError(
        "--schedule \(schedule.specification): a descent has no validation loss to go by; take "
          + "another schedule")
    }
    return Descent(
      curve, from: from, steps: steps, optimizer: choice.optimizer,
      weightDecay: choice.weightDecay ?? choice.optimizer.traits.defaultWeightDecay,
      schedule: schedule)
  }

  /// The learning rates.
  func resolvedRates() throws -> [Double] {
    var rates: [Double] = []
    for part in lr.split(separator: ",", omittingEmptySubsequences: false) {
      let text = String(part.drop { $0 == " " })
      let rate: Double
      do throws(NumberError) {
        rate = try NumberDomain.learningRate.read(text)
      } catch {
        throw ValidationError("--lr: \(error); give learning rates, as in 1,0.5")
      }
      guard !rates.contains(rate) else { throw ValidationError("--lr \(lr): \(text) comes twice") }
      rates.append(rate)
    }
    guard rates.count <= Self.mostRates else {
      throw ValidationError("--lr: \(rates.count) rates; give at most \(Self.mostRates)")
    }
    return rates
  }

  private func resolvedPolynomial() throws -> Formula {
    // What says that no options follow is handed on like a word.
    let polynomial = polynomial.filter { $0 != "--" }
    if let option = polynomial.first(where: { $0.hasPrefix("--") }) {
      throw ValidationError("there is no option '\(option)'; see 'lrfind descend --help'")
    }
    guard let text = polynomial.first else {
      throw ValidationError("give a polynomial, as in: lrfind descend \"x^2\" --from 2 --lr 0.1")
    }
    guard polynomial.count == 1 else {
      throw ValidationError(
        "one polynomial is needed, not \(polynomial.count): quote it, as in "
          + "\"\(polynomial.joined(separator: " "))\"")
    }
    do {
      return try Formula(parsing: text)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
