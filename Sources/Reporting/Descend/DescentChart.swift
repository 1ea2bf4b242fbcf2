import Descent

/// The paths of several descents, side by side: x upwards, steps to the right.
///
/// All panels have the same scale of x. It shows the runs that stay near in full; what goes beyond
/// it is marked with arrows at the edge.
struct DescentChart {
  private static let height = 9
  private static let labelWidth = 8
  private static let panelsInRow = 4
  /// The width of a panel by the number of panels in a row.
  private static let widths = [1: 60, 2: 32, 3: 22, 4: 17]
  /// How far beyond the start the scale reaches, as a share of its distance to the minimum, where
  /// no run stays near.
  private static let headroom = 1.0

  private let runs: [DescentRun]
  private let low: Double
  private let high: Double
  /// Where a line is drawn: the minimum, or else the nearest stationary point.
  private let line: Double?

  init(_ runs: [DescentRun]) {
    self.runs = runs
    let descent = runs[0].descent
    let landscape = descent.landscape
    let target = runs.compactMap { $0.verdict.target ?? $0.minimum }.first
    line = (target ?? landscape.nearest(to: descent.start))?.x
    let reach = max(abs(descent.start - (line ?? descent.start)), 4 * descent.start.ulp)
    let width = Self.width(panels: runs.count)
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
    self.low = low
    self.high = high
  }

  /// The chart's lines; empty where the scale would overflow.
  func lines(_ style: Style) -> [String] {
    guard (high - low).isFinite else { return [] }
    let width = Self.width(panels: runs.count)
    var lines: [String] = []
    for first in stride(from: 0, to: runs.count, by: Self.panelsInRow) {
      let row = runs[first..<min(runs.count, first + Self.panelsInRow)]
      lines += [""] + rows(row.map { Panel($0, width: width, chart: self) }, width: width)
    }
    return lines.map { style.faint($0.trimmed) }
  }

  private func rows(_ panels: [Panel], width: Int) -> [String] {
    var labels = [0: high, Self.height - 1: low]
    if let line { labels[row(line)] = line }
    let margin = String(repeating: " ", count: Self.labelWidth + 1)
    func joined(_ parts: [String]) -> String { parts.joined(separator: "  ") }
    var lines: [String] = []
    if runs.count > 1 { lines.append(margin + " " + joined(panels.map(\.title))) }
    for index in 0..<Self.height {
      let label = labels[index].map { Decimal.significant($0) } ?? ""
      let rows = panels.map { String($0.grid[index]) }
      lines.append("\(label.leftPadded(to: Self.labelWidth)) ┤" + rows.joined(separator: " │"))
    }
    let rule = String(repeating: "─", count: width)
    lines.append(margin + "└" + panels.map { _ in rule }.joined(separator: " └"))
    lines.append(margin + " " + joined(panels.map(\.axis)))
    return lines
  }

  private static func width(panels: Int) -> Int { widths[min(panels, panelsInRow)] ?? 60 }

  private func row(_ x: Double) -> Int {
    Int(((high - x) / (high - low) * Double(Self.height - 1)).rounded())
  }

  /// The path of one run.
  private struct Panel {
    let title: String
    let axis: String
    private(set) var grid: [[Character]]

    init(_ run: DescentRun, width: Int, chart: DescentChart) {
      let horizon = run.stepsShown(in: width)
      title = "η = \(Decimal.learningRate(run.learningRate))".rightPadded(to: width)
      grid = [[Character]](
        repeating: [Character](repeating: " ", count: width), count: DescentChart.height)
      if let line = chart.line {
        grid[chart.row(line)] = [Character](repeating: "┈", count: width)
      }
      for (step, x) in run.path.prefix(horizon + 1).enumerated() {
        let column = horizon < width ? step : step * (width - 1) / horizon
        if x > chart.high {
          grid[0][column] = "▲"
        } else if x < chart.low {
          grid[DescentChart.height - 1][column] = "▼"
        } else {
          grid[chart.row(x)][column] = "•"
        }
      }
      let last = Decimal.count(horizon, "step")
      let end = min(width, max(horizon + 1, last.count + 2))
      axis = ("0" + last.leftPadded(to: end - 1)).rightPadded(to: width)
    }
  }
}

extension DescentRun {
  /// Whether the run stays in a bounded region, so that the scale shows all of it.
  fileprivate var staysNear: Bool {
    switch verdict {
    case .flat, .startsAtRest, .converges, .tooSlow, .stalls, .bounces, .restsElsewhere, .stuck:
      true
    case .diverges, .fallsWithoutBound, .breaksDown: false
    }
  }

  /// The steps that a panel shows: all, or up to a little after it has settled; and no more than
  /// there are columns where each step is a jump to another place.
  fileprivate func stepsShown(in width: Int) -> Int {
    let made = path.count - 1
    switch verdict {
    case .flat, .startsAtRest, .bounces, .diverges, .fallsWithoutBound, .breaksDown:
      return min(made, width - 1)
    case .converges(_, let steps, _, _):
      return min(made, max(steps + steps / 4 + 2, width - 1))
    case .tooSlow, .stalls, .restsElsewhere, .stuck:
      return made
    }
  }
}

extension String {
  fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
