import Foundation
import Testing
import Tuning

/// One loss function, recorded in many ways: the answers agree, or are no answers.
@Suite struct FamilyTests {
  typealias Point = RecordedCurve.Point

  /// A loss that falls from `top` to `floor` around a rate and explodes at another.
  struct Family: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The loss at a rate.
    var loss: @Sendable (Double) -> Double
    /// The highest rate that is recorded.
    var highest: Double
    /// Its fall.
    var fall = 1.8
  }

  static let families = [
    Family(
      testDescription: "around 3e-3",
      loss: { 0.5 + 1.8 / (1 + pow($0 / 3e-3, 1.3)) + 2 * pow($0 / 0.3, 2) }, highest: 1),
    Family(
      testDescription: "around 1e-2, steep",
      loss: { 0.5 + 1.8 / (1 + pow($0 / 1e-2, 2)) + 2 * pow($0 / 0.3, 2) }, highest: 1),
    Family(
      testDescription: "around 3e-4",
      loss: { 0.1 + 2.2 / (1 + pow($0 / 3e-4, 1.5)) + 2 * pow($0 / 0.1, 2) }, highest: 1, fall: 2.2),
    Family(
      testDescription: "exponential",
      loss: { 0.3 + 2 * exp(-$0 / 5e-3) + pow($0 / 0.2, 2) }, highest: 1, fall: 2),
    Family(
      testDescription: "to 10",
      loss: { 0.5 + 1.8 / (1 + pow($0 / 1e-2, 1.3)) + 2 * pow($0, 2) }, highest: 10),
    Family(
      testDescription: "large numbers",
      loss: { 100 * exp(-$0 * 300) + 1 + pow($0 / 0.1, 3) }, highest: 1, fall: 100),
  ]

  /// How it is recorded.
  enum Recording: String, CaseIterable, Sendable { case smooth, noisy, average }

  static let lowest = [1e-6, 1e-5, 1e-4, 1e-3]

  static func points(
    _ family: Family, _ recording: Recording, from low: Double, isLinear: Bool, steps: Int = 100
  ) -> [Point] {
    var state = UInt64(low * 1e9) &+ UInt64(steps)
    func noise() -> Double {
      (0..<12).reduce(-6.0) { sum, _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return sum + Double(state >> 11) / Double(1 << 53)
      }
    }
    var (sum, weight) = (0.0, 0.0)
    return (0..<steps).map { step in
      let share = Double(step) / Double(steps - 1)
      let rate =
        isLinear
        ? low + (family.highest - low) * share : low * pow(family.highest / low, share)
      var loss = family.loss(rate)
      if recording == .noisy { loss += 0.02 * family.fall * noise() }
      if recording == .average {
        sum = 0.9 * sum + 0.1 * loss
        weight = 0.9 * weight + 0.1
        loss = sum / weight
      }
      return Point(learningRate: rate, loss: loss)
    }
  }

  static func suggestion(_ points: [Point]) throws -> CurveSuggestion {
    CurveSuggestion(try CleanedCurve(RecordedCurve(runs: [points])))
  }

  /// However low the recording begins, a confident answer is the same within a factor of 2, and from
  /// well below the descent it is confident.
  @Test(arguments: families, Recording.allCases)
  func firstRateHardlyMatters(family: Family, recording: Recording) throws {
    var answers: [Double] = []
    for isLinear in [false, true] {
      for low in Self.lowest {
        let suggestion = try Self.suggestion(
          Self.points(family, recording, from: low, isLinear: isLinear))
        let rate = try #require(suggestion.estimate?.learningRate)
        if suggestion.isConfident { answers.append(rate) }
        if !isLinear, low < 2e-5 {
          #expect(suggestion.isConfident, "from \(low): \(suggestion.doubts)")
        }
      }
    }
    let (low, high) = (answers.min() ?? 0, answers.max() ?? 0)
    #expect(high <= 2 * low, "\(answers)")
  }

  /// A linear test leaves decades between its first two rates. Nothing is read there, by no rule, and
  /// what fell there is said.
  @Test(arguments: families, Recording.allCases)
  func nothingIsReadInAGap(family: Family, recording: Recording) throws {
    for low in Self.lowest {
      for steps in [50, 100, 300] {
        let points = Self.points(family, recording, from: low, isLinear: true, steps: steps)
        let suggestion = try Self.suggestion(points)
        #expect(!suggestion.isConfident)
        let estimate = try #require(suggestion.estimate)
        let rates =
          [estimate.learningRate, estimate.low, estimate.high]
          + suggestion.readings.compactMap(\.learningRate)
        for rate in rates {
          let above = points.firstIndex { $0.learningRate > rate * 1.00001 } ?? 0
          guard above > 0, points[above - 1].learningRate < rate * 0.99999 else { continue }
          let step = decades(points[above].learningRate, points[above - 1].learningRate)
          #expect(step < 0.5, "\(rate) lies in a gap of \(step) decades")
        }
      }
    }
  }

  /// A linear test that begins to fall where its rates are close together is read like any other.
  @Test func linearTestsAreReadWhereTheyAreDense() throws {
    let family = Family(
      testDescription: "", loss: { 0.5 + 1.8 / (1 + pow($0 / 3, 3)) + pow($0 / 60, 2) },
      highest: 200)
    let linear = Self.points(family, .smooth, from: 1e-2, isLinear: true, steps: 1000)
    let even = Self.points(family, .smooth, from: 1e-2, isLinear: false)
    let (first, second) = (try Self.suggestion(linear), try Self.suggestion(even))
    #expect(first.isConfident && second.isConfident, "\(first.doubts) \(second.doubts)")
    let rates = [first, second].compactMap { $0.estimate?.learningRate }
    #expect(abs(decades(rates[0], rates[1])) < 0.3, "\(rates)")
  }
}
