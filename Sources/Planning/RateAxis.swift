import Glibc
import Training
import Tuning

/// The learning rates of a sweep: a list, or a range on the logarithm.
package enum RateAxis: Sendable, Hashable {
  /// Rising canonical rates.
  case list([Double])
  /// From the lowest to the highest rate; a grid of so many, or, without a count, anything between.
  case range(low: Double, high: Double, count: Int?)

  /// The most rates of a grid or list.
  package static let mostRates = 10_000

  /// Reads `1e-4..1:13`, `1e-4..1` or rates such as `0.1`.
  ///
  /// - Parameter texts: The parts between commas.
  /// - Returns: The axis.
  /// - Throws: `PlanProblem` when it is none.
  static func parse(_ texts: [String]) throws(PlanProblem) -> RateAxis {
    if let text = texts.first(where: { $0.contains("..") }) {
      guard texts.count == 1 else {
        throw PlanProblem("'\(text)' is a range, which stands alone; give it or a list of rates")
      }
      return try parseRange(text)
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

  private static func parseRange(_ text: String) throws(PlanProblem) -> RateAxis {
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let dots = halves[0].firstRange(of: "..") else {
      throw PlanProblem("'\(text)' is not a range; give one such as 1e-4..1:13")
    }
    let low = try rate(String(halves[0][..<dots.lowerBound]))
    let high = try rate(String(halves[0][dots.upperBound...]))
    guard low < high else {
      throw PlanProblem("'\(text)' does not rise; give the lower rate first")
    }
    guard halves.count == 2 else { return .range(low: low, high: high, count: nil) }
    do throws(NumberError) {
      return .range(low: low, high: high, count: try rateCount.read(String(halves[1])))
    } catch {
      throw PlanProblem("'\(text)': \(error), which is the number of rates behind the colon")
    }
  }

  private static let rateCount = NumberDomain(2...mostRates)

  private static func rate(_ text: String) throws(PlanProblem) -> Double {
    do throws(NumberError) {
      return LearningRate.canonical(try NumberDomain.learningRate.read(text))
    } catch {
      throw PlanProblem("\(error); give learning rates, or a range such as 1e-4..1:13")
    }
  }

  /// The rates of a grid, rising, or nil for a range without a count.
  package var grid: [Double]? {
    switch self {
    case .list(let rates): rates
    case .range(let low, let high, let count):
      count.map { LearningRate.logarithmicGrid(from: low, to: high, count: $0) }
    }
  }

  /// The lowest and the highest rate.
  package var bounds: ClosedRange<Double>? {
    switch self {
    case .list(let rates):
      if let low = rates.first, let high = rates.last { low...high } else { nil }
    case .range(let low, let high, _): low...high
    }
  }

  /// The rate at a share of the axis: of a list the one there, of a range on the logarithm.
  func rate(at share: Double) -> Double {
    switch self {
    case .list(let rates):
      return rates[min(rates.count - 1, Int(share * Double(rates.count)))]
    case .range(let low, let high, _):
      return LearningRate.atDecade(log10(low) + (log10(high) - log10(low)) * share)
    }
  }
}

/// What is wrong with one value of a plan.
struct PlanProblem: Error, Sendable, Equatable {
  var text: String

  init(_ text: String) { self.text = text }
}
