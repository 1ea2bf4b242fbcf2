import Descent

/// The paths of several descents from one place on a map: lines of equal height, and the places of
/// the path on them.
struct ContourChart {
  private static let height = 17
  private static let levels = 7
  private static let room = 0.12

  private let runs: [PlaneRun]
  private let points: [PlaneStationaryPoint]
  private let layout: PanelLayout
  private let map: SurfaceMap

  /// - Parameters:
  ///   - runs: All from one place; at least one.
  ///   - points: Places that are marked where they are in sight.
  ///   - columns: The width of the terminal.
  init(_ runs: [PlaneRun], points: [PlaneStationaryPoint], columns: Int) {
    self.runs = runs
    self.points = points
    layout = PanelLayout(panels: runs.count, columns: columns)
    map = SurfaceMap(
      runs, columns: layout.width, rows: Self.height, room: Self.room, levels: Self.levels)
  }

  /// The chart's lines; empty where nothing can be drawn.
  func lines(_ style: Style) -> [String] {
    guard map.isDrawable else { return [] }
    let ground = ground
    let charts = layout.rows(of: runs) { runs in
      let titles = runs.map { layout.title($0.learningRate) }
      let labels = [
        0: Decimal.significant(map.y.high), Self.height - 1: Decimal.significant(map.y.low),
      ]
      return [""] + (self.runs.count > 1 ? [layout.heading(titles)] : [])
        + TextChart(runs.map { panel(of: $0, on: ground) }, labels: labels).lines
    }
    let legend =
      "lines of equal f: "
      + map.levels.enumerated().map { "\($0.offset + 1) at \(Decimal.significant($0.element))" }
      .joined(separator: ", ") + "; • the path, S its start, + where the gradient is 0"
    return (charts + style.broken(legend, to: layout.columns)).map { style.faint($0) }
  }

  /// The lines of equal height: the number of the level that passes between a place and those to the
  /// right and below.
  private var ground: ChartPanel {
    var panel = ChartPanel(width: layout.width, height: Self.height, scale: map.y)
    for row in 0..<Self.height {
      for column in 0..<layout.width {
        let band = map.bands[row][column]
        let others = [
          column + 1 < layout.width ? map.bands[row][column + 1] : band,
          row + 1 < Self.height ? map.bands[row + 1][column] : band,
        ]
        guard let other = others.first(where: { $0 != band }) else { continue }
        panel.mark(row: row, column: column, with: Character("\(max(band, other))"))
      }
    }
    return panel
  }

  private func panel(of run: PlaneRun, on ground: ChartPanel) -> ChartPanel {
    var panel = ground
    func mark(_ place: PlanePoint, _ character: Character) {
      guard map.contains(place) else { return }
      let column = Int((map.x.position(of: place.x) * Double(layout.width - 1)).rounded())
      panel.mark(place.y, column: column, with: character)
    }
    run.path.forEach { mark($0, "•") }
    points.forEach { mark($0.place, "+") }
    mark(run.descent.start, "S")
    panel.label(from: map.x.low, to: map.x.high)
    return panel
  }
}
