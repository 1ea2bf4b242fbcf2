import Statistics
import Training
import Tuning

extension FindReport {
  /// What optimizers without tuning end with beside the recommended rate: a table and a sentence.
  ///
  /// - Parameter style: How it is set apart on a terminal.
  /// - Returns: The lines, without newlines; none where that was not asked for.
  func untunedLines(_ style: Style) -> [String] {
    guard let untuned else { return [] }
    let words = ReplicateWords(folds: untuned.foldCount)
    let lines = [
      "",
      "untuned: each optimizer trained for all \(Decimal.count(plan.budgetSteps, "step")) "
        + (untuned.foldCount > 1 ? "on" : "with")
        + " the same \(words.count(untuned.replicates.count))",
    ]
    let header = [
      "optimizer", "rate", "validation loss", "loss − tuned loss (95 %)",
      "% of what training gains",
    ]
    let rows =
      [row(of: untuned.tuned, in: untuned)] + untuned.contenders.map { row(of: $0, in: untuned) }
    return lines + AlignedTable(header: header, rows: rows).lines(style)
      + ["  \(untunedSentence(untuned))"]
  }

  private func row(
    of contender: UntunedComparison.Contender, in untuned: UntunedComparison
  ) -> [String] {
    let isTuned =
      contender.rate.learningRate == untuned.tuned.rate.learningRate
      && contender.optimizer == untuned.tuned.optimizer
    let rate = Decimal.significant(contender.rate.learningRate)
    let diverged = contender.rate.divergedCount
    let loss =
      contender.rate.loss.map {
        Decimal.significant($0) + (diverged > 0 ? " (\(diverged) diverged)" : "")
      } ?? "diverged"
    guard !isTuned, let pair = untuned.pair(of: contender) else {
      return [contender.optimizer.name, rate, loss, isTuned ? "tuned" : "", ""]
    }
    let share = untuned.share(of: pair.difference.mean, pair).map {
      Decimal.significant(100 * $0, digits: 2)
    }
    return [contender.optimizer.name, rate, loss, interval(pair), share ?? ""]
  }

  private func interval(_ pair: RatePair) -> String {
    let sign = pair.difference.mean > 0 ? "+" : ""
    let mean = sign + Decimal.significant(pair.difference.mean, digits: 2)
    guard let low = pair.difference.low, let high = pair.difference.high else { return mean }
    return "\(mean) (\(Decimal.significant(low, digits: 2)) to "
      + "\(Decimal.significant(high, digits: 2)))"
  }

  /// Whether tuning was worth it, against the tuning-free one that did best here.
  func untunedSentence(_ untuned: UntunedComparison) -> String {
    guard let best = untuned.bestTuningFree, let pair = untuned.pair(of: best) else {
      return
        "of the optimizers that promise to need no rate none trained to the end: tuning was worth it"
    }
    let name = best.optimizer.name
    func percent(_ loss: Double?) -> String? {
      loss.flatMap { untuned.share(of: $0, pair) }.map {
        Decimal.significant(100 * abs($0), digits: 2)
      }
    }
    let bounds =
      switch pair.verdict {
      case .better: (percent(pair.difference.high), percent(pair.difference.low))
      case .worse, .indistinguishable: (percent(pair.difference.low), percent(pair.difference.high))
      }
    let share = percent(pair.difference.mean).map { share in
      guard let low = bounds.0, let high = bounds.1 else { return "\(share) %" }
      return "\(share) % (\(low) to \(high))"
    }
    let isWithinRange =
      untuned.share(of: pair.difference.mean, pair).map { $0 < Decision.rangeRegret } ?? false
    switch pair.verdict {
    case .indistinguishable:
      return
        "\(name) at its defaults, the best that promises to need no rate, cannot be told from the "
        + "tuned rate: here it would have done"
    case .better:
      return "\(name) at its defaults gains \(share ?? "more") more than the tuned "
        + "\(untuned.tuned.optimizer.name): it is worth a look"
    case .worse:
      return "\(name) at its defaults, the best that promises to need no rate, loses "
        + "\(share ?? "some") of what training gains: "
        + (isWithinRange ? "tuning gained little" : "tuning was worth it")
    }
  }
}
