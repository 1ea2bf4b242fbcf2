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
    let header = [
      "optimizer", "rate", "validation loss", "loss − tuned loss (95 %)",
      "% of what training gains", "judged",
    ]
    let rows =
      [row(of: untuned.tuned, in: untuned)] + untuned.contenders.map { row(of: $0, in: untuned) }
    return ["", "untuned: \(untunedHeading(untuned))"]
      + AlignedTable(header: header, rows: rows).lines(style)
      + untunedSentences(untuned).map { "  \($0)" }
  }

  func untunedHeading(_ untuned: UntunedComparison) -> String {
    "each optimizer trained for all \(Decimal.count(plan.budgetSteps, "step")) in the same "
      + "\(Decimal.count(untuned.replicates.count, "training"))"
      + (untuned.foldCount > 1
        ? ", on \(Decimal.count(untuned.foldCount, "fold")) of the rows"
        : ", each with its seed")
  }

  /// What is below the table: which were trained under another schedule, what the intervals count, and
  /// whether tuning was worth it.
  func untunedSentences(_ untuned: UntunedComparison) -> [String] {
    [
      untunedSchedule(untuned),
      "every interval counts that one of \(untuned.tuningFree.count) that promise to need no rate is "
        + "chosen after the trainings",
      untunedSentence(untuned),
    ].compactMap { $0 }
  }

  /// Who was trained under another schedule than the one that was asked for; nil where nobody was.
  private func untunedSchedule(_ untuned: UntunedComparison) -> String? {
    let names = untuned.offSchedule.map(\.optimizer.name)
    guard !names.isEmpty, let schedule = untuned.tuned.schedule else { return nil }
    let (verb, keep) = names.count == 1 ? ("was", "it keeps") : ("were", "they keep")
    return
      "\(names.listed(with: "and")) \(verb) trained at a constant rate, as the average of steps "
      + "that \(keep) stands for a schedule; all others under \(schedule)"
  }

  func isTuned(
    _ contender: UntunedComparison.Contender, in untuned: UntunedComparison
  ) -> Bool {
    contender.rate.learningRate == untuned.tuned.rate.learningRate
      && contender.optimizer == untuned.tuned.optimizer
  }

  /// What is judged of one beside the tuned rate; nil of that itself.
  func other(
    _ contender: UntunedComparison.Contender, in untuned: UntunedComparison
  ) -> RatePair? {
    isTuned(contender, in: untuned) ? nil : untuned.pair(of: contender)
  }

  private func row(
    of contender: UntunedComparison.Contender, in untuned: UntunedComparison
  ) -> [String] {
    let isTuned = isTuned(contender, in: untuned)
    let rate = Decimal.significant(contender.rate.learningRate)
    let diverged = contender.rate.divergedCount
    let loss =
      contender.rate.loss.map {
        Decimal.significant($0) + (diverged > 0 ? " (\(diverged) diverged)" : "")
      } ?? "diverged"
    guard !isTuned, let pair = untuned.pair(of: contender) else {
      return [contender.optimizer.name, rate, loss, isTuned ? "tuned" : "", "", ""]
    }
    let share = untuned.share(of: pair.difference.mean, pair).map {
      Decimal.significant(100 * $0, digits: 2)
    }
    return [
      contender.optimizer.name, rate, loss, pair.difference.signedWords, share ?? "",
      pair.judgement(of: untuned.replicates.count),
    ]
  }

  /// Whether tuning was worth it, against the tuning-free one that did best here.
  func untunedSentence(_ untuned: UntunedComparison) -> String {
    guard untuned.tuned.rate.loss != nil else {
      return "the recommended rate diverged in every training: there is nothing to compare with"
    }
    guard let best = untuned.bestTuningFree, let pair = untuned.bestPair else {
      return
        "of the optimizers that promise to need no rate each diverged in some training: tuning was worth it"
    }
    func share(_ loss: Double?) -> Double? { loss.flatMap { untuned.share(of: $0, pair) } }
    func percent(_ loss: Double?) -> String? {
      share(loss).map { Decimal.significant(100 * $0, digits: 2) }
    }
    func isWithinRange(_ loss: Double?) -> Bool {
      share(loss).map { $0 < Gain.tolerance } ?? false
    }
    let promised = "\(untuned.tuningFree.count) that promise to need no rate"
    let lowest = untuned.lowestTuningFree?.optimizer ?? best.optimizer
    let who =
      "\(best.optimizer.name) at its defaults, "
      + (lowest == best.optimizer
        ? "the best here of \(promised),"
        : "of \(promised) the lowest that is told from the tuned rate (\(lowest.name) ended lower, "
          + "perhaps by chance),")
    guard let mean = percent(pair.difference.mean) else {
      return "\(who) gains nothing, and neither does the tuned rate"
    }
    let trainings = Decimal.count(pair.replicateCount, "training")
    guard let low = percent(pair.difference.low), let high = percent(pair.difference.high) else {
      return
        "\(who) loses \(mean) % of what training gains: from \(trainings) nobody can say whether "
        + "tuning was worth it"
    }
    let isLower = pair.difference.mean < 0
    let loses =
      isLower
      ? "\(who) gains \(percent(-pair.difference.mean) ?? mean) % more than the tuned rate "
        + "(\(percent(pair.difference.high.map { -$0 }) ?? high) to "
        + "\(percent(pair.difference.low.map { -$0 }) ?? low))"
      : "\(who) loses \(mean) % of what training gains (\(low) to \(high))"
    return switch pair.verdict {
    case .better: "\(loses): it is worth a look"
    case .worse where isWithinRange(pair.difference.mean): "\(loses): tuning gained little"
    case .worse: "\(loses): tuning was worth it"
    case .indistinguishable where isWithinRange(pair.difference.high):
      "\(loses), no more than chance: here it would have done"
    case .indistinguishable:
      "\(loses), perhaps by chance: whether tuning was worth it cannot be said from \(trainings)"
    }
  }
}

extension RatePair {
  /// A contender's standing beside the tuned rate, over the trainings with which neither diverged.
  ///
  /// - Parameter all: The trainings of each.
  /// - Returns: A word or two.
  func judgement(of all: Int) -> String {
    let some = replicateCount < all ? " in \(replicateCount) of \(all)" : ""
    guard difference.low != nil else { return "too few to say\(some)" }
    return switch verdict {
    case .better: "better\(some)"
    case .worse: "worse\(some)"
    case .indistinguishable: "not told apart\(some)"
    }
  }
}
