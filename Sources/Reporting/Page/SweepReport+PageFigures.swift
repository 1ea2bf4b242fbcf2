import Experiment
import Statistics
import Tabular
import Training

extension SweepReport {
  /// The pictures of what was found.
  ///
  /// - Parameter curves: The trials whose curves are drawn.
  /// - Returns: The figures, the most important first.
  func figures(_ curves: [TrialResult]) -> [Page.Figure] {
    guard !summary.entries.isEmpty else { return [] }
    var figures = [lossFigure]
    figures += heatMaps
    if let parallel = parallelFigure { figures.append(parallel) }
    if let sensitivity = sensitivityFigure { figures.append(sensitivity) }
    figures += curveFigures(curves)
    figures.append(importanceFigure)
    return figures
  }

  private var lossFigure: Page.Figure {
    let plot = plot
    let drawing = plot.drawing(
      plateau: best.flatMap(summary.plateau), edge: best.flatMap(summary.divergenceEdge))
    let marks = drawing.marks
    let diverged = summary.entries.count { $0.divergedCount > 0 }
    let seen =
      "Mean \(lossWords) over the learning rate, a line for each \(lineWords.one)"
      + (plot.best.map {
        "; the lowest is \(Decimal.significant($0.loss)) at \(Decimal.significant($0.learningRate))"
      } ?? "")
    let (element, key) = drawing.picture(description: seen)
    return Page.Figure(
      id: "loss", title: "Loss over the learning rate",
      caption: seen + ". Bars are 95 % intervals over \(words.one)s"
        + (diverged > 0
          ? "; crosses above the frame are rates with \(words.diverging), or a loss above it" : "")
        + (marks.range == nil
          ? "" : "; the band holds the rates that lose less than 5 % of what training gains")
        + (marks.edge == nil ? "" : "; the dashed line is where the best setting diverged")
        + (hasOtherAxes ? "; each line is at its best setting of the other axes" : "")
        + (plot.lines.count < RateSeries.bySchedule(of: summary).count
          ? "; only the best \(plot.lines.count) are drawn" : "")
        + ". Marks lead to their rows.",
      picture: element, key: key)
  }

  private var heatMaps: [Page.Figure] {
    let others = varyingAxes.filter { $0.column != Axis.learningRate.column }
    return others.compactMap { axis in
      let map = HeatMap(summary, axis: axis.name) { configuration in
        let value = axis.value(configuration)
        let order: Double
        switch value {
        case .number(let number): order = number
        case .integer(let number): order = Double(number)
        case .text(let text): order = text.flatMap(Double.init) ?? 0
        case .widths(let widths): order = Double(widths.reduce(0, +))
        }
        return (value.text.isEmpty ? axis.absence : value.text, order)
      }
      guard let map else { return nil }
      let seen =
        "The lowest mean \(lossWords) for each learning rate and \(axis.name), whatever the other "
        + "axes are: the stronger the colour, the lower"
      return Page.Figure(
        id: "map-\(others.firstIndex { $0.column == axis.column } ?? 0)",
        title: "Learning rate × \(axis.name.shown(atMost: 80))",
        caption: seen + ". Crosses: every setting had \(words.diverging); grey: not trained.",
        picture: map.picture(description: seen))
    }
  }

  private var parallelFigure: Page.Figure? {
    guard let chart = ParallelChart(summary, lossName: lossWords) else { return nil }
    let seen =
      "Each line is a configuration, through its value on each axis to its mean \(lossWords); the "
      + "stronger the colour, the lower the loss"
    return Page.Figure(
      id: "parallel", title: "All configurations",
      caption: seen
        + ". Draw along an axis, or move its sliders, to keep what crosses it there; the "
        + "table follows.",
      picture: chart.picture(table: Self.tableID, description: seen))
  }

  /// The most settings whose sensitivity is drawn.
  private static let mostBars = 12

  private var sensitivityFigure: Page.Figure? {
    let entries = summary.entries.filter(\.isBestRate).prefix(Self.mostBars)
    let names = SettingNames(summary.entries.map(\.configuration.setting))
    let unit = summary.untrainedLoss.flatMap { untrained in
      best?.loss.map { untrained - $0.mean }
    }
    guard let unit, unit > 0 else { return nil }
    var bars: [BarChart.Bar] = []
    for entry in entries {
      let sensitivity = entry.sensitivity
      let parts = [
        Self.part(sensitivity.threefold, of: unit, "×3", "bar"),
        Self.part(sensitivity.tenfold, of: unit, "×10", "bar2"),
      ].compactMap { $0 }
      guard !parts.isEmpty else { continue }
      bars.append(
        BarChart.Bar(
          name: names.name(of: entry.configuration.setting), parts: parts,
          link: "#c\(entry.rank)"))
    }
    guard !bars.isEmpty else { return nil }
    let seen =
      "What a rate off by a factor of 3 or 10, up or down, costs each setting at its best rate: the "
      + "rise of the mean loss, as a share of what the best configuration gains"
    return Page.Figure(
      id: "sensitivity", title: "Sensitivity to the learning rate",
      caption: seen
        + (bars.count < entries.count
          ? ". Those are left out whose rates do not reach that far." : "."),
      picture: BarChart(bars: bars).picture(description: seen))
  }

  /// A bar for what a factor costs; nil where that is not known.
  private static func part(
    _ cost: RateSensitivity.Cost, of unit: Double, _ factor: String, _ style: String
  ) -> BarChart.Part? {
    switch cost {
    case .unknown: return nil
    case .diverges:
      return BarChart.Part(length: 1, text: "\(factor): may diverge", style: "hollow")
    case .loss(let loss):
      let share = max(0, loss / unit)
      let words = Decimal.significant(100 * share, digits: 2)
      return BarChart.Part(length: share, text: "\(factor): \(words) %", style: style)
    }
  }

  /// The losses of trials over their steps.
  func lossCurves(of trials: [TrialResult]) -> StepCurves {
    StepCurves(
      curves: trials.map { trial in
        .init(
          name: axes.words(trial.configuration),
          points: trial.checkpoints.compactMap { point in
            point.validationLoss.map { (point.step, $0) }
          })
      }, yLabel: lossWords, xLabel: command?.unit ?? "step", isLogarithmic: true,
      headroom: StepCurves.lossRoom)
  }

  private func curveFigures(_ trials: [TrialResult]) -> [Page.Figure] {
    guard !trials.isEmpty else { return [] }
    let losses = lossCurves(of: trials)
    let names = losses.curves.map(\.name)
    let rates = StepCurves(
      curves: zip(names, trials).map { name, trial in
        .init(name: name, points: trial.checkpoints.map { ($0.step, $0.learningRate) })
      }, yLabel: "learning rate η", isLogarithmic: true)
    let which =
      trials.count == 1
      ? "of the best rate, with its first seed"
      : "of the best rate of the \(trials.count) best settings, each with its first seed"
    var figures: [Page.Figure] = []
    if let losses = losses.drawing {
      let picture = losses.picture(description: "The \(lossWords) over the steps, \(which)")
      figures.append(
        Page.Figure(
          id: "curves", title: "Curves of the best",
          caption: "The \(lossWords) over the steps, \(which).",
          picture: picture.element, key: picture.key))
    }
    // A command does not tell its rate, which is then the same at all steps.
    if command == nil, let rates = rates.drawing {
      let picture = rates.picture(description: "The rate over the steps, \(which)")
      figures.append(
        Page.Figure(
          id: "schedules", title: "Their learning rates",
          caption: "The rate of the last step before each checkpoint, \(which).",
          picture: picture.element, key: picture.key))
    }
    return figures
  }

  private var importanceFigure: Page.Figure {
    let title = "Which axis matters how much"
    do throws(MainEffects.Obstacle) {
      let effects = try MainEffects(summary)
      var bars: [BarChart.Bar] = []
      for share in effects.axes + effects.pairs.prefix(6) {
        bars.append(Self.bar(share.axes.joined(separator: " × "), share.share, "bar"))
      }
      bars.append(Self.bar("more together, chance", effects.rest, "bar2"))
      let seen =
        "Shares of the variance of the mean \(lossWords) over the grid that each axis explains alone, "
        + "and pairs of axes beyond that"
      return Page.Figure(
        id: "importance", title: title,
        caption: seen
          + ". What diverged, or ended above the loss before training, counts as untrained. "
          + "The shares are about these values of the axes: a wider axis explains more.",
        picture: BarChart(bars: bars).picture(description: seen))
    } catch {
      return Page.Figure(
        id: "importance", title: title, caption: "Not told: \(error.words)", picture: "")
    }
  }

  private static func bar(_ name: String, _ share: Double, _ style: String) -> BarChart.Bar {
    let words = "\(Decimal.significant(100 * share, digits: 2)) %"
    return BarChart.Bar(
      name: name, parts: [BarChart.Part(length: share, text: words, style: style)])
  }
}

extension MainEffects.Obstacle {
  /// Why there are no shares, as an end of a sentence.
  var words: String {
    switch self {
    case .tooFewAxes: "no two axes vary."
    case .unequalLengths:
      "halving trained configurations for different lengths, which cannot be compared. A grid without "
        + "--search halving tells."
    case .incomplete(let trained, let combinations):
      "of \(Decimal.grouped(combinations)) combinations of the values \(Decimal.grouped(trained)) were "
        + "trained, and shares are only those of the axes where all are. A finished grid tells."
    case .noVariance: "all losses are the same."
    }
  }
}
