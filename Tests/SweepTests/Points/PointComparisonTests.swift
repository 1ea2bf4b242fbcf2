import Experiment
import Foundation
import LinearAlgebra
import Planning
import Statistics
import Testing
import Training
import Tuning

/// How points rank.
struct PointComparisonTests {
  private static let recommendation = """
    {"learningRate": 0.1, "low": 0.05, "high": 0.2, "peakShift": 0, "risk": 0, "constantLearningRate": 0.1,
      "doubts": []}
    """

  private static func point(_ batchSize: Int, steps: Int) throws -> FoundPoint {
    let setting = Setting(
      schedule: .constant, optimizer: .sgd, weightDecay: 0, batchSize: batchSize,
      model: .mlp(hidden: [8], activation: .relu))
    return FoundPoint(
      id: "p\(batchSize)", search: "s\(batchSize)", setting: setting, steps: steps,
      epochs: 10,
      recommendation: try JSONDecoder().decode(
        Recommendation.self, from: Data(recommendation.utf8)),
      searchSteps: 90, ownSteps: 60)
  }

  private static func trials(_ point: FoundPoint, losses: [Double?], steps: Int? = nil)
    -> [TrialResult]
  {
    losses.enumerated().map { seed, loss in
      TrialResult(
        id: "t\(point.id)-\(seed)", configuration: point.configuration, seed: UInt64(seed + 1),
        steps: steps ?? point.steps, status: loss == nil ? .diverged : .ok, divergedAtStep: nil,
        untrainedLoss: 2, trainLoss: loss, validationLoss: loss, metric: loss.map { 1 - $0 },
        checkpoints: [])
    }
  }

  @Test func `trainings of other lengths are compared, paired by seed`() throws {
    let (small, large) = (try Self.point(16, steps: 400), try Self.point(64, steps: 100))
    // Differences of 0.02, 0.04, 0.03: their mean is 0.03. Each seed's own level cancels: the noise
    // about level and seed is ±0.005 in both rows, so s² = 4 · 0.005² / 2, and the standard error
    // of the difference is √(2 s² / 3) = 0.00577; Dunnett's value for one comparison with 2
    // degrees of freedom is Student's 4.303, and the reach 0.0248.
    let trials =
      Self.trials(small, losses: [0.52, 0.64, 0.43]) + Self.trials(large, losses: [0.5, 0.6, 0.4])
    let rows = PointComparison([small, large], trials: trials.reversed()).rows
    #expect(rows.map(\.point.id) == ["p64", "p16"] && rows.map(\.rank) == [1, 2])
    #expect(abs((rows[1].comparison?.difference ?? 0) - 0.03) < 1e-12)
    #expect(rows[1].comparison?.isDistinguishable == true)
    #expect(abs((rows[1].comparison?.high ?? 0) - 0.0548) < 5e-4)
    #expect(abs((rows[0].loss?.mean ?? 0) - 0.5) < 1e-12 && rows[0].replicateCount == 3)
    #expect(rows.map(\.comparisonSteps) == [300, 1200] && rows[1].cost == 1260)
  }

  @Test func `divergence and missing trials rank behind`() throws {
    let points = try [1, 2, 3, 4].map { try Self.point($0, steps: 10) }
    let trials =
      Self.trials(points[0], losses: []) + Self.trials(points[1], losses: [0.1, nil])
      + Self.trials(points[2], losses: [0.9, 0.8]) + Self.trials(points[3], losses: [nil, nil])
    let rows = PointComparison(points, trials: trials).rows
    #expect(rows.map(\.point.id) == ["p3", "p2", "p4", "p1"])
    #expect(rows[1].divergedCount == 1 && rows[1].comparison == nil)
    #expect(abs((rows[1].loss?.mean ?? 0) - 0.1) < 1e-12)
    #expect(rows[3].replicateCount == 0 && rows[3].loss == nil)
  }

  @Test func `trials of another length or rate are not the point's`() throws {
    let point = try Self.point(16, steps: 10)
    var other = point
    other.recommendation.learningRate = 0.2
    let trials = Self.trials(point, losses: [0.5], steps: 20) + Self.trials(other, losses: [0.4])
    #expect(PointComparison([point], trials: trials).rows[0].replicateCount == 0)
    #expect(PointComparison([], trials: trials).rows.isEmpty)
  }
}
