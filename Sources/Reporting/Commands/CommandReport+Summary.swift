import Experiment
import Tuning

extension CommandReport {
  /// The answer for people: chart, rate, range, reason, cost.
  ///
  /// - Parameter style: How it is set apart on a terminal.
  /// - Returns: The lines, without newlines.
  package func lines(_ style: Style) -> [String] {
    guard let answer else { return [progressLine] + doubtLines(style) }
    let drawing = drawing
    var lines = drawing?.lines(style) ?? []
    if !lines.isEmpty {
      lines += style.caption(
        "\(measure ?? "loss") over the rate: \(chartWords(answer))\(drawing?.legend ?? "")")
      lines.append("")
    }
    let rate = "learning rate \(Decimal.significant(answer.learningRate))"
    lines.append(
      "\(style.bold(style.green(rate)))   "
        + (answer.range.map { "range \(Decimal.range($0.lowerBound, $0.upperBound))" }
          ?? Recommendation.noRange)
        + "   \(isConfident ? "confident" : style.yellow("not confident"))")
    lines += details(answer).map { "  \($0)" }
    return lines + doubtLines(style)
  }

  private func doubtLines(_ style: Style) -> [String] {
    doubts.map { "  \(style.yellow("doubt:")) \($0.words)" }
  }

  /// The rate alone.
  package var briefAnswer: String? { answer.map { Decimal.significant($0.learningRate) } }

  /// How far a search is that is not finished.
  package var progressLine: String {
    let done = decision.results.count
    guard done > 0 else { return "no run is finished yet" }
    let furthest = decision.results.reduce(TrialResult?.none) { $1.isBetter(than: $0) ? $1 : $0 }
    let best = furthest.flatMap { result in
      result.validationLoss.map { (loss: $0, result: result) }
    }
    return
      "\(Decimal.count(done, "run")) of \(Decimal.grouped(decision.trials.count)) that are decided "
      + "by now"
      + (best.map {
        ", best \(measure ?? "loss") \(shown($0.loss)) at \(Decimal.significant($0.result.configuration.learningRate))"
      } ?? "")
  }

  func details(_ answer: RungAnswer) -> [String] {
    var lines = ["for \(plan.template.text.shown(atMost: 200))", "why: \(why(answer))"]
    if let edge = answer.edge, let length = answer.edgeLength {
      lines.append(
        "diverges from about \(Decimal.significant(edge, digits: 2)) within \(lengthWords(length))"
          + (length < answer.plan.length
            ? "; in \(lengthWords(answer.plan.length)) perhaps from lower rates" : ""))
    } else {
      lines.append("no rate that was tried diverged")
    }
    if let differences = seedWords(answer) { lines.append(differences) }
    lines.append(costWords)
    return lines
  }

  /// What it rests on.
  package func why(_ answer: RungAnswer) -> String {
    let rungs = answer.rungs.filter { !$0.places.isEmpty }
    let parts = rungs.map { rung in
      "\(Decimal.count(rung.places.count, "rate")) for \(lengthWords(rung.length))"
    }
    let best = rungs.compactMap { rung in
      rung.best.map { Decimal.significant(answer.plan.learningRate(at: Double($0))) }
    }
    guard !best.isEmpty else { return "\(parts.joined(separator: ", ")), and every one diverged" }
    let bottom = answer.bottom.map {
      ", and a parabola through the longest ones is lowest at \(Decimal.significant($0))"
    }
    let correction =
      abs(answer.correction) < 0.02
      ? ""
      : "; \(lengthWords(answer.plan.length)) are expected to want one "
        + "\(Decimal.significant(abs(answer.correction), digits: 2)) decades "
        + (answer.correction < 0 ? "lower" : "higher")
    return
      "judged by \(measure ?? "the loss")\(plan.choice.isMaximized ? ", the higher the better" : ""), "
      + "\(parts.joined(separator: ", then ")); best were \(best.joined(separator: ", then "))\(bottom ?? "")\(correction)"
  }

  private func lengthWords(_ length: Int) -> String {
    Decimal.count(length, plan.unit.noun, plural: plan.unit.rawValue)
  }

  private var costWords: String {
    let share = trainings
    return "cost: \(Decimal.count(decision.results.count, "run")), "
      + "\(Decimal.significant(share, digits: share < 0.95 ? 2 : 3)) "
      + (share < 1.95 ? "of one whole training" : "whole trainings")
      + (seconds.map { " in \(Decimal.significant($0, digits: 3)) s" } ?? "")
  }

  private func chartWords(_ answer: RungAnswer) -> String {
    let rungs = answer.rungs.filter { !$0.places.isEmpty }
    guard rungs.count > 1, let first = rungs.first else { return "all runs (•)" }
    return "longer runs (•), those of \(lengthWords(first.length)) (·)"
  }

  /// The chart of the loss over the rate, for a terminal and a page.
  var drawing: ChartDrawing? { plot?.drawing }
}
