import Descent

/// The paths of several descents from one place, side by side: the curve with the places on it, and
/// x upwards over the steps.
///
/// All panels have the same scale of x. It shows the runs that stay near in full; what goes beyond
/// it is marked with arrows at the edge.
struct DescentChart {
  private static let height = 9
  /// How far beyond the start the scale reaches, as a share of its distance to the minimum, where
  /// no run stays near.
  private static let headroom = 1.0

  private let runs: [DescentRun]
  private let layout: PanelLayout
  let scale: PlotScale
  /// Where a line is drawn: the minimum, or else the nearest stationary point.
  private let line: Double?

  /// - Parameters:
  ///   - runs: All from one place; at least one.
  ///   - columns: The width of the terminal.
  init(_ runs: [DescentRun], columns: Int) {
    self.runs = runs
    layout = PanelLayout(panels: runs.count, columns: columns)
    let descent = runs[0].descent
    let landscape = descent.landscape
    let target = runs.compactMap { $0.verdict.target ?? $0.minimum }.first
    line = (target ?? landscape.nearest(to: descent.start))?.x
    let reach = max(abs(descent.start - (line ?? descent.start)), 4 * descent.start.ulp)
    let width = layout.width
    let near = runs.filter(\.staysNear).flatMap { $0.path.prefix($0.stepsShown(in: width) + 1) }
    var (low, high) = ((near + [descent.start]).min() ?? 0, (near + [descent.start]).max() ?? 0)
    if let line { (low, high) = (min(low, line), max(high, line)) }
    if near.isEmpty {
      let room = Self.headroom * (line == nil || line == descent.start ? 1 : reach)
      (low, high) = (low - room, high + room)
    }
    if !(high - low > 16 * max(low.ulp, high.ulp)) {
      let room = max(1, abs(low) / 2)
      (low, high) = (low - room, high + room)
    }
    scale = PlotScale(low: low, high: high, isLogarithmic: false)
  }

  /// The chart's lines; empty where the scale would overflow.
  func lines(_ style: Style) -> [String] {
    guard (scale.high - scale.low).isFinite else { return [] }
    let curve = CurveChart(
      runs[0].descent.curve, places: scale.low...scale.high, width: layout.width)
    return layout.rows(of: runs) { runs in
      [""] + heading(of: runs) + (curve.map { curveRows(runs, $0) + [""] } ?? []) + stepRows(runs)
    }.map { style.faint($0) }
  }

  /// A title for each panel where there are several.
  private func heading(of runs: [DescentRun]) -> [String] {
    guard self.runs.count > 1 else { return [] }
    return [layout.heading(runs.map { layout.title($0.learningRate) })]
  }

  private func curveRows(_ runs: [DescentRun], _ curve: CurveChart) -> [String] {
    let panels = runs.map { curve.panel(of: $0.path.prefix($0.stepsShown(in: layout.width) + 1)) }
    return TextChart(panels, labels: curve.labels).lines
  }

  private func stepRows(_ runs: [DescentRun]) -> [String] {
    let panels = runs.map { panel(of: $0, width: layout.width) }
    var labels = [0: scale.high, Self.height - 1: scale.low]
    if let line, let panel = panels.first { labels[panel.row(of: line)] = line }
    return TextChart(panels, labels: labels.mapValues { Decimal.significant($0) }).lines
  }

  /// The path of one run.
  private func panel(of run: DescentRun, width: Int) -> ChartPanel {
    let horizon = run.stepsShown(in: width)
    var panel = ChartPanel(width: width, height: Self.height, scale: scale)
    if let line { panel.drawLine(at: line, with: "┈") }
    for (step, x) in run.path.prefix(horizon + 1).enumerated() {
      let column = horizon < width ? step : step * (width - 1) / horizon
      panel.mark(
        x, column: column, with: x > scale.high ? "▲" : x < scale.low ? "▼" : "•")
    }
    let last = Decimal.count(horizon, "step")
    panel.label(
      steps: 0, to: last, endingAt: min(width, max(horizon + 1, last.count + 2)) - 1)
    return panel
  }
}

extension DescentRun {
  /// Whether the run stays in a bounded region, so that the scale shows all of it.
  var staysNear: Bool {
    switch verdict {
    case .flat, .startsAtRest, .converges, .tooSlow, .stalls, .hardlyMoves, .bounces, .goesOn,
      .leavesDomain, .restsElsewhere, .restsOnPlateau, .stuck:
      true
    case .diverges, .fallsWithoutBound, .breaksDown: false
    }
  }

  /// The steps that a panel shows: all, or up to a little after it has settled; and no more than
  /// there are columns where each step is a jump to another place.
  func stepsShown(in width: Int) -> Int {
    let made = path.count - 1
    switch verdict {
    case .flat, .startsAtRest, .bounces, .diverges, .fallsWithoutBound, .breaksDown:
      return min(made, width - 1)
    case .converges(_, let steps, _, _):
      return min(made, max(steps + steps / 4 + 2, width - 1))
    case .tooSlow, .stalls, .hardlyMoves, .goesOn, .leavesDomain, .restsElsewhere, .restsOnPlateau,
      .stuck:
      return made
    }
  }
}
