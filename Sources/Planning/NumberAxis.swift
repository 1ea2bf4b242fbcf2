import Glibc
import Training
import Tuning

/// A number that lies on the logarithm of an axis.
package protocol AxisNumber: DomainNumber {
  /// Its decimal logarithm.
  var decade: Double { get }

  /// The number at a power of ten, as an axis has it.
  static func atDecade(_ exponent: Double) -> Self
}

extension Double: AxisNumber {
  package var decade: Double { log10(self) }

  /// With six significant digits.
  package static func atDecade(_ exponent: Double) -> Double { LearningRate.atDecade(exponent) }
}

extension Int: AxisNumber {
  package var decade: Double { log10(Double(self)) }

  /// The nearest whole number.
  package static func atDecade(_ exponent: Double) -> Int { Int(pow(10, exponent).rounded()) }
}

/// From a lowest to a highest number on the logarithm: a grid of so many, or, without a count,
/// anything between.
package struct NumberRange<Number: AxisNumber>: Sendable, Hashable {
  package let low: Number
  package let high: Number
  package let count: Int?

  /// The most values of a grid or list.
  package static var mostValues: Int { 10_000 }

  /// Reads `1e-4..1:13`, or `1e-4..1` without a count.
  ///
  /// - Parameters:
  ///   - text: The text, with `..` in it.
  ///   - noun: What its numbers are, such as `rate`.
  ///   - read: Reads one of them.
  /// - Throws: `PlanProblem` when it is no range of such numbers.
  init(
    _ text: String, of noun: String, read: (String) throws(PlanProblem) -> Number
  ) throws(PlanProblem) {
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let dots = halves[0].firstRange(of: "..") else {
      throw PlanProblem("'\(text)' is not a range; give one such as 1e-4..1:13")
    }
    low = try read(String(halves[0][..<dots.lowerBound]))
    high = try read(String(halves[0][dots.upperBound...]))
    guard low < high else {
      throw PlanProblem("'\(text)' does not rise; give the lower \(noun) first")
    }
    guard low.decade.isFinite else {
      throw PlanProblem("'\(text)' begins at 0, which has no logarithm; begin above it")
    }
    guard halves.count == 2 else {
      count = nil
      return
    }
    do throws(NumberError) {
      count = try NumberDomain(2...Self.mostValues).read(String(halves[1]))
    } catch {
      throw PlanProblem("'\(text)': \(error), which is the number of \(noun)s behind the colon")
    }
  }

  /// The values of a grid, rising, each once; nil without a count.
  package var grid: [Number]? {
    count.map { count in
      let values = (0..<count).map { value(at: Double($0) / Double(count - 1)) }
      return values.indices.filter { $0 == 0 || values[$0] != values[$0 - 1] }.map { values[$0] }
    }
  }

  /// The value at a share of the range.
  func value(at share: Double) -> Number {
    let value = Number.atDecade(low.decade + (high.decade - low.decade) * share)
    return min(max(value, low), high)
  }
}

/// The values of an axis of numbers: a list, or a range.
package enum NumberAxis<Number: AxisNumber>: Sendable, Hashable {
  case list([Number])
  case range(NumberRange<Number>)

  /// The values of a grid, or nil for a range without a count.
  package var grid: [Number]? {
    switch self {
    case .list(let values): values
    case .range(let range): range.grid
    }
  }

  /// Values among which are the lowest and the highest.
  var extremes: [Number] {
    switch self {
    case .list(let values): values
    case .range(let range): range.grid ?? [range.low, range.high]
    }
  }

  /// The lowest and the highest value; nil where there is none.
  package var bounds: ClosedRange<Number>? {
    let values = extremes
    guard let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }

  /// The value at a share of the axis: of a list the one there, of a range on the logarithm.
  func value(at share: Double) -> Number {
    switch self {
    case .list(let values): values[min(values.count - 1, Int(share * Double(values.count)))]
    case .range(let range): range.value(at: share)
    }
  }

  /// Why a search cannot have it, and what to do; nil where it can.
  ///
  /// - Parameters:
  ///   - isDrawn: Whether values are drawn, rather than combined.
  ///   - noun: What its values are called, such as `rates`.
  ///   - trials: What says how many are drawn, as whoever wrote the plan writes it.
  /// - Returns: The problem.
  func problem(isDrawn: Bool, noun: String, trials: String) -> String? {
    guard case .range(let range) = self else { return nil }
    if isDrawn {
      return range.count.map {
        "the number of \(noun) has no meaning where they are drawn, as many as \(trials) says; leave "
          + "out ':\($0)'"
      }
    }
    let (low, high) = (range.low.shortText, range.high.shortText)
    return range.count == nil
      ? "a grid needs the number of \(noun), as in \(low)..\(high):5" : nil
  }
}
