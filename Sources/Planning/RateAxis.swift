import Training
import Tuning

/// The learning rates of a sweep: a list of rising canonical rates, or a range.
package typealias RateAxis = NumberAxis<Double>

extension NumberAxis<Double> {
  /// The most rates of a grid or list.
  package static let mostRates = NumberRange<Double>.mostValues

  /// Reads learning rates: `1e-4..1:13`, `1e-4..1` or rates such as `0.1`.
  ///
  /// - Parameter texts: The parts between commas.
  /// - Returns: The axis.
  /// - Throws: `PlanProblem` when it is none.
  static func rates(_ texts: [String]) throws(PlanProblem) -> RateAxis {
    if let text = texts.first(where: { $0.contains("..") }) {
      guard texts.count == 1 else {
        throw PlanProblem("'\(text)' is a range, which stands alone; give it or a list of rates")
      }
      return .range(try NumberRange(text, of: "rate", read: rate))
    }
    guard texts.count <= mostRates else {
      throw PlanProblem("\(texts.count) rates are too many; give at most \(mostRates)")
    }
    var rates: [Double] = []
    for text in texts { rates.append(try rate(text)) }
    let sorted = rates.sorted()
    if let twice = zip(sorted, sorted.dropFirst()).first(where: { $0 == $1 })?.0 {
      throw PlanProblem("\(twice) comes twice; give each rate once")
    }
    return .list(sorted)
  }

  private static func rate(_ text: String) throws(PlanProblem) -> Double {
    do throws(NumberError) {
      return LearningRate.canonical(try NumberDomain.learningRate.read(text))
    } catch {
      throw PlanProblem("\(error); give learning rates, or a range such as 1e-4..1:13")
    }
  }
}

/// What is wrong with one value of a plan.
struct PlanProblem: Error, Sendable, Equatable {
  var text: String

  init(_ text: String) { self.text = text }
}
