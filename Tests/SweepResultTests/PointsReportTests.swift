import Experiment
import Foundation
import Planning
import Reporting
import Statistics
import TestSupport
import Testing
import Training
import Tuning

/// What is said of several points, and written of them.
struct PointsReportTests {
  private static let recommendation = """
    {"learningRate": 0.1, "low": 0.05, "high": 0.2, "peakShift": 0, "risk": 0, "constantLearningRate": 0.1,
      "divergenceLearningRate": 2, "doubts": []}
    """

  /// Points that differ in the optimizer and the batch size; the losses of each, nil for a seed that
  /// diverged.
  private static func comparison(
    _ losses: [[Double?]], optimizers: [Optimizer] = [.sgd, .adam(), .momentum()],
    batchSizes: [Int] = [32, 32, 32], doubts: [[Doubt]] = [[], [], []]
  ) throws -> PointComparison {
    var points: [FoundPoint] = []
    var trials: [TrialResult] = []
    for (index, losses) in losses.enumerated() {
      var recommendation = try JSONDecoder().decode(
        Recommendation.self, from: Data(Self.recommendation.utf8))
      recommendation.doubts = doubts[index]
      let setting = Setting(
        schedule: .constant, optimizer: optimizers[index], weightDecay: 0,
        batchSize: batchSizes[index], model: .mlp(hidden: [64], activation: .relu))
      let steps = 3200 / batchSizes[index]
      let point = FoundPoint(
        id: "p\(index)", search: "s\(index)", setting: setting, steps: steps, epochs: 20,
        recommendation: recommendation, searchSteps: 100, ownSteps: index == 1 ? 0 : 100)
      points.append(point)
      for (seed, loss) in losses.enumerated() {
        var trial = TrialResult.made(0.1, seed: UInt64(seed + 1), loss: loss, steps: steps)
        trial.configuration = point.configuration
        trials.append(trial)
      }
    }
    return PointComparison(points, trials: trials)
  }

  private func lines(_ comparison: PointComparison, planned: Int? = nil, trials: Int? = nil)
    -> [String]
  {
    PointsReport(
      comparison: comparison, metric: .accuracy,
      plannedPoints: planned ?? comparison.rows.count,
      plannedTrials: trials ?? comparison.rows.reduce(0) { $0 + $1.replicateCount },
      effort: .usual, fileName: "recommendations.csv"
    ).lines(Style(hasColor: false))
  }

  @Test func `nothing is the best before it was compared`() throws {
    let text = lines(try Self.comparison([[], [], []]), planned: 4, trials: 12)
      .joined(separator: "\n")
    #expect(text.hasPrefix("the rates of 3 of 4 settings are found; not finished"))
    #expect(!text.contains("best:") && !text.contains("intervals") && !text.contains("\n  1 "))
    #expect(text.contains("not trained yet"))
    let some = lines(try Self.comparison([[0.5], [0.4], []]), trials: 9).joined(separator: "\n")
    #expect(some.contains("best so far: ") && some.contains("not finished"))
  }

  @Test func `the plot has a line a point, the best at the top`() throws {
    let comparison = try Self.comparison([
      [0.701, 0.600, 0.500], [0.500, 0.400, 0.302], [0.501, nil, 0.300],
    ])
    let report = PointsReport(
      comparison: comparison, metric: .accuracy, plannedPoints: 3, plannedTrials: 9,
      effort: .usual)
    let script = try #require(report.plot(of: "some/it's.csv")).script(for: .svg)
    // adam is the best and has the highest place; momentum diverged with a seed and has no loss.
    #expect(script.contains("set ytics ('adam' 3, 'sgd' 2, 'momentum' 1)"))
    #expect(script.contains("set label 'it''s.csv'"))
    let losses = script.components(separatedBy: "$losses << EOD\n")[1].components(
      separatedBy: "EOD")[0]
    #expect(losses.hasPrefix("0.40") && losses.split(separator: "\n").count <= 2)
    #expect(script.components(separatedBy: "0.1 ").count >= 3, "each rate with its range")
  }

  @Test func `an accuracy is said beside what always guessing gives`() throws {
    let dataset = try BundledDataset.load("breast_cancer")
    let report = PointsReport(
      comparison: try Self.comparison([[0.5, 0.4], [0.6, 0.5], [0.7, 0.6]]), metric: .accuracy,
      plannedPoints: 3, plannedTrials: 6, effort: .usual, dataset: dataset)
    let text = report.lines(Style(hasColor: false)).joined(separator: "\n")
    #expect(text.contains("(always guessing 0.627)"))
  }

  @Test func `the best comes first, and what cannot be told from it is marked`() throws {
    let comparison = try Self.comparison([
      [0.500, 0.400, 0.302], [0.501, 0.402, 0.300], [0.701, 0.600, 0.500],
    ])
    let report = lines(comparison)
    let text = report.joined(separator: "\n")
    #expect(
      report[0] == "3 settings, each at its own best rate, trained to the end with 3 other seeds")
    #expect(report[1] == "all with constant schedule, weight decay 0, batch 32, hidden 64, relu")
    #expect(text.contains("best: learning rate 0.1, sgd   range 0.05 to 0.2   confident"))
    #expect(text.contains("1 more setting is not distinguishable from it"))
    #expect(text.contains("\n  2 ≈   0.1            0.05 to 0.2  adam "))
    #expect(text.contains("\n  3     0.1            0.05 to 0.2  momentum "))
    // 3 · 100 steps a point; what adam's rate rests on was searched for another one.
    #expect(
      text.contains(
        "cost: 1,100 training steps (to find the rates 200, to compare them 900; 100 more are "
          + "shared between schedules)"))
    #expect(text.contains("not new data, nor another search"))
    #expect(!text.contains("equal epochs"))
    #expect(report.allSatisfy { !$0.hasSuffix(" ") && $0.count <= 140 })
  }

  @Test func `batch sizes are said to be compared at equal epochs`() throws {
    let comparison = try Self.comparison(
      [[0.5, 0.4], [0.6, 0.5], [0.7, 0.6]], optimizers: [.sgd, .sgd, .sgd],
      batchSizes: [16, 32, 64])
    #expect(
      lines(comparison).contains(
        "batch sizes are compared at equal epochs (20), not equal steps: 200 at batch 16, 100 at "
          + "batch 32, 50 at batch 64"))
  }

  @Test func `doubts are told once, with the ranks that they are about`() throws {
    let comparison = try Self.comparison(
      [[0.5, 0.4], [0.6, 0.5], [0.7, 0.6]], doubts: [[.lossNeverFell], [], [.lossNeverFell]])
    let report = lines(comparison)
    #expect(report.count { $0.contains("no rate brought") } == 1)
    #expect(report.contains { $0.hasPrefix("  ? 1, 3: no rate brought the validation loss") })
    #expect(report.contains { $0.contains("no range: nothing was learned   not confident") })
    #expect(report.contains { $0.hasPrefix("  3 ") && $0.contains(" 0.1 ? ") })
  }

  @Test func `one seed tells nothing of the difference; a diverged one is told`() throws {
    let one = lines(try Self.comparison([[0.5], [0.6], [0.7]])).joined(separator: "\n")
    #expect(one.contains("cannot be told from one seed: give more --seeds"))
    let wild = lines(try Self.comparison([[0.5, nil], [0.6, 0.61], [nil, nil]]))
      .joined(separator: "\n")
    #expect(wild.contains("best: learning rate 0.1, adam"))
    #expect(wild.contains("diverged with 1 of 2 seeds") && wild.contains("diverged with 2 of 2"))
    let all = lines(try Self.comparison([[nil], [nil], [nil]])).joined(separator: "\n")
    #expect(all.contains("every setting has a seed that diverged"))
  }

  @Test func `what is not finished is said`() throws {
    let comparison = try Self.comparison([[0.5, 0.4], [0.6, 0.5], []])
    #expect(
      lines(comparison, trials: 6)[0].hasSuffix("4 of 6 trainings to compare them; not finished"))
    #expect(
      lines(comparison, planned: 5)[0] == "the rates of 3 of 5 settings are found; not finished")
    #expect(lines(PointComparison([], trials: []), planned: 5) == ["no rate is found yet"])
  }

  @Test func `recommendations have a row a point, in the columns' order`() throws {
    let comparison = try Self.comparison(
      [[0.5, nil], [], [0.75, 0.25]],
      doubts: [
        [.bestAtEdge, .lossNeverFell], [], [],
      ])
    let bytes = SweepFile.recommendationFile.csv(
      comparison.rows.map { row in
        SweepFile.RecommendationRow(row) { doubt in
          (name: doubt == .bestAtEdge ? "edge" : "never", advice: "do, something")
        }
      })
    let rows = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    // Mean 0.5, standard error 0.25, and Student's 12.706 at one degree of freedom.
    #expect(
      rows[1].hasPrefix(
        "p2,s2,constant,momentum,0,32,64,relu,0.1,100,20,0.05,0.2,true,2,0.1,,,1,2,0,0.5,0.25,"))
    #expect(rows[1].hasSuffix(",0.875,0,,,,100,300,true,,"))
    #expect(
      rows[2]
        == "p0,s0,constant,sgd,0,32,64,relu,0.1,100,20,,,false,2,0.1,edge never,"
        + "\"do, something. do, something\",2,2,0.5,0.5,,,,0.875,,,,,100,300,true,,")
    #expect(
      rows[3]
        == "p1,s1,constant,adam,0,32,64,relu,0.1,100,20,0.05,0.2,true,2,0.1,,,3,0,,,,,,,,,,,100,0,true,,"
    )
    #expect(SweepFile.recommendations.isOurs(bytes[...]))
  }
}
