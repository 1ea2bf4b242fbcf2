import Statistics
import Training

extension SweepReport {
  /// How many configurations the table shows.
  private static let tableLength = 10

  /// The recommendation for people: the best, what may be as good, the table's top, warnings.
  ///
  /// - Parameter style: How it is set apart on a terminal.
  /// - Returns: The lines, without newlines.
  package func lines(_ style: Style) -> [String] {
    let beyondPlan = BeyondPlan.lines(trials: trialsBeyondPlan, file: .trials)
    guard !summary.entries.isEmpty else { return ["no trial is finished yet"] + beyondPlan }
    var lines = [counts] + beyondPlan + rungLines + extensionLines
    if !axes.shared.isEmpty { lines.append(style.faint("all with \(axes.shared)")) }
    lines.append("")
    guard let best else { return lines + [style.yellow(noBest)] }
    lines.append("best: " + style.bold(style.green(axes.words(best.configuration))))
    lines += details(of: best).map { "  \($0)" }
    lines += warnings(about: best).map { "  \(style.yellow($0))" }
    lines.append("")
    lines += table(style)
    lines.append(
      style.faint(
        "intervals (95 %) cover \(words.coverage)"))
    return lines
  }

  /// The best rate alone, and what of its configuration tells it from the others; empty where there is none.
  package var briefAnswer: String {
    guard let best else { return "" }
    return axes.values(best.configuration).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What speaks against it.
  package var briefDoubts: [String] { best.map(doubts) ?? [noBest] }

  /// Why there is no best, and what to do.
  private var noBest: String {
    // No rate is to blame for what was so before the first step.
    guard command != nil || summary.untrainedLoss != nil else {
      return TrainAdvice.validationLossNotFinite.text
    }
    return "\(whyNoBest): try rates below " + Decimal.significant(lowestRate)
      + (command == nil ? ", or --clip-norm" : "")
  }

  var counts: String {
    let diverged = summary.entries.count { $0.divergedCount > 0 }
    let planned = plannedTrials.map { " of \(Decimal.grouped($0))" } ?? ""
    return "\(Decimal.grouped(summary.trialCount))\(planned) trials\(length), "
      + Decimal.count(summary.entries.count, "configuration")
      + (diverged > 0 ? ", \(Decimal.grouped(diverged)) with \(words.diverging)" : "")
      + (isFinished ? "" : "; not finished\(unevenness)")
  }

  /// That means are of unlike numbers of seeds, as long as some are missing.
  private var unevenness: String {
    let longest = summary.entries.filter { $0.rungsAbove == 0 }.map(\.replicateCount)
    guard let fewest = longest.min(), let most = longest.max(), fewest < most else { return "" }
    return
      ", and configurations have from \(fewest) to \(words.described(most)) so far, which the means "
      + "are of"
  }

  /// How long the trainings are, and how many epochs that is where it is known.
  private var length: String {
    if command?.unit == nil, command != nil { return "" }
    let steps = summary.entries.map(\.horizon)
    guard let fewest = steps.min(), let most = steps.max() else { return "" }
    let isStopped = summary.entries.contains { $0.steps < $0.horizon }
    return " of \(isStopped ? "up to " : "")"
      + Self.range(Decimal.grouped(fewest), Decimal.grouped(most), command?.unit ?? "step")
      + (epochs.map {
        let (low, high) = (Decimal.significant($0.lowerBound), Decimal.significant($0.upperBound))
        return " (\(Self.range(low, high, "epoch")))"
      } ?? "")
  }

  /// From one number to another, which may read alike, with their unit.
  private static func range(_ low: String, _ high: String, _ unit: String) -> String {
    "\(low == high ? "" : "\(low) to ")\(high) \(unit)\(high == "1" ? "" : "s")"
  }

  /// What trainings that differ by chance are called.
  var words: ReplicateWords { ReplicateWords(folds: summary.foldCount) }

  /// Whether every trial that was planned is there.
  var isFinished: Bool { isLastRound && plannedTrials.map { $0 <= summary.trialCount } ?? true }

  /// The lowest that was trained to the end.
  private var lowestRate: Double {
    summary.entries.filter { $0.rungsAbove == 0 }.map(\.configuration.learningRate).min() ?? 0
  }

  func details(of best: SweepSummary.Entry) -> [String] {
    var lines: [String] = []
    if let loss = best.loss {
      let interval = loss.intervalWords.map { " (\($0))" } ?? ""
      lines.append(
        "\(lossWords) \(Decimal.significant(loss.mean))\(interval) over "
          + words.described(best.replicateCount - best.divergedCount)
          + metric.listed(best.metric, chance: chance)
          + best.classMetrics.listed)
    }
    lines += comparison(of: best)
    lines += plateauWords(of: best)
    lines += sensitivity(of: best)
    if let note = perfectionNote(of: best) { lines.append(note) }
    return lines
  }

  /// The range of rates that will do as well, and the edge.
  private func plateauWords(of best: SweepSummary.Entry) -> [String] {
    var lines: [String] = []
    if let plateau = summary.plateau(of: best) {
      lines.append(
        plateau.lowerBound < plateau.upperBound
          ? "range \(Decimal.range(plateau.lowerBound, plateau.upperBound)): with everything else the "
            + "same, these rates lose less than 5 % of what training gains"
          : "no neighbouring rate loses less than 5 % of what training gains")
    }
    if let edge = summary.divergenceEdge(above: best) {
      lines.append(
        "with everything else the same, training diverged from \(Decimal.significant(edge))")
    }
    return lines
  }

  /// What may be as good, and what the best may lose to it.
  private func comparison(of best: SweepSummary.Entry) -> [String] {
    guard summary.entries.count > 1 else { return ["nothing to compare with"] }
    guard let comparison = best.comparison, let high = comparison.high else {
      return best.divergedCount > 0 ? [] : [incomparable(best)]
    }
    guard !rivals.isEmpty else {
      return [
        "better than every other configuration" + (isHalved ? " that was trained to the end" : "")
      ]
    }
    let verb = rivals.count == 1 ? "is" : "are"
    return [
      "\(Decimal.count(rivals.count, "more configuration")) \(verb) not distinguishable from it; "
        + "the best of them is better by at most \(Decimal.significant(high, digits: 2))"
    ]
  }

  /// Why the best cannot be compared with any other, and the way out.
  private func incomparable(_ best: SweepSummary.Entry) -> String {
    guard isFinished else { return "how it compares with the others cannot be told yet" }
    let others = summary.entries.dropFirst()
    if !others.contains(where: { $0.comparison != nil }) {
      if others.contains(where: { $0.rungsAbove > best.rungsAbove }) {
        return "how it compares with the others cannot be told, as it alone was trained to the "
          + "end: give fewer --rungs, or more rates"
      }
      return "nothing to compare it with: all others diverged, or ended worse than untrained"
    }
    return "how it compares with the others cannot be told from one seed: give more --seeds"
  }

  /// What a wrong rate costs, in words.
  private func sensitivity(of best: SweepSummary.Entry) -> [String] {
    let costs = [
      ("×3, up or down,", best.sensitivity.threefold), ("×10", best.sensitivity.tenfold),
    ]
    let gain = gain(of: best)
    let parts = costs.compactMap { factor, cost -> String? in
      switch cost {
      case .unknown: return nil
      case .diverges: return "\(factor) may diverge"
      case .loss(let loss) where loss <= 0: return "\(factor) loses nothing"
      case .loss(let loss):
        let share =
          gain.map { " (\(Decimal.significant(100 * loss / $0, digits: 2)) % of the gain)" } ?? ""
        return "\(factor) loses up to \(Decimal.significant(loss, digits: 2))\(share)"
      }
    }
    return parts.isEmpty
      ? [] : ["a rate off by \(parts.joined(separator: "; one off by "))"]
  }
}

extension SweepReport {
  /// The first configurations, in columns.
  private func table(_ style: Style) -> [String] {
    let shown = summary.entries.prefix(Self.tableLength)
    let metrics = Metric.ofUnequalClasses.filter { metric in
      shown.contains { $0.classMetrics[metric] != nil }
    }
    let header =
      ["rank"] + axes.names + ["loss", "95 % interval"] + metrics.map(\.words)
      + ["behind the best"]
    let rows = shown.map { entry in
      ["\(entry.rank)\(entry.rank > 1 && entry.comparison?.isDistinguishable == false ? " ≈" : "")"]
        + axes.values(entry.configuration)
        + [
          entry.loss.map { Decimal.significant($0.mean) } ?? "",
          entry.loss?.intervalWords ?? "",
        ] + metrics.map { entry.classMetrics[$0].map { Decimal.significant($0) } ?? "" }
        + [behind(entry)]
    }
    var lines = AlignedTable(header: header, rows: rows).lines(style)
    let rest = summary.entries.count - shown.count
    if rest > 0 { lines.append("  … and \(Decimal.grouped(rest)) more in summary.csv") }
    if !rivals.isEmpty {
      lines.append("  ≈ not distinguishable from the best: may be as good or better")
    }
    return lines
  }

  private func behind(_ entry: SweepSummary.Entry) -> String {
    if entry.divergedCount > 0 {
      return words.diverged(entry.divergedCount, of: entry.replicateCount)
    }
    if entry.steps < entry.horizon {
      return "stopped after \(Decimal.count(entry.steps, command?.unit ?? "step"))"
    }
    return entry.comparison?.differenceWords ?? ""
  }
}
