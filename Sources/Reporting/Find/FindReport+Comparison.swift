import Experiment
import Statistics
import Training
import Tuning

extension FindReport {
  /// What the user's rates cost against the recommended one: a table and a sentence for each.
  ///
  /// - Parameter style: How it is set apart on a terminal.
  /// - Returns: The lines, without newlines; none where nothing was compared.
  func comparisonLines(_ style: Style) -> [String] {
    guard let comparison else { return [] }
    let recommended = Decimal.significant(comparison.recommended.learningRate)
    guard !comparison.others.isEmpty else {
      return ["", "compared: \(recommended) is the recommended rate itself"]
    }
    var lines = [
      "", "compared: \(comparisonHeading(comparison))",
    ]
    let units = targetScale == nil ? [] : ["RMSE in the target's units"]
    let header =
      ["rate", "validation loss"] + units
      + [
        dataset.loss.metric.words
      ] + comparison.classMetrics.map(\.words) + [
        "loss − loss at \(recommended) (95 %)"
          + (isPartial(comparison)
            ? ", of \(comparison.foldCount > 1 ? "folds" : "seeds") with which neither diverged"
            : "")
      ]
    let rows = comparison.rates.map { row(of: $0, in: comparison) }
    lines += AlignedTable(header: header, rows: rows).lines(style)
    return lines + comparisonSentences(comparison).map { "  \($0)" }
  }

  /// How the rates were trained.
  func comparisonHeading(_ comparison: RateComparison) -> String {
    "each rate trained for all \(Decimal.count(plan.budgetSteps, "step")) "
      + (comparison.foldCount > 1
        ? "on the same \(Decimal.count(comparison.foldCount, "fold")) of the rows"
        : "with the same \(words(comparison).count(comparison.replicates.count)), that is weights "
          + "and batches")
  }

  /// What each of the user's rates costs.
  func comparisonSentences(_ comparison: RateComparison) -> [String] {
    comparison.others.map { sentence(on: $0, in: comparison) }
  }

  private func words(_ comparison: RateComparison) -> ReplicateWords {
    ReplicateWords(folds: comparison.foldCount)
  }

  /// Whether some rate diverged with some replicates, so that its mean is of fewer than the others'.
  private func isPartial(_ comparison: RateComparison) -> Bool {
    comparison.rates.contains { (1..<$0.trials.count).contains($0.divergedCount) }
  }

  /// The user's rate that did best, where it did so much better than the recommended one that this
  /// loses more than five per cent of what training gains.
  var betterRate: RateComparison.Rate? {
    guard let comparison, let best = comparison.best else { return nil }
    guard let pair = comparison.pair(of: best), pair.verdict == .better,
      let untrained = comparison.untrainedLoss
    else { return nil }
    let share = pair.share(of: pair.recommendedLoss - pair.loss, untrained: untrained)
    return share.map { $0 > Gain.tolerance } ?? false ? best : nil
  }

  private func row(of rate: RateComparison.Rate, in comparison: RateComparison) -> [String] {
    let name = Decimal.significant(rate.learningRate)
    let isRecommended = rate.learningRate == comparison.recommended.learningRate
    let end =
      isRecommended ? "recommended" : comparison.pair(of: rate)?.difference.signedWords ?? ""
    let metric = rate.metric.map { Decimal.significant($0) } ?? ""
    let sound = rate.trials.count - rate.divergedCount
    let loss =
      rate.loss.map {
        Decimal.significant($0)
          + (rate.divergedCount > 0 ? " (of \(sound) of \(rate.trials.count))" : "")
      } ?? "diverged"
    guard targetScale != nil else {
      let others = comparison.classMetrics.map { metric in
        rate.mean(of: metric).map { Decimal.significant($0) } ?? ""
      }
      return [name, loss, metric] + others + [end]
    }
    let root = rootMeanSquare(of: rate.trials).map { Decimal.significant($0) } ?? ""
    return [name, loss, root, metric, end]
  }

  /// The root of the mean squared error of those that did not diverge, in the target's units, which each fold has its
  /// own of; nil where all did.
  private func rootMeanSquare(of trials: [TrialResult]) -> Double? {
    trials.compactMap { trial -> ScaledLoss? in
      guard let loss = trial.validationLoss, let scale = splits.shape(of: trial.fold).targetScale
      else { return nil }
      return (loss, scale)
    }.rootMeanSquare
  }

  private func sentence(on rate: RateComparison.Rate, in comparison: RateComparison) -> String {
    let name = Decimal.significant(rate.learningRate)
    let recommended = Decimal.significant(comparison.recommended.learningRate)
    let count = rate.trials.count
    let isInFolds = comparison.foldCount > 1
    let one = isInFolds ? "fold" : "seed"
    if rate.divergedCount == count {
      return "\(name) is too high: it diverged \(isInFolds ? "in" : "with") every \(one)"
    }
    let some =
      "diverged \(isInFolds ? "in" : "with") \(rate.divergedCount) of \(Decimal.count(count, one))"
    if 2 * rate.divergedCount > count { return "\(name) is too high: it \(some)" }
    let diverged = rate.divergedCount > 0 ? "\(name) \(some); with the others, " : ""
    guard let pair = comparison.pair(of: rate) else {
      return "\(diverged)there is nothing to compare with: \(recommended) diverged"
    }
    switch pair.verdict {
    case .worse:
      return "\(diverged)\(name) ends \(higher(pair.loss, than: pair.recommendedLoss)) "
        + recommended + share(pair, of: comparison) + reached(recommended, pair)
    case .better:
      return "\(diverged)\(name) is better here: \(recommended) ends "
        + "\(higher(pair.recommendedLoss, than: pair.loss)) \(name)"
        + share(pair, of: comparison) + reached(name, pair)
    case .indistinguishable where pair.difference.low == nil:
      return "\(diverged)\(name) cannot be told from \(recommended) by one \(one)"
    case .indistinguishable where rate.divergedCount > 0:
      return "\(diverged)\(name) cannot be told from \(recommended)"
    case .indistinguishable:
      return
        "\(diverged)\(Decimal.count(pair.replicateCount, one)) cannot tell \(name) from \(recommended)"
    }
  }

  /// How much higher a loss is than another, as a share or a factor; a rate's name follows.
  private func higher(_ loss: Double, than base: Double) -> String {
    guard base > 0 else { return "higher than" }
    let ratio = loss / base
    return ratio < 2
      ? "\(Decimal.significant(100 * (ratio - 1), digits: 2)) % higher than"
      : "\(Decimal.significant(ratio, digits: 2)) times as high as"
  }

  /// The difference of two losses as a share of what the better rate gains, which is what a range is
  /// made of; nothing where nothing is gained.
  private func share(_ pair: RatePair, of comparison: RateComparison) -> String {
    guard let untrained = comparison.untrainedLoss,
      let share = pair.share(of: abs(pair.difference.mean), untrained: untrained)
    else { return "" }
    return " (\(Decimal.significant(100 * share, digits: 2)) % of what training gains)"
  }

  private func reached(_ name: String, _ pair: RatePair) -> String {
    guard let step = pair.reachedAt else { return "" }
    guard step > 0 else { return ", which is above the loss before training" }
    return "; \(name) is that low after \(Decimal.grouped(step)) of the "
      + Decimal.count(plan.budgetSteps, "step")
  }
}
