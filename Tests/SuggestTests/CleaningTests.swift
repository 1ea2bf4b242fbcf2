import Foundation
import Testing
import Tuning

@Suite struct CleaningTests {
  typealias Point = RecordedCurve.Point

  static let clean = SyntheticCurve.points(steps: 60)

  static func cleaned(_ points: [Point], isSmoothed: Bool? = true) throws -> CleanedCurve {
    try CleanedCurve(RecordedCurve(runs: [points], isSmoothed: isSmoothed))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var points: [Point]
    var changes: [CleanedCurve.Change]
  }

  static let cases = [
    Case(testDescription: "clean", points: clean, changes: []),
    Case(
      testDescription: "rates of 0, below 0 and NaN",
      points: [0, -1, .nan].map { Point(learningRate: $0, loss: 2.3) } + clean,
      changes: [.droppedRates(3)]),
    // The two halves change places: each of the first thirty stands behind a higher rate.
    Case(
      testDescription: "out of order", points: Array(clean[30...] + clean[..<30]),
      changes: [.reordered(30)]),
    Case(
      testDescription: "each point twice", points: clean.flatMap { [$0, $0] },
      changes: [.merged(60)]),
    Case(
      testDescription: "diverged",
      points: clean.enumerated().map {
        Point(learningRate: $1.learningRate, loss: $0 < 55 ? $1.loss : $0 == 57 ? .infinity : .nan)
      },
      changes: [.droppedTail(5, from: clean[55].learningRate)]),
    Case(
      testDescription: "no losses at the end",
      points: clean.enumerated().map {
        Point(learningRate: $1.learningRate, loss: $0 < 55 ? $1.loss : .nan, hasLoss: $0 < 55)
      },
      changes: [.droppedUnrecorded(5, from: clean[55].learningRate)]),
    // The minimum is at point 50: at 52 nothing tells an outlier from divergence.
    Case(
      testDescription: "single losses apart",
      points: clean.enumerated().map {
        Point(learningRate: $1.learningRate, loss: [0: 0.1, 20: 40, 52: 40][$0] ?? $1.loss)
      },
      changes: [
        .setAside(2, at: clean[0].learningRate), .cutExplosion(7, from: clean[53].learningRate),
      ]),
    Case(
      testDescription: "a first loss above the others",
      points: clean.enumerated().map {
        Point(learningRate: $1.learningRate, loss: $0 == 0 ? 3 : $1.loss)
      },
      changes: []),
    // A spike that training recovers from, and goes below, is no divergence.
    Case(
      testDescription: "a passing spike",
      points: clean.enumerated().map {
        Point(learningRate: $1.learningRate, loss: (10..<14).contains($0) ? 30 : $1.loss)
      },
      changes: []),
    Case(
      testDescription: "gaps",
      points: clean.enumerated().map {
        Point(learningRate: $1.learningRate, loss: $0 % 20 == 10 ? .nan : $1.loss)
      },
      changes: [.droppedLosses(3)]),
    // 1e6 is above 4 · 0.3 and above 2.3: it shows divergence, and what follows is cut.
    Case(
      testDescription: "exploded",
      points: clean.enumerated().map {
        Point(learningRate: $1.learningRate, loss: $0 < 50 ? $1.loss : 1e6)
      },
      changes: [.cutExplosion(9, from: clean[51].learningRate)]),
    // 4 · 0.01 = 0.04 is far below the start: no divergence.
    Case(
      testDescription: "rising from next to nothing",
      points: clean.map { Point(learningRate: $0.learningRate, loss: $0.loss - 0.29) },
      changes: []),
    // Below 0, four times the lowest would be lower still.
    Case(
      testDescription: "negative losses",
      points: clean.map { Point(learningRate: $0.learningRate, loss: $0.loss - 10) }, changes: []),
  ]

  @Test(arguments: cases) func changes(_ example: Case) throws {
    #expect(try Self.cleaned(example.points).changes == example.changes)
  }

  /// Order, doubled points and rates below zero change nothing that is read.
  @Test(arguments: cases[1...3]) func answerStays(_ example: Case) throws {
    let expected = CurveSuggestion(try Self.cleaned(Self.clean))
    let suggestion = CurveSuggestion(try Self.cleaned(example.points))
    #expect(suggestion.readings == expected.readings)
    #expect(suggestion.estimate != nil)
  }

  @Test func divergenceIsKept() throws {
    func suggestion(_ name: String) throws -> CurveSuggestion {
      let example = try #require(Self.cases.first { $0.testDescription == name })
      return CurveSuggestion(try Self.cleaned(example.points))
    }
    #expect(try suggestion("diverged").divergenceLearningRate == Self.clean[55].learningRate)
    #expect(try suggestion("exploded").divergenceLearningRate == Self.clean[50].learningRate)
  }

  /// Noise may leave the last losses of a flat curve above its first, and that is no divergence.
  @Test(arguments: 1...5) func flatCurvesDoNotDiverge(seed: Int) throws {
    let noise = zip(
      SyntheticCurve.points(steps: 100, noise: 0.05, seed: UInt64(seed)),
      SyntheticCurve.points(steps: 100))
    let flat = noise.map {
      Point(learningRate: $0.learningRate, loss: 2.3 + $0.loss - $1.loss)
    }
    #expect(CurveSuggestion(try Self.cleaned(flat, isSmoothed: nil)).divergenceLearningRate == nil)
  }

  @Test func spacing() throws {
    #expect(try Self.cleaned(Self.clean).spacing == .exponential)
    let linear = (1...60).map { Point(learningRate: Double($0) / 60, loss: 2 - 0.01 * Double($0)) }
    #expect(try Self.cleaned(linear).spacing == .linear)
    let mixed = (1...60).map { Point(learningRate: pow(Double($0), 5), loss: 1) }
    #expect(try Self.cleaned(mixed).spacing == .irregular)
  }

  /// Noise alternates; its average with a share of 0.9 or 0.98 does not.
  @Test(arguments: 1...5) func smoothedCurvesAreRecognised(seed: Int) throws {
    let noisy = SyntheticCurve.points(steps: 200, noise: 0.1, seed: UInt64(seed))
    #expect(try !Self.cleaned(noisy, isSmoothed: nil).wasSmoothed)
    for beta in [0.9, 0.98] {
      var (sum, weight) = (0.0, 0.0)
      let smooth = noisy.map { point in
        sum = beta * sum + (1 - beta) * point.loss
        weight = beta * weight + 1 - beta
        return Point(learningRate: point.learningRate, loss: sum / weight)
      }
      #expect(try Self.cleaned(smooth, isSmoothed: nil).wasSmoothed)
    }
  }

  /// Lightning's fault applied to a constant loss of 2: 2 · 0.02 / 0.0396 = 1.0101 at the first
  /// step, 2 · 0.0396 / 0.058808 = 1.3467 at the second.
  @Test func lightningBiasIsUndone() throws {
    let faulty = Self.clean.enumerated().map { index, point in
      let n = Double(index + 1)
      let factor = (1 - pow(0.98, n)) / (1 - pow(0.98, n + 1))
      return Point(learningRate: point.learningRate, loss: point.loss * factor)
    }
    #expect(abs(faulty[0].loss / 2.3 * 2 - 1.0101) < 1e-4)
    #expect(abs(faulty[1].loss / 2.3 * 2 - 1.3467) < 1e-4)
    let cleaned = try Self.cleaned(faulty, isSmoothed: nil)
    #expect(cleaned.changes == [.undidLightningBias])
    for (loss, point) in zip(cleaned.curve.meanLosses, Self.clean) {
      #expect(abs(loss - point.loss) < 1e-9)
    }
  }

  @Test(arguments: [
    ([], CurveProblem.empty),
    ([Point(learningRate: -1, loss: 1)], .noPositiveRate),
    ([Point(learningRate: 1, loss: .nan)], .noFiniteLoss),
    ([Point(learningRate: 1, loss: .nan, hasLoss: false)], .noLoss),
    ([Point](repeating: Point(learningRate: 0.1, loss: 1), count: 9), .oneRate(0.1)),
    (Array(clean[..<4]), .tooFewPoints(4, needed: 5)),
  ])
  func problems(points: [Point], problem: CurveProblem) {
    #expect(throws: problem) { try Self.cleaned(points) }
  }
}
