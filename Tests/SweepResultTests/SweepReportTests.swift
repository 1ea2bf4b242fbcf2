import Experiment
import Planning
import Reporting
import Statistics
import Testing
import Training

struct SweepReportTests {
  private func made(_ trials: [TrialResult], planned: Int? = nil) -> SweepReport {
    SweepReport(
      summary: SweepSummary(trials), dataName: "digits.csv", metric: .accuracy,
      plannedTrials: planned)
  }

  private func lines(_ trials: [TrialResult], planned: Int? = nil) -> [String] {
    made(trials, planned: planned).lines(Style(hasColor: false))
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
    #expect(lines(trials)[0] == "5 trials of up to 9 steps, 3 configurations")
    // In its first round too.
    let first = lines(trials.filter { $0.steps == 3 }, planned: 5)
    #expect(first[0] == "3 of 5 trials of up to 9 steps, 3 configurations; not finished")
    #expect(!text(MadeSweep.large).contains("halving"))
  }

  /// What was stopped is never the best, however low it was.
  @Test func namesNoBestWhereAllThatWentToTheEndDiverged() {
    let stopped = [0.01, 0.1, 1].map {
      TrialResult.made($0, seed: 0, loss: 0.1, steps: 3, horizon: 9)
    }
    let report = made(stopped + [.made(0.1, seed: 0, loss: nil, steps: 9)])
    #expect(report.best == nil && report.briefAnswer.isEmpty)
    let text = report.lines(Style(hasColor: false)).joined(separator: "\n")
    #expect(
      text.contains(
        "everything that was trained to the end diverged; how what halving stopped would end is not known: "
          + "try rates below 0.1"))
    #expect(!text.contains("best:"))
    let partly = made(
      stopped + [
        .made(0.1, seed: 0, loss: nil, steps: 9), .made(0.1, seed: 1, loss: 0.3, steps: 9),
      ])
    #expect(partly.best?.configuration.learningRate == 0.1)
    #expect(
      partly.lines(Style(hasColor: false)).joined().contains(
        "every configuration that was trained to the end has a seed that diverged"))
  }

  /// Two seeds are enough to compare two configurations, but halving left one.
  @Test func saysWhyOneThatWentFurthestIsNotCompared() {
    let trials = (0..<2).flatMap { seed in
      [
        TrialResult.made(0.1, seed: seed, loss: 0.2 + 0.01 * Double(seed), steps: 9),
        .made(0.1, seed: seed, loss: 0.4, steps: 3, horizon: 9),
        .made(1, seed: seed, loss: 0.5, steps: 3, horizon: 9),
      ]
    }
    let alone = text(trials)
    #expect(
      alone.contains(
        "how it compares with the others cannot be told, as it alone was trained to the end: give "
          + "fewer --rungs, or more rates"))
    #expect(!alone.contains("--seeds"))
    // Where the others diverged, more seeds do not help either.
    let diverged = [0, 1].map { TrialResult.made(1, seed: $0, loss: nil) }
    let sole = text(trials.filter { $0.steps == 9 } + diverged)
    #expect(sole.contains("nothing to compare it with: all others diverged"))
    #expect(!sole.contains("--seeds"))
  }

  @Test func saysWhereEdgesWereExtended() {
    func text(_ best: Double, axis: [Double]?, isLast: Bool = true) -> String {
      let trials = [0.1, 1, 10].map {
        TrialResult.made($0, seed: 0, loss: $0 == best ? 0.1 : 0.2)
      }
      return SweepReport(
        summary: SweepSummary(trials), dataName: "", metric: .accuracy, isLastRound: isLast,
        rates: axis.map { .extended($0) } ?? .grid
      ).lines(Style(hasColor: false)).joined(separator: "\n")
    }
    #expect(text(1, axis: [0.1, 1]).contains("edges: rates were added, up to 10"))
    #expect(text(10, axis: [0.1, 1]).contains("the highest that was tried, also beyond --lr"))
    #expect(text(1, axis: [0.1, 1, 10]).contains("no best rate stood at an edge"))
    #expect(text(10, axis: nil).contains("or give --extend-edges"))
    #expect(text(1, axis: [0.1, 1], isLast: false).contains("; not finished"))
  }

  /// Of each kind of search: what widens it without training all anew.
  @Test(arguments: [
    (SweepReport.RateChoice.grid, "add rates to 100 with --lr, or give --extend-edges; only what"),
    (.extended([1e-3, 0.1]), "tried, also beyond --lr; a better one may lie beyond: add rates to"),
    (.halving, "add rates to 100 with --lr; only what is new is run"),
    (
      .drawn(1e-4...100),
      "drawn; a better one may lie beyond: more --trials add draws from --lr, and only what is new "
        + "is run; a --lr that reaches beyond 100 draws all anew"
    ),
    (.drawn(1e-3...10), "may lie beyond: a --lr that reaches beyond 10 draws all anew"),
  ])
  func advisesWhatTheSearchCanDo(_ rates: SweepReport.RateChoice, _ advice: String) {
    let trials = [1e-3, 0.1, 10].flatMap { rate -> [TrialResult] in
      [
        .made(rate, seed: 0, loss: rate == 10 ? 0.1 : 0.2),
        .made(rate, seed: 0, loss: rate == 10 ? 0.3 : 0.4, optimizer: .adam()),
      ]
    }
    let report = SweepReport(
      summary: SweepSummary(trials), dataName: "", metric: .accuracy, rates: rates
    ).lines(Style(hasColor: false)).joined(separator: "\n")
    #expect(report.contains(advice), "\(report)")
    #expect(report.contains("--extend-edges") == (rates == .grid))
    if case .drawn = rates { #expect(report.contains("seems; more --trials run only what is new")) }
  }

  @Test(arguments: [
    (["search": "random", "trials": "4", "lr": "0.1..1"], SweepReport.RateChoice.drawn(0.1...1)),
    (["search": "quasirandom", "trials": "4", "lr": "1,0.1"], .drawn(0.1...1)),
    (["search": "halving", "trials": "4", "lr": "0.1..1"], .drawn(0.1...1)),
    (["search": "halving", "lr": "0.1,1"], .halving), (["lr": "0.1,1"], .grid),
    (["lr": "0.1,1", "extend-edges": "true"], .extended([0.1, 1])),
  ])
  func knowsHowAPlanChoosesRates(
    _ settings: [String: String], _ expected: SweepReport.RateChoice
  ) throws {
    let plan = try SweepPlan(settings.map { PlanEntry(key: $0, values: [$1], place: $0) })
    #expect(SweepReport.RateChoice(plan) == expected)
  }

  /// The best of all at 0.1 or 1 with sgd; the others' best rates at the upper edge, or inside.
  @Test func countsTheOthersAtAnEdge() {
    func text(best: Double, atEdge: Set<String>, others: [Optimizer]) -> String {
      let trials = ([.sgd] + others).flatMap { optimizer in
        [0.01, 0.1, 1].map { rate in
          let others = atEdge.contains(optimizer.name) ? 1 : 0.1
          let isBest = rate == (optimizer == .sgd ? best : others)
          return TrialResult.made(
            rate, seed: 0, loss: (isBest ? 0.1 : 0.2) + (optimizer == .sgd ? 0 : 0.3),
            optimizer: optimizer)
        }
      }
      return self.text(trials)
    }
    #expect(!text(best: 0.1, atEdge: [], others: [.adam()]).contains("at an edge"))
    #expect(
      text(best: 0.1, atEdge: ["adam"], others: [.adam()]).contains(
        "\n  adam has its best rate at an edge: it may do better than"))
    #expect(
      text(best: 1, atEdge: ["adam"], others: [.adam(), .momentum()]).contains(
        "\n  1 of the 2 other schedules and settings has its best rate at an edge as well: it may"))
    #expect(
      text(best: 1, atEdge: ["adam", "momentum"], others: [.adam(), .momentum()]).contains(
        "\n  the other 2 schedules and settings have their best rate at an edge as well: they may"))
  }

  @Test func saysHowLongTrainingsWere() {
    var report = SweepReport(
      summary: SweepSummary([
        .made(0.1, seed: 0, loss: 1, steps: 1200), .made(0.1, seed: 0, loss: 1, batchSize: 64),
      ]), dataName: "", metric: .accuracy)
    func heading() -> String { report.lines(Style(hasColor: false))[0] }
    #expect(heading() == "2 trials of 100 to 1,200 steps, 2 configurations")
    report.epochs = 20...20
    #expect(heading() == "2 trials of 100 to 1,200 steps (20 epochs), 2 configurations")
    report.epochs = 0.5...1
    #expect(heading() == "2 trials of 100 to 1,200 steps (0.5 to 1 epoch), 2 configurations")
  }

  @Test func aColumnDoesNotRepeatItsName() {
    let trials = [[8], [8, 4]].map { hidden in
      var trial = TrialResult.made(0.1, seed: 0, loss: 1 / Double(hidden.count))
      trial.configuration.setting.model = .mlp(hidden: hidden, activation: .relu)
      return trial
    }
    let report = text(trials)
    #expect(report.contains("best: learning rate 0.1, hidden 8x4\n"))
    #expect(report.contains("\n  1     0.1            8x4     0.5\n"), "\(report)")
    var logistic = trials[0]
    logistic.configuration.setting.model = .logistic
    #expect(text([logistic]).contains("batch 32, logistic\n"))
  }

  @Test func nothingToRecommend() {
    #expect(lines([]) == ["no trial is finished yet"])
    let diverged = text([.made(0.1, seed: 0, loss: nil), .made(1, seed: 0, loss: nil)])
    #expect(diverged.contains("every trial diverged: try rates below 0.1"))
    #expect(!diverged.contains("best:"))
    #expect(text([.made(0.1, seed: 0, loss: 1)]).contains("nothing to compare with"))
    let one = lines([.made(0.1, seed: 0, loss: 1)], planned: 12)
    #expect(one[0] == "1 of 12 trials of 100 steps, 1 configuration; not finished")
  }
}

/// Whether anything was learned that helps new rows. Made trials have an untrained loss of 2.
struct LearningDoubtTests {
  private func report(
    _ losses: [Double], constantLoss: Double? = nil, metric: Metric = .accuracy
  ) -> SweepReport {
    let trials = losses.enumerated().flatMap { seed, loss in
      [(0.1, 0.0), (0.3, 0.01), (0.03, 0.01)].map { rate, more in
        TrialResult.made(rate, seed: UInt64(seed), loss: loss + more)
      }
    }
    var report = SweepReport(
      summary: SweepSummary(trials), dataName: "", metric: metric)
    report.constantLoss = constantLoss
    return report
  }

  private func text(_ report: SweepReport) -> String {
    report.lines(Style(hasColor: false)).joined(separator: "\n")
  }

  // `find` wants a fall by a fiftieth: 1.96 of 2. The interval of ±0.1 over two seeds is
  // 12.7 · 0.1 wide on either side.
  @Test(arguments: [
    (
      [2.2, 2.3],
      "its validation loss 2.25 is not below 2 before training: nothing was learned that helps new "
        + "rows; the features may say nothing about the target, or other rates or more --steps are "
        + "needed; check --target"
    ),
    ([1.97], "its validation loss 1.97 is hardly below 2 before training: nothing was learned"),
    (
      [0.9, 1.1],
      "the interval of its loss reaches 2, that before training: it may have learned nothing that "
        + "helps new rows; give more --seeds"
    ),
  ])
  func comparesWithTheUntrainedLoss(_ losses: [Double], _ doubt: String) {
    let text = text(report(losses))
    #expect(text.contains("\n  \(doubt)"), "\(text)")
    #expect(text.contains("×3") && !text.contains("of the gain"))
  }

  @Test(arguments: [[1.9], [1.5, 1.51], [0.9, 1.0, 1.1]])
  func isSilentWhereMuchWasLearned(_ losses: [Double]) {
    let text = text(report(losses))
    #expect(!text.contains("learned") && text.contains("% of the gain)"), "\(text)")
  }

  /// An untrained model may be far worse than a constant prediction.
  @Test func comparesWithAConstantPrediction() {
    #expect(!text(report([0.99, 1])).contains("learned"))
    #expect(
      text(report([0.99, 1], constantLoss: 1)).contains(
        "loss 0.995 is hardly below 1, which needs no features at all: nothing was learned that "
          + "helps new rows; the features may say nothing about the target; check --target"))
    #expect(
      text(report([0.9, 0.92], constantLoss: 1)).contains(
        "the interval of its loss reaches 1, which needs no features at all: it may have"))
  }

  /// Made trials have the metric 1 − loss / 4, which as an R² is that of a constant loss of 4.
  @Test func withoutTheDataANumberIsJudgedByItsMetric() {
    var noise = report([1.2], metric: .rSquared)
    #expect(!text(noise).contains("learned"))
    noise.summary = SweepSummary(
      [0.1, 0.3].map { rate in
        var trial = TrialResult.made(rate, seed: 0, loss: 1.2)
        trial.metric = -0.01
        return trial
      })
    #expect(text(noise).contains("loss 1.2 is not below 1.19, which needs no features at all"))
  }
}

struct SweepPlotTests {
  private let plot = SweepReport(
    summary: SweepSummary(MadeSweep.large), dataName: "it's.csv", metric: .accuracy
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

  @Test func theFrameHoldsIntervalsButNotAWildOne() {
    func plot(_ wild: Double) -> SweepPlot {
      let losses = [(0.1, 0.1), (0.2, 0.12), (0.4, 0.14)].flatMap { rate, loss in
        [-0.002, 0.002].map { (rate, loss + $0) }
      }
      let trials = (losses + [(0.8, 0.16 - wild), (0.8, 0.16 + wild)]).enumerated()
        .map { TrialResult.made($1.0, seed: UInt64($0 % 2), loss: $1.1) }
      return SweepReport(
        summary: SweepSummary(trials), dataName: "", metric: .accuracy
      ).plot
    }
    // Student's t for two seeds: 12.7 times half of their difference.
    let calm = plot(0.004)
    #expect(calm.lossScale.low < 0.1 - 12.7 * 0.002 && calm.lossScale.high > 0.16 + 12.7 * 0.004)
    #expect(calm.script(for: .svg).contains("'95 % interval over seeds'"))
    let wild = plot(0.1)
    #expect(wild.lossScale.low == 0 && wild.lossScale.high < 0.4)
    #expect(wild.script(for: .svg).contains("'95 % interval, cut at the frame'"))
    // Means that lie close together do not hide that their intervals are wide.
    let close = SweepReport(
      summary: SweepSummary(
        [0.1, 0.2, 0.3].flatMap { rate in
          [0.11, 0.13].map { .made(rate, seed: $0 < 0.12 ? 0 : 1, loss: $0 + rate / 1000) }
        }), dataName: "", metric: .accuracy
    ).plot
    #expect(close.lossScale.low == 0 && close.lossScale.high > 0.12 + 12.7 * 0.01)
  }

  @Test func alikePlotsAreAlike() {
    let other = SweepReport(
      summary: SweepSummary(MadeSweep.large.reversed()), dataName: "it's.csv",
      metric: .accuracy
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
      summary: SweepSummary(trials), dataName: "a", metric: .accuracy
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
    let empty = SweepReport(summary: SweepSummary([]), dataName: "", metric: .rSquared).plot
    #expect(empty.lossScale.low < empty.lossScale.high)
    #expect(empty.rateScale.low < empty.rateScale.high)
  }

  @Test(.enabled(if: Gnuplot.isInstalled), arguments: PlotFormat.allCases)
  func gnuplotDrawsIt(_ format: PlotFormat) throws {
    #expect(PlotMark.isOurs(try plot.render(as: format)[...], format: format))
    let single = SweepReport(
      summary: SweepSummary([.made(0.1, seed: 0, loss: 1), .made(1, seed: 0, loss: nil)]),
      dataName: "a", metric: .accuracy
    ).plot
    #expect(PlotMark.isOurs(try single.render(as: format)[...], format: format))
  }
}
