import Tabular
import Training
import Tuning

extension FindReport {
  /// The answer for people: chart, recommendation, reason and cost.
  ///
  /// - Parameter style: How it is set apart on a terminal.
  /// - Returns: The lines, without newlines.
  package func summary(_ style: Style) -> [String] {
    let recommendation = outcome.recommendation
    var lines = drawing.lines(style)
    if !lines.isEmpty {
      lines += style.caption(chartTitle)
      lines.append("")
    }
    let answer = "learning rate \(Decimal.significant(recommendation.learningRate))"
    lines.append(
      "\(style.bold(style.green(answer)))   \(recommendation.rangeSentence)"
        + "   \(isConfident ? "confident" : style.yellow("not confident"))")
    lines += details.map { "  \($0)" }
    lines += doubts.map { "  \(style.yellow("doubt:")) \($0.words)" }
    lines += notes.map { "  note: \($0.advice)" }
    return lines + curvatureLines(style) + comparisonLines(style) + untunedLines(style)
  }

  var details: [String] {
    let recommendation = outcome.recommendation
    let settings = plan.settings
    let epochs = Double(plan.budgetSteps) / Double(stepsPerEpoch)
    var lines = [
      "for \(modelDescription), \(settings.optimizer.specification), \(plan.schedule) schedule, "
        + "batch \(min(settings.batchSize, dataset.trainingRowCount)), "
        + "\(Decimal.grouped(plan.budgetSteps)) steps (\(Decimal.significant(epochs)) epochs)"
    ]
    lines.append("why: \(why)")
    if let decision = recommendation.decision {
      lines += expectations(of: decision)
    } else {
      if let scheduleRemark { lines.append(scheduleRemark) }
      if plan.usualFactor == nil { lines.append(divergence) }
    }
    lines.append(costText)
    return lines
  }

  private var costText: String {
    let share = Double(cost) / Double(plan.budgetSteps)
    let range = outcome.rounds.first?.cost ?? 0
    let extra = [
      ("decision", outcome.decision.map { _ in outcome.decisionCost }),
      ("comparison", comparison?.cost), ("untuned", untuned?.cost),
      ("curvature", curvature?.cost),
    ]
    .compactMap { name, cost in cost.map { ", \(name) \(Decimal.grouped($0))" } }.joined()
    let trainings =
      share < 99.5
      ? Decimal.significant(share, digits: share < 0.95 ? 2 : 3)
      : Decimal.grouped(Int(share.rounded()))
    return "cost: \(Decimal.grouped(cost)) training steps, as many as in \(trainings) trainings "
      + "(range test \(Decimal.grouped(range)), confirmation "
      + "\(Decimal.grouped(outcome.cost - outcome.decisionCost - range))\(extra))"
      + (seconds.map { " in \(Decimal.significant($0, digits: 2)) s" } ?? "")
  }

  /// What the recommendation rests on.
  var why: String {
    if let decision = outcome.recommendation.decision { return reason(of: decision) }
    if plan.usualFactor != nil {
      return
        "the best factors of the step size that \(plan.settings.optimizer.name) estimates itself "
        + "depend on the number of steps more than on the table: for "
        + "\(Decimal.count(plan.budgetSteps, "step")) this is usual"
    }
    let confirmation = outcome.confirmation
    guard let best = confirmation.best, let untrained = confirmation.untrainedLoss else {
      return "of \(Decimal.count(confirmation.rates.count, "rate")) tried, "
        + (confirmation.lowestDivergedLearningRate == nil
          ? "none could be judged; this is what is usual for the model and optimizer"
          : "none could be trained with")
    }
    let longest = confirmation.rates.map { $0.repeats.map(\.steps).max() ?? 0 }
    let steps = longest.max() ?? 0
    let stopped = longest.count { $0 < steps }
    let fewer = stopped > 0 ? "\(stopped) of them for fewer steps, " : ""
    let mean =
      confirmation.scoredEvaluations > 1
      ? ", the mean of its last \(confirmation.scoredEvaluations) evaluations" : ""
    return
      "of \(Decimal.count(confirmation.rates.count, "rate")) tried, \(fewer)"
      + "\(Decimal.significant(best.learningRate)) did best in a training of "
      + "\(Decimal.count(steps, "step")) (validation loss \(Decimal.significant(untrained)) → "
      + "\(Decimal.significant(best.score))\(mean))" + correction(of: best)
  }

  /// What the rate that did best means for the whole training.
  private func correction(of best: (learningRate: Double, score: Double)) -> String {
    let rate = outcome.recommendation.constantLearningRate
    let (text, former) = (Decimal.significant(rate), Decimal.significant(best.learningRate))
    guard text != former else { return "" }
    return "; \(Decimal.grouped(plan.budgetSteps)) steps want \(text)"
      + (rate < best.learningRate ? ", as longer trainings want lower rates" : "")
  }

  /// What speaks against the answer: names and words.
  package var doubts: [(name: String, words: String)] {
    outcome.recommendation.doubts.map {
      ($0.name, $0.advice(plan.effort))
    }
      + (betterRate.map {
        [
          (
            "better_rate_compared",
            "of the compared rates \(Decimal.significant($0.learningRate)) did better: use that"
          )
        ]
      } ?? [])
  }

  private var divergence: String {
    guard let edge = outcome.recommendation.divergenceLearningRate else {
      return "no rate that was tried diverged"
    }
    let text = "diverges from about \(Decimal.significant(edge, digits: 2))"
    guard let steps = shortDivergenceSteps else { return text }
    return "\(text) within \(Decimal.count(steps, "step")); in "
      + "\(Decimal.grouped(plan.budgetSteps)) steps perhaps from lower rates"
  }
}
