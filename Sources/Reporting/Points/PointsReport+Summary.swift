import Statistics
import Training
import Tuning

extension PointsReport {
  /// How many points the table shows.
  private static let tableLength = 20

  /// The answer for people: the best, what may be as good, a table best first, doubts and cost.
  ///
  /// - Parameter style: How it is set apart on a terminal.
  /// - Returns: The lines, without newlines.
  package func lines(_ style: Style) -> [String] {
    let beyondPlan = BeyondPlan.lines(
      trials: trialsBeyondPlan, rates: pointsBeyondPlan.count,
      file: SweepFile.recommendations)
    guard let best else { return ["no rate is found yet"] + beyondPlan }
    var lines = [counts] + beyondPlan
    if !axes.shared.isEmpty { lines.append(style.faint("all with \(axes.shared)")) }
    lines.append("")
    if isCompared { lines += answer(best, style) + [""] }
    lines += table(style)
    lines += legend + doubts(style)
    if let remark = epochs { lines.append(remark) }
    lines.append(cost)
    if isCompared {
      lines.append(
        style.faint(
          "intervals (95 %) cover \(words.coverage), nor another search for a rate"))
    }
    return lines
  }

  /// Whether any point was trained at its rate.
  private var isCompared: Bool { rows.contains { $0.replicateCount > 0 } }

  private var isFinished: Bool {
    rows.count == plannedPoints
      && rows.reduce(0) { $0 + $1.replicateCount } >= max(1, plannedTrials)
  }

  /// What trainings that differ by chance are called.
  private var words: ReplicateWords { ReplicateWords(folds: comparison.foldCount) }

  /// The best point.
  private func answer(_ best: PointComparison.Row, _ style: Style) -> [String] {
    let recommendation = best.point.recommendation
    return [
      (isFinished ? "best: " : "best so far: ")
        + style.bold(style.green(axes.words(best.point.configuration)))
        + "   \(recommendation.rangeSentence)   "
        + (recommendation.isConfident ? "confident" : style.yellow("not confident"))
    ] + details(of: best).map { "  \($0)" }
  }

  private var rows: [PointComparison.Row] { comparison.rows }

  var counts: String {
    let found =
      rows.count < plannedPoints
      ? "the rates of \(rows.count) of \(plannedPoints) settings are found"
      : "\(Decimal.count(rows.count, "setting")), each at its own best rate"
    let done = rows.reduce(0) { $0 + $1.replicateCount }
    let most = rows.map(\.replicateCount).max() ?? 0
    guard rows.count == plannedPoints, done > 0 else { return "\(found); not finished" }
    let trained =
      done < plannedTrials
      ? "\(Decimal.grouped(done)) of \(Decimal.grouped(plannedTrials)) trainings to compare them; "
        + "not finished"
      : "trained to the end "
        + (words.folds > 1
          ? "in \(words.described(most)) each" : "with \(Decimal.count(most, "other seed"))")
    return "\(found), \(trained)"
  }

  func details(of best: PointComparison.Row) -> [String] {
    guard let loss = best.loss else {
      return best.divergedCount > 0
        ? [
          "every setting has \(words.diverging) at its rate: give another --seed, or --clip-norm"
        ]
        : ["not trained at its rate yet"]
    }
    let interval = loss.intervalWords.map { " (\($0))" } ?? ""
    var lines = [
      "validation loss \(Decimal.significant(loss.mean))\(interval) over "
        + words.described(best.replicateCount - best.divergedCount)
        + metric.listed(best.metric, chance: chance)
        + best.classMetrics.listed
    ]
    guard rows.count > 1 else { return lines + ["nothing to compare with"] }
    if let high = best.comparison?.high {
      let verb = rivals.count == 1 ? "is" : "are"
      lines.append(
        rivals.isEmpty
          ? "better than every other setting"
          : "\(Decimal.count(rivals.count, "more setting")) \(verb) not distinguishable from it; the best "
            + "of them is better by at most \(Decimal.significant(high, digits: 2))")
    } else if best.replicateCount == 1 {
      lines.append(
        "how it compares with the others cannot be told from one seed: give more --seeds")
    }
    return lines
  }

  private func table(_ style: Style) -> [String] {
    let shown = rows.prefix(Self.tableLength)
    let metrics = Metric.ofUnequalClasses.filter { metric in
      shown.contains { $0.classMetrics[metric] != nil }
    }
    let cells = shown.map { row in
      let isRival = row.rank > 1 && row.comparison?.isDistinguishable == false
      let values = axes.values(row.point.configuration)
      return [
        isCompared ? "\(row.rank)\(isRival ? " ≈" : "")" : "",
        values[0] + (row.point.recommendation.isConfident ? "" : " ?"),
        row.point.recommendation.rangeWords,
      ] + values.dropFirst() + [
        row.loss.map { Decimal.significant($0.mean) } ?? "",
        row.loss?.intervalWords ?? "",
      ] + metrics.map { row.classMetrics[$0].map { Decimal.significant($0) } ?? "" }
        + [behind(row)]
    }
    let header =
      ["rank", "learning rate", "range"] + axes.names.dropFirst() + [
        "loss", "95 % interval",
      ] + metrics.map(\.words) + ["behind the best"]
    var lines = AlignedTable(header: header, rows: cells).lines(style)
    let rest = rows.count - shown.count
    if rest > 0 {
      lines.append(
        "  … and \(Decimal.grouped(rest)) more" + (fileName.map { " in \($0)" } ?? ""))
    }
    return lines
  }

  private func behind(_ row: PointComparison.Row) -> String {
    if row.divergedCount > 0 {
      return words.diverged(row.divergedCount, of: row.replicateCount)
    }
    guard row.replicateCount > 0 else { return "not trained yet" }
    guard let comparison = row.comparison else { return "ended worse than untrained" }
    return comparison.differenceWords
  }

  private var legend: [String] {
    rivals.isEmpty ? [] : ["  ≈ not distinguishable from the best: may be as good or better"]
  }

  /// What speaks against rates of the table, each advice once, with the ranks that it is about.
  private func doubts(_ style: Style) -> [String] {
    doubtsByRank.map { "  \(style.yellow("?")) \($0.ranks): \($0.advice)" }
  }

  /// The same without marks.
  var doubtsByRank: [(ranks: String, advice: String)] {
    var ranks: [(advice: String, ranks: [Int])] = []
    for row in rows {
      for doubt in row.point.recommendation.doubts {
        let advice = advice(for: doubt)
        if let index = ranks.firstIndex(where: { $0.advice == advice }) {
          ranks[index].ranks.append(row.rank)
        } else {
          ranks.append((advice, [row.rank]))
        }
      }
    }
    return ranks.map { advice, ranks in
      let places =
        ranks.count == rows.count ? "all" : ranks.map(String.init).joined(separator: ", ")
      return (ranks: places, advice: advice)
    }
  }

  /// What is equal between batch sizes.
  private var epochs: String? {
    let sizes = Set(rows.map(\.point.setting.batchSize))
    guard sizes.count > 1, let epochs = best?.point.epochs else { return nil }
    let steps = sizes.sorted().map { size in
      let steps = rows.first { $0.point.setting.batchSize == size }?.point.steps ?? 0
      return "\(Decimal.grouped(steps)) at batch \(size)"
    }
    return "batch sizes are compared at equal epochs (\(Decimal.significant(epochs))), not equal "
      + "steps: \(steps.joined(separator: ", "))"
  }

  private var cost: String {
    let search = rows.reduce(0) { $0 + $1.point.ownSteps }
    let comparison = rows.reduce(0) { $0 + $1.comparisonSteps }
    let shared = rows.reduce(0) { $0 + $1.point.searchSteps } - search
    return "cost: \(Decimal.grouped(search + comparison)) training steps (to find the rates "
      + "\(Decimal.grouped(search)), to compare them \(Decimal.grouped(comparison))"
      + (shared > 0 ? "; \(Decimal.grouped(shared)) more are shared between schedules" : "") + ")"
  }
}
