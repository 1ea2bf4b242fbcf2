/// A small chart of losses over the steps of a training, in text.
struct StepChart {
  /// One line of the chart.
  struct Series {
    var mark: Character
    var points: [(step: Int, value: Double)]
  }

  private static let width = 60
  private static let height = 10
  private static let labelWidth = 8

  /// The lines, drawn one over the other; later ones win.
  var series: [Series]

  /// The chart's lines; empty where there is nothing to show.
  func lines(_ style: Style) -> [String] {
    let points = series.flatMap(\.points).filter { $0.value.isFinite }
    guard let low = points.map(\.value).min(), let high = points.map(\.value).max(), high > low,
      let lastStep = points.map(\.step).max(), lastStep > 0
    else { return [] }
    var grid = [[Character]](
      repeating: [Character](repeating: " ", count: Self.width), count: Self.height)
    for line in series {
      for point in line.points where point.value.isFinite {
        let column = point.step * (Self.width - 1) / lastStep
        let share = (high - point.value) / (high - low)
        grid[Int((share * Double(Self.height - 1)).rounded())][column] = line.mark
      }
    }
    let labels = [0: high, Self.height / 2: (high + low) / 2, Self.height - 1: low]
    var lines = grid.indices.map { index in
      let label = labels[index].map { Decimal.significant($0) } ?? ""
      let row = String(String(grid[index]).reversed().drop { $0 == " " }.reversed())
      return "\(label.leftPadded(to: Self.labelWidth)) ┤\(row)"
    }
    let margin = String(repeating: " ", count: Self.labelWidth + 1)
    lines.append("\(margin)└\(String(repeating: "─", count: Self.width))")
    let last = "step \(Decimal.grouped(lastStep))"
    lines.append("\(margin) 0\(last.leftPadded(to: Self.width - 1))")
    return lines.map { style.faint($0) }
  }
}
