import Tabular
import Training
import Tuning

extension FindReport {
  /// The page of one search.
  ///
  /// - Parameter commandLine: How it was called.
  /// - Returns: The page.
  package func page(commandLine: String) -> Page {
    let recommendation = outcome.recommendation
    let plain = Style(hasColor: false)
    let seen =
      "The \(plot.lossLabel) of the range test over the learning rate, and the validation loss of "
      + "\(recommendation.decision == nil ? "short" : "full") trainings; recommended is "
      + Decimal.significant(recommendation.learningRate)
    let (element, key) = drawing.picture(description: seen)
    let loss = Page.Figure(
      id: "loss", title: "Loss over the learning rate",
      caption: seen + (drawing.marks.range == nil ? "" : ". The band is the range")
        + (drawing.marks.edge.map { ", the dashed line is \($0.words)" } ?? "")
        + "; crosses diverged.",
      picture: element, key: key)
    return Page(
      title: plot.title.shown(atMost: Page.longestText),
      subtitle: "\(modelDescription), \(plan.settings.optimizer.specification)",
      answer: "learning rate \(Decimal.significant(recommendation.learningRate))",
      confidence: isConfident
        ? "confident: nothing speaks against it" : "not confident: see what speaks against it",
      isConfident: isConfident,
      sentences: [recommendation.rangeSentence] + details, warnings: warnings,
      figures: [loss] + scheduleFigures, tables: decisionTables + comparisonTables + untunedTables,
      facts: facts(plain),
      listings: [Page.Fact(name: "The command", value: commandLine.shown)], version: version)
  }

  private var warnings: [String] {
    doubts.map(\.words) + notes.map(\.advice)
  }

  private func facts(_ plain: Style) -> [Page.Fact] {
    let summary = DataSummary(dataset, isTargetChosen: true).lines(plain)
    var facts = summary.enumerated().map { index, line in
      Page.Fact(name: index == 0 ? "data" : "", value: line.shown)
    }
    facts.append(Page.Fact(name: "rows", value: Decimal.grouped(dataset.features.rowCount)))
    facts.append(Page.Fact(name: "seed", value: "\(seed)"))
    facts.append(Page.Fact(name: "kernels", value: kernels))
    facts.append(Page.Fact(name: "lrfind", value: version))
    return facts
  }

  /// The rate of each step, under the schedule.
  private var scheduleFigures: [Page.Figure] {
    guard plan.schedule != .constant else { return [] }
    let rates = Lane(
      learningRate: outcome.recommendation.learningRate, schedule: plan.resolvedSchedule,
      weightDecay: plan.weightDecay
    ).learningRates(steps: plan.budgetSteps, evaluations: [])
    let every = max(1, rates.count / 400)
    let curve = StepCurves.Curve(
      name: plan.schedule.description,
      points: stride(from: 0, to: rates.count, by: every).map { ($0 + 1, rates[$0]) })
    let seen = "The learning rate over the steps, under the schedule \(plan.schedule)"
    guard
      let picture = StepCurves(curves: [curve], yLabel: "learning rate η", isLogarithmic: false)
        .drawing?.picture(description: seen)
    else { return [] }
    return [
      Page.Figure(
        id: "schedule", title: "The schedule", caption: seen + ".", picture: picture.element)
    ]
  }

  /// What full trainings ended with.
  private var decisionTables: [PageTable] {
    guard let decision = outcome.recommendation.decision else { return [] }
    let columns: [ResultColumn<DecidedRate>] = [
      .number("learning_rate", "that was trained with") { $0.learningRate },
      .number("loss", "the mean validation loss at the end; empty where a run diverged") {
        $0.loss
      },
      .integer("diverged", "how many runs diverged") { $0.divergedCount },
      .number("regret", "how far the loss lies above that of the answer, of what training gains") {
        $0.regret
      },
      .number("error", "the standard error of that") { $0.regretError },
    ]
    return [
      PageTable(
        id: "c", title: "Full trainings",
        caption: "A row a rate, each trained to the end.", ResultTable(columns),
        columns: [
          (column: "learning_rate", words: "learning rate"),
          (column: "loss", words: "validation loss"),
          (column: "diverged", words: "diverged"), (column: "regret", words: "regret"),
          (column: "error", words: "± error"),
        ],
        rows: decision.rates.map {
          DecidedRate(
            learningRate: $0.learningRate, loss: $0.loss, divergedCount: $0.divergedCount,
            regret: $0.regret, regretError: $0.regretError)
        }
      ) { index, rate in (number: index + 1, isDiverged: rate.divergedCount > 0) }
    ]
  }

  private struct DecidedRate: Sendable {
    var learningRate: Double
    var loss: Double?
    var divergedCount: Int
    var regret: Double
    var regretError: Double
  }
}
