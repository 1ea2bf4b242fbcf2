import Descent

extension PlaneReport {
  private static let resolution = 150
  private static let levels = 14

  /// Lines of equal height with the paths on them, to be drawn.
  package var plot: FigurePlot {
    let map = SurfaceMap(
      runs, columns: Self.resolution, rows: Self.resolution, room: 0.1, levels: Self.levels)
    let side = Double(Self.resolution - 1)
    let grid = map.values.enumerated().map { row, values in
      values.enumerated().map { column, value in
        [map.x.value(at: Double(column) / side), map.y.value(at: 1 - Double(row) / side), value]
      }
    }
    let names = formula.variables.map { String($0) }
    let several = starts.count > 1
    return FigurePlot(
      title: "f(\(names[0]), \(names[1])) = \(formula.readable)",
      subtitle:
        "\(Decimal.count(descent.steps, "step")) of \(descent.optimizer.specification); grey: "
        + "lines of equal f",
      panels: [
        FigurePlot.Panel(
          xLabel: names[0], yLabel: names[1], x: map.x, y: map.y,
          contours: map.levels.isEmpty ? nil : .init(grid: grid, levels: map.levels),
          marked: stationaryPoints.map(\.place).filter(map.contains).map(\.coordinates),
          series: runs.enumerated().map { index, run in
            .init(
              name: "η = \(Decimal.learningRate(run.learningRate))"
                + (several ? " from \(run.descent.start.text())" : "")
                + ": \(run.verdict.name.replacing("_", with: " "))",
              points: run.path.map(\.coordinates), colour: index, hasMarks: run.path.count <= 400)
          })
      ])
  }
}
