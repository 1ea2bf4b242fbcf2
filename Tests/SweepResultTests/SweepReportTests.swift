import Reporting
import Sweep
import Testing
import Training

struct SweepReportTests {
  private func lines(_ trials: [TrialResult], planned: Int? = nil) -> [String] {
    SweepReport(
      summary: SweepSummary(trials), dataName: "digits.csv", isClassification: true,
      plannedTrials: planned
    ).lines(Style(hasColor: false))
  }

  private func text(_ trials: [TrialResult]) -> String { lines(trials).joined(separator: "\n") }

  @Test func namesTheBestAndWhatMayBeAsGood() {
    let report = text(MadeSweep.large)
    #expect(report.contains("best: learning rate 0.316, cosine, sgd"))
    #expect(report.contains("\n  2 ≈   0.01 ") && report.contains("\n  1     0.316 "))
    #expect(report.contains("not distinguishable from it"))
    #expect(report.contains("not new data"))
    #expect(report.contains("all with weight decay 0, batch 32, hidden 64, relu"))
    #expect(report.contains("×10"))
    #expect(lines(MadeSweep.large).allSatisfy { !$0.hasSuffix(" ") && $0.count <= 140 })
  }

  @Test func theTableHasTenRows() {
    let report = lines(MadeSweep.large)
    let header = report.firstIndex { $0.contains("95 % interval  ") } ?? 0
    #expect(report[header + 10].hasPrefix("  10"))
    #expect(report[header + 11] == "  … and 44 more in summary.csv")
  }

  @Test(arguments: [
    (
      1e-3,
      "its rate is the lowest that was tried; a better one may lie beyond: add rates to 0.0001"
    ),
    (10, "its rate is the highest that was tried; a better one may lie beyond: add rates to 100"),
  ])
  func warnsOfEdges(_ best: Double, _ warning: String) {
    let trials = [1e-3, 0.1, 10].map { TrialResult.made($0, seed: 0, loss: $0 == best ? 0.1 : 0.2) }
    #expect(text(trials).contains(warning))
    #expect(text(trials).contains("give more --seeds"))
  }

  @Test func saysWhatHalvingStopped() {
    let trials = [
      TrialResult.made(0.1, seed: 0, loss: 0.2, steps: 9), .made(1, seed: 0, loss: 0.3, steps: 9),
      .made(0.01, seed: 0, loss: 0.1, steps: 3, horizon: 9),
      .made(0.1, seed: 0, loss: 0.4, steps: 3, horizon: 9),
      .made(1, seed: 0, loss: 0.5, steps: 3, horizon: 9),
    ]
    let report = text(trials)
    #expect(report.contains("halving: 3 configurations for 3 steps, 2 for 9"))
    // 9 + 9 + 3 · 3 = 27 of 3 · 9.
    #expect(report.contains("27 training steps, 1 of training all to the end"))
    #expect(report.contains("best: learning rate 0.1") && report.contains("stopped after 3 steps"))
    #expect(!text(MadeSweep.large).contains("halving"))
  }

  @Test func saysWhereEdgesWereExtended() {
    func text(_ best: Double, axis: [Double]?, isLast: Bool = true) -> String {
      let trials = [0.1, 1, 10].map {
        TrialResult.made($0, seed: 0, loss: $0 == best ? 0.1 : 0.2)
      }
      return SweepReport(
        summary: SweepSummary(trials), dataName: "", isClassification: true, isLastRound: isLast,
        extendedAxis: axis
      ).lines(Style(hasColor: false)).joined(separator: "\n")
    }
    #expect(text(1, axis: [0.1, 1]).contains("edges: rates were added, up to 10"))
    #expect(text(10, axis: [0.1, 1]).contains("the highest that was tried, also beyond --lr"))
    #expect(text(1, axis: [0.1, 1, 10]).contains("no best rate stood at an edge"))
    #expect(text(10, axis: nil).contains("or give --extend-edges"))
    #expect(text(1, axis: [0.1, 1], isLast: false).contains("; not finished"))
  }

  @Test func nothingToRecommend() {
    #expect(lines([]) == ["no trial is finished yet"])
    let diverged = text([.made(0.1, seed: 0, loss: nil), .made(1, seed: 0, loss: nil)])
    #expect(diverged.contains("every trial diverged: try rates below 0.1"))
    #expect(!diverged.contains("best:"))
    #expect(text([.made(0.1, seed: 0, loss: 1)]).contains("nothing to compare with"))
    let one = lines([.made(0.1, seed: 0, loss: 1)], planned: 12)
    #expect(one[0] == "1 of 12 trials, 1 configuration; not finished")
  }
}

struct SweepPlotTests {
  private let plot = SweepReport(
    summary: SweepSummary(MadeSweep.large), dataName: "it's.csv", isClassification: true
  ).plot

  @Test func oneLineAScheduleAndOptimizer() {
    #expect(plot.lines.count == 6)
    #expect(Set(plot.lines.map { $0.schedule + $0.optimizer }).count == 6)
    #expect(plot.lines.allSatisfy { $0.points.count == 9 })
    #expect(plot.lines.contains { $0.points.contains { $0.loss == nil } })
    let rates = plot.lines[0].points.map(\.learningRate)
    #expect(rates == rates.sorted())
  }

  @Test func theFrameHoldsAllMeansBelowTheUntrainedLoss() {
    let scale = plot.lossScale
    for loss in plot.lines.flatMap(\.points).compactMap(\.loss) where loss <= 2 {
      #expect(loss >= scale.low && loss <= scale.high)
    }
    #expect(plot.rateScale.low < 3.2e-4 && plot.rateScale.high > 3.1)
  }

  @Test func alikePlotsAreAlike() {
    let other = SweepReport(
      summary: SweepSummary(MadeSweep.large.reversed()), dataName: "it's.csv",
      isClassification: true
    ).plot
    #expect(plot.script(for: .svg) == other.script(for: .svg))
    #expect(plot.script(for: .svg).contains("'it''s.csv'"))
  }

  // The highest rates of the made sweep diverge, whatever the schedule.
  @Test func marksTheBestAndWhatDiverged() throws {
    let best = try #require(plot.best)
    #expect(plot.lines[0].points.contains { $0.learningRate == best.learningRate })
    #expect(plot.lines.flatMap(\.points).compactMap(\.loss).allSatisfy { $0 >= best.loss })
    let script = plot.script(for: .svg)
    #expect(script.contains("'best, at 0.316'"))
    // All that was measured lies below the untrained loss of 2, which is off the frame then.
    #expect(!script.contains("'before training'"))
    var higher = plot
    higher.untrainedLoss = 0.5
    #expect(higher.script(for: .svg).contains("0.5 with lines lw 1 dt 3"))
    let top = plot.lossScale.high
    let crosses = plot.lines.flatMap(\.points).count { ($0.loss ?? .infinity) > top }
    #expect(crosses > 0)
    #expect(script.split(separator: "\n").count { $0.contains(" point pt 2 ") } == crosses)
    // Every row of crosses is above the frame, below the subtitle, and one of its own.
    let heights = script.split(separator: "graph ").dropFirst().compactMap {
      Double($0.prefix { $0 != " " })
    }
    #expect(heights.allSatisfy { $0 > 1 && $0 < 1.13 } && Set(heights).count > 1)
  }

  @Test func drawsAsManyLinesAsCanBeToldApart() throws {
    let texts = (1...20).map { "step:every=\($0)" }
    let trials = try texts.enumerated().map { index, text in
      TrialResult.made(0.1, seed: 0, loss: 1 + Double(index), schedule: try .parse(text))
    }
    let crowded = SweepReport(
      summary: SweepSummary(trials), dataName: "a", isClassification: true
    ).plot
    #expect(crowded.lines.map(\.schedule) == Array(texts.prefix(12)))
    #expect(crowded.subtitle.hasSuffix("the best 12 of 20 schedules and optimizers"))
    #expect(crowded.script(for: .png).contains("step:every=12, sgd"))
  }

  @Test func aLongNameLeavesRoomForTheFrame() {
    var long = plot
    long.lines[0].schedule = String(repeating: "a", count: 90)
    #expect(long.script(for: .svg).contains("aaa…"))
    #expect(!long.script(for: .svg).contains(String(repeating: "a", count: 50)))
    #expect(long.frameEnd > 0.5 && plot.frameEnd > long.frameEnd)
  }

  @Test func emptyPlotsHaveAFrame() {
    let empty = SweepReport(summary: SweepSummary([]), dataName: "", isClassification: false).plot
    #expect(empty.lossScale.low < empty.lossScale.high)
    #expect(empty.rateScale.low < empty.rateScale.high)
  }

  @Test(.enabled(if: Gnuplot.isInstalled), arguments: PlotFormat.allCases)
  func gnuplotDrawsIt(_ format: PlotFormat) throws {
    #expect(PlotMark.isOurs(try plot.render(as: format)[...], format: format))
    let single = SweepReport(
      summary: SweepSummary([.made(0.1, seed: 0, loss: 1), .made(1, seed: 0, loss: nil)]),
      dataName: "a", isClassification: true
    ).plot
    #expect(PlotMark.isOurs(try single.render(as: format)[...], format: format))
  }
}
