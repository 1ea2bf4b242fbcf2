import Foundation
import RandomStreams
import Running
import Tabular
import Testing
import Training
import Tuning

/// A range test whose batches differ by orders of magnitude.
struct HeavyTailTests {
  /// What the targets are made of.
  enum Tail: CaseIterable {
    /// Ordinary noise.
    case normal
    /// The same, with one row of a hundred standard deviations.
    case oneSpike
    case logNormal
    case wideLogNormal
    case pareto

    fileprivate func target(_ value: Double, row: Int) -> Double {
      switch self {
      case .normal: value
      case .oneSpike: row == 77 ? 100 : value
      case .logNormal: exp(value)
      case .wideLogNormal: exp(3 * value)
      case .pareto: pow(max(erfc(value / 2.0.squareRoot()) / 2, 1e-12), -1 / 1.2)
      }
    }
  }

  private static func dataset(_ tail: Tail, seed: UInt64) -> Dataset {
    var stream = RandomStream(seed: seed, purpose: .rowSample)
    // The sum of twelve uniform numbers is near enough to a normal one.
    func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + Double(stream.unitFloat()) } }
    let (count, training) = (1500, 1200)
    let points = (0..<count).map { _ in (0..<4).map { _ in Float(normal()) } }
    let targets = points.enumerated().map { row, point in
      tail.target(0.6 * Double(point[0]) + 0.4 * Double(point[1]) + 0.7 * normal(), row: row)
    }
    let known = targets[..<training]
    let mean = known.reduce(0, +) / Double(training)
    let scale =
      (known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(training)).squareRoot()
    return Dataset(
      features: FeatureMatrix(rows: points), featureNames: ["a", "b", "c", "d"],
      targets: .values(targets.map { Float(($0 - mean) / scale) }, mean: mean, scale: scale),
      trainingRowCount: training,
      report: DataReport(
        source: "made", delimiter: ",", decimalComma: false, hasHeader: true, rowsRead: count,
        rowsWithoutTarget: 0, task: .regression, taskReason: nil, columns: [], notes: []))
  }

  private func rangeTest(
    on dataset: Dataset, seed: UInt64, weightDecay: Double = 0
  ) -> (test: RangeTest, result: RoundResult) {
    let settings = TrainingSettings(
      model: .mlp(hidden: [16], activation: .relu), optimizer: .sgd, batchSize: 32, seed: seed)
    let test = RangeTest.usual(for: .sgd, budgetSteps: 1000)
    let runner = Runner(
      splits: [dataset], settings: settings, workers: 1, progress: ProgressCounter())
    var states: [Lane: LaneState] = [:]
    let result = runner.run(test.round(weightDecay: weightDecay), states: &states)
    return (test, result)
  }

  /// These tables train well at 0.01 and diverge somewhere above 0.1.
  @Test(arguments: Tail.allCases, [1, 2, 3, 4] as [UInt64])
  func `the test goes on through extreme batches and stops at a divergence`(
    tail: Tail, seed: UInt64
  ) throws {
    let (test, result) = rangeTest(on: Self.dataset(tail, seed: seed), seed: seed)
    for lane in result.lanes {
      let last = test.learningRates[lane.trainingLosses.count - 1]
      #expect(last > 0.05, "stopped at \(last)")
      #expect(last < 20, "went on to \(last)")
    }
  }

  /// Where most of the last batches lie far above everything before, nothing more is trained.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `it stops within a few steps of a divergence`(seed: UInt64) throws {
    let (_, result) = rangeTest(on: Self.dataset(.normal, seed: seed), seed: seed)
    for lane in result.lanes {
      let losses = lane.trainingLosses
      let lowest = try #require(losses.filter(\.isFinite).min())
      // From the last ordinary loss on.
      let last = try #require(losses.lastIndex { $0 < 4 * lowest })
      #expect(losses.count - 1 - last <= 6)
    }
  }

  @Test func `a loss that is not finite ends it at once`() throws {
    let (_, result) = rangeTest(
      on: Self.dataset(.logNormal, seed: 1), seed: 1, weightDecay: 1e30)
    for lane in result.lanes {
      let first = try #require(lane.trainingLosses.firstIndex { !$0.isFinite })
      #expect(first == lane.trainingLosses.count - 1)
    }
  }
}
