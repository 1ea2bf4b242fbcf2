import CurveFiles
import Foundation
import Testing
import Tuning

/// What a tool suggests for a curve that it recorded itself, and what we read off the same curve.
struct Comparison: Sendable, CustomTestStringConvertible {
  var file: String
  var rule: PublishedRule
  /// How far ours lies above the tool's, in decades.
  var distance: ClosedRange<Double>
  var why: String

  var testDescription: String { "\(file) \(rule.rawValue)" }
}

@Suite struct PeerSuggestionTests {
  /// The rules that mean the same as the tool's. The grid's step is 0.08 decades. fastai reads its
  /// curve without the first tenth and the last five points, which moves the minimum by up to five
  /// of its 0.08-decade steps and its slide by one more.
  static let same = [
    Comparison(
      file: "fastai-digits-adam.csv", rule: .minimumOverTen, distance: -0.08...0.08,
      why: "the same point"),
    Comparison(
      file: "fastai-cancer-sgd-records.json", rule: .minimumOverTen, distance: 0...0.24,
      why: "the minimum lies among the five points that fastai cuts off"),
    Comparison(
      file: "fastai-digits-adam.csv", rule: .steepest, distance: -0.08...0.16,
      why: "central differences; fastai's are one-sided"),
    Comparison(
      file: "fastai-cancer-sgd-records.json", rule: .steepest, distance: 0...0.56,
      why: "the steepest descent lies among the five points that fastai cuts off"),
    Comparison(
      file: "fastai-digits-adam.csv", rule: .slide, distance: -0.16...0.08,
      why: "fastai takes the last interval that disagrees, one point higher"),
    Comparison(
      file: "fastai-cancer-sgd-records.json", rule: .slide, distance: -0.08...0.16,
      why: "the same, and five points more at the end"),
    Comparison(
      file: "torch-lr-finder-cancer-adam.json", rule: .steepest, distance: -0.08...0.08,
      why: "the gradient over the point's number is one over log η where rates are exponential"),
    Comparison(
      file: "torch-lr-finder-digits-sgd-1000.csv", rule: .steepest, distance: -0.08...0.08,
      why: "the same"),
  ]

  /// Where ours differs on purpose.
  static let different = [
    Comparison(
      file: "fastai-digits-adam.csv", rule: .valley, distance: 0.7...0.9,
      why:
        "fastai counts every point that is lower by anything, so the slow wandering of the average "
        + "from 1e-7 on counts as descent, and the answer follows the first rate"),
    Comparison(
      file: "fastai-cancer-sgd-records.json", rule: .valley, distance: 0.6...0.9,
      why: "the same"),
    Comparison(
      file: "lightning-digits-adam.json", rule: .steepest, distance: 2.5...3.5,
      why: "Lightning differentiates over η itself, so that the lowest rates look steepest; and "
        + "its bias correction is one step off, which ours undoes first"),
    Comparison(
      file: "lightning-diabetes-sgd.csv", rule: .steepest, distance: 0.9...1.4,
      why: "the same; but this curve is noisier than it is deep, and ours falls for the noise too"),
    Comparison(
      file: "torch-lr-finder-diabetes-sgd-raw.csv", rule: .steepest, distance: 0.3...0.6,
      why: "recorded without smoothing: torch-lr-finder takes the largest step of the noise, ours "
        + "smooths over 0.3 decades first"),
    Comparison(
      file: "torch-lr-finder-digits-sgd.csv", rule: .steepest, distance: -0.3...(-0.1),
      why: "the loss falls to the last point but five, which torch-lr-finder cuts off, and "
        + "explodes"),
  ]

  static func reading(_ rule: PublishedRule, of file: String) throws -> Double? {
    let cleaned = try CleanedCurve(try CurveFile(path: Golden.path(file)).curve)
    return rule.learningRate(for: cleaned.curve)
  }

  @Test(arguments: same + different) func rule(_ comparison: Comparison) throws {
    let golden = try #require(try Golden.suggestions().curves[comparison.file])
    let theirs = try #require(golden.suggestions[comparison.rule.rawValue])
    let ours = try #require(try Self.reading(comparison.rule, of: comparison.file))
    let distance = decades(ours, theirs)
    #expect(
      comparison.distance.contains(distance),
      "ours \(ours), theirs \(theirs), \(distance) decades; expected: \(comparison.why)")
  }

  /// Every suggestion that was recorded is compared.
  @Test func comparisonsAreComplete() throws {
    let compared = Set((Self.same + Self.different).map { "\($0.file) \($0.rule.rawValue)" })
    for (file, curve) in try Golden.suggestions().curves {
      for rule in curve.suggestions.keys { #expect(compared.contains("\(file) \(rule)")) }
    }
  }

  /// fastai's valley counts the length of a subsequence back from its end as if its elements were
  /// neighbours. A descent from the first point on starts at −1 then: 20 points, length 20, start
  /// 19 − 20 = −1, middle −1 + 6 + 3 = 8 instead of 9.5. Where every second point is noise the
  /// start is off the other way: end 28, length 11, start 17, middle 17 + 3 + 1 = 21, which is a
  /// point of noise. Ours has ten elements, since the step from 3.0 to 2.9 is too small beside such
  /// noise: from point 11 over 12, 14 and so on to 28, and its middle lies between 18 and 20.
  @Test(arguments: [("falling", 8, 9.5), ("interrupted", 21, 19)])
  func valleyIsTheMiddleElement(name: String, theirs: Int, ours: Double) throws {
    let recorded = try #require(try Golden.suggestions().fastai_valley[name])
    #expect(recorded.index == theirs)
    let points = recorded.losses.enumerated().map {
      RecordedCurve.Point(learningRate: pow(10, 0.08 * Double($0.offset) - 4), loss: $0.element)
    }
    let cleaned = try CleanedCurve(RecordedCurve(runs: [points], isSmoothed: true))
    let rate = try #require(PublishedRule.valley.learningRate(for: cleaned.curve))
    #expect(abs((log10(rate) + 4) / 0.08 - ours) < 0.01)
  }

  /// A hundred and a thousand steps over the same rates train differently, but what is read should
  /// not be another order of magnitude: torch-lr-finder's own suggestions are 1.5 decades apart.
  @Test func stepsMatterLessThanForTheTool() throws {
    let files = ["torch-lr-finder-digits-sgd.csv", "torch-lr-finder-digits-sgd-1000.csv"]
    let golden = try Golden.suggestions().curves
    let theirs = try files.map { try #require(golden[$0]?.suggestions["steepest"]) }
    #expect(decades(theirs[0], theirs[1]) > 1.5)
    let ours = try files.map { try #require(try Self.reading(.valley, of: $0)) }
    #expect(abs(decades(ours[0], ours[1])) < 0.9)
  }

  @Test(arguments: Set((same + different).map(\.file)).sorted())
  func recordedCurvesAreRead(_ name: String) throws {
    let golden = try #require(try Golden.suggestions().curves[name])
    let file = try CurveFile(path: Golden.path(name))
    #expect(file.pointCount == golden.points)
    let cleaned = try CleanedCurve(file.curve)
    #expect(cleaned.spacing == .exponential)
    #expect(cleaned.wasSmoothed == !name.contains("raw"))
    #expect(
      cleaned.changes.contains(.undidLightningBias) == name.hasPrefix("lightning"))
    let suggestion = CurveSuggestion(cleaned)
    if name == "lightning-diabetes-sgd.csv" {
      // A few dozen losses in an average of fifty: it wanders by more than it falls.
      #expect(suggestion.doubts.map { "\($0)".prefix(5) } == ["noisy"])
    } else {
      #expect(suggestion.isConfident, "\(suggestion.doubts)")
    }
    let estimate = try #require(suggestion.estimate)
    #expect(estimate.low < estimate.learningRate && estimate.learningRate < estimate.high)
    if let edge = suggestion.divergenceLearningRate { #expect(estimate.learningRate < edge / 10) }
  }
}
