import Descent

extension DescentReport {
  /// How far the axes go beyond what they have to show, as a share of their length.
  private static let margin = 0.06
  private static let curvePoints = 400

  /// The curve with the paths on it, and beside it the paths over the steps, to be drawn.
  ///
  /// The axes hold all of the runs that stay near; those that leave, leave the frame.
  package var plot: FigurePlot {
    let scales = starts.map { DescentChart($0, columns: 80).scale }
    let x = Self.padded(scales.map(\.low).min() ?? 0, scales.map(\.high).max() ?? 1)
    let name = String(descent.curve.variable)
    let curve = (0...Self.curvePoints).map { index -> [Double] in
      let place = x.value(at: Double(index) / Double(Self.curvePoints))
      return [place, descent.curve.value(at: place)]
    }
    let inside = curve.map { $0[1] }.filter(\.isFinite)
    let shown = runs.map { run in run.path.prefix(run.stepsShown(in: Self.shownSteps) + 1) }
    let onCurve = shown.map { path in
      path.map { [$0, descent.curve.value(at: $0)] }.filter { (x.low...x.high).contains($0[0]) }
    }
    let visited = onCurve.joined().map { $0[1] }.filter(\.isFinite)
    let (low, high) = (inside.min() ?? 0, inside.max() ?? 1)
    // Poles are cut off, but nothing of a path is.
    let span = max((visited.max() ?? high) - (visited.min() ?? low), 1e-300)
    let y = Self.padded(
      min(max(low, (visited.min() ?? low) - 3 * span), visited.min() ?? low),
      max(min(high, (visited.max() ?? high) + 3 * span), visited.max() ?? high))
    let last = shown.map { $0.count - 1 }.max() ?? 1
    let steps = PlotScale(low: 0, high: Double(max(1, last)) * 1.02, isLogarithmic: false)
    let several = starts.count > 1
    let names = runs.map { run in
      "η = \(Decimal.learningRate(run.learningRate))"
        + (several ? " from \(Decimal.significant(run.descent.start))" : "")
        + ": \(run.verdict.name.replacing("_", with: " "))"
    }
    return FigurePlot(
      title: "f(\(name)) = \(descent.curve.readable)",
      subtitle: "\(Decimal.count(descent.steps, "step")) of \(descent.optimizer.specification)"
        + (descent.schedule.resolved == .constant ? "" : ", \(descent.schedule.specification)"),
      panels: [
        FigurePlot.Panel(
          xLabel: name, yLabel: "f(\(name))", x: x, y: y, background: curve,
          series: runs.indices.map {
            .init(name: names[$0], points: onCurve[$0], colour: $0, hasMarks: true)
          }),
        FigurePlot.Panel(
          xLabel: "step", yLabel: name, x: steps, y: x,
          series: runs.indices.map { index in
            .init(
              name: "", points: shown[index].enumerated().map { [Double($0.offset), $0.element] },
              colour: index, hasMarks: shown[index].count <= 60)
          }),
      ])
  }

  /// The steps of a run that jumps about for ever.
  private static let shownSteps = 60

  static func padded(_ low: Double, _ high: Double) -> PlotScale {
    let room = high > low ? margin * (high - low) : max(1, abs(low) / 2)
    return PlotScale(low: low - room, high: high + room, isLogarithmic: false)
  }
}
