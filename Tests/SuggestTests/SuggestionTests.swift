import Foundation
import Testing
import Tuning

@Suite struct SuggestionTests {
  static func suggest(
    _ points: [RecordedCurve.Point], isSmoothed: Bool? = true
  ) throws -> CurveSuggestion {
    CurveSuggestion(try CleanedCurve(RecordedCurve(runs: [points], isSmoothed: isSmoothed)))
  }

  /// The answer of each rule, to one step of the grid (0.08 decades), or two where a curve of 50
  /// points is 0.12 decades wide. The slopes at the ends of an interval of 1.2 decades agree where
  /// they lie evenly on both sides of the steepest point: from 10⁻³·¹ to 10⁻¹·⁹.
  @Test(
    arguments: [50, 100, 1000],
    [
      (PublishedRule.minimumOverTen, -2.0), (.steepest, -2.5), (.valley, -2.5), (.slide, -3.1),
    ])
  func knownAnswers(steps: Int, rule: (PublishedRule, Double)) throws {
    let suggestion = try Self.suggest(SyntheticCurve.points(steps: steps))
    #expect(suggestion.isConfident)
    let reading = suggestion.readings.first { $0.rule == rule.0 }
    let rate = try #require(reading?.learningRate)
    #expect(abs(log10(rate) - rule.1) < 0.12, "\(rule.0): \(log10(rate))")
  }

  /// The same noisy test with 50, 100 and 1000 steps: the suggestion stays within a third of a
  /// decade of itself, and the middle rules within half of the truth plus the smoothing's lag.
  @Test(arguments: 1...5) func stepsHardlyMatter(seed: Int) throws {
    let rates = try [50, 100, 1000].map { steps in
      let points = SyntheticCurve.points(steps: steps, noise: 0.05, seed: UInt64(seed))
      return try #require(try Self.suggest(points, isSmoothed: nil).estimate?.learningRate)
    }
    for rate in rates {
      #expect(abs(decades(rate, rates[2])) < 0.33, "\(rates)")
      #expect(abs(decades(rate, pow(10, -2.5))) < 0.6, "\(rates)")
    }
  }

  /// What the rules read off what `find` recorded is what `find` itself read.
  @Test func ownRepeatsAreReadAsByFind() throws {
    let test = RangeTest(lowest: 1e-6, highest: 1, steps: 60, repeats: 3)
    let losses = (1...3).map { seed in
      SyntheticCurve.points(steps: 60, noise: 0.1, seed: UInt64(seed)).map(\.loss)
    }
    let own = RangeTestCurve(
      learningRates: test.learningRates, losses: losses, beta: test.smoothingBeta)
    let runs = losses.map { run in
      zip(test.learningRates, run).map { RecordedCurve.Point(learningRate: $0, loss: $1) }
    }
    let cleaned = try CleanedCurve(RecordedCurve(runs: runs, isSmoothed: false))
    for rule in PublishedRule.allCases {
      #expect(rule.learningRate(for: cleaned.curve) == rule.learningRate(for: own))
    }
    for (ours, theirs) in zip(cleaned.curve.meanLosses, own.meanLosses) {
      #expect(abs(ours - theirs) < 1e-5)
    }
  }

  struct Doubtful: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var doubt: String
    var hasEstimate = true
    var points: [RecordedCurve.Point]
  }

  static func curve(
    from low: Double = -5, to high: Double = 1, steps: Int = 60, _ loss: (Double) -> Double
  ) -> [RecordedCurve.Point] {
    (0..<steps).map { step in
      let x = low + (high - low) * Double(step) / Double(steps - 1)
      return .init(learningRate: pow(10, x), loss: loss(x))
    }
  }

  static let doubtful = [
    Doubtful(
      testDescription: "flat", doubt: "flat", hasEstimate: false, points: curve { _ in 2.3 }),
    Doubtful(
      testDescription: "rising", doubt: "neverFell", hasEstimate: false,
      points: curve { 1 + exp($0) }),
    Doubtful(testDescription: "falling", doubt: "neverRose", points: curve { 1 - 0.1 * $0 }),
    Doubtful(
      testDescription: "noise", doubt: "noisy",
      points: zip(SyntheticCurve.points(steps: 100, noise: 1), SyntheticCurve.points(steps: 100))
        .map { .init(learningRate: $0.learningRate, loss: 5 + $0.loss - $1.loss) }),
    Doubtful(
      testDescription: "six points", doubt: "fewPoints", points: SyntheticCurve.points(steps: 6)),
    Doubtful(
      testDescription: "one decade", doubt: "narrow",
      points: curve(from: -3, to: -2) { 1 + ($0 + 2.3) * ($0 + 2.3) }),
    Doubtful(
      testDescription: "early valley, late minimum", doubt: "rulesDisagree",
      points: curve(from: -7, to: 2, steps: 113) { x in
        // A long gentle descent from 10⁻⁷ to 10⁻³, a plateau, and one deep point at 10¹.
        if x < -3 { return 2 - 0.1 * (x + 7) }
        if abs(x - 1) < 0.05 { return 0.5 }
        return x < 1.5 ? 1.6 : 4
      }),
    Doubtful(
      testDescription: "a schedule's log", doubt: "notRising",
      points: SyntheticCurve.points(steps: 100).reversed()),
  ]

  @Test(arguments: doubtful) func doubts(_ curve: Doubtful) throws {
    let suggestion = try Self.suggest(curve.points)
    #expect(!suggestion.isConfident)
    let names = suggestion.doubts.map { String("\($0)".prefix { $0 != "(" }) }
    #expect(names.contains(curve.doubt), "\(names)")
    #expect((suggestion.estimate != nil) == curve.hasEstimate)
  }
}
