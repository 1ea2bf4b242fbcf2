import Glibc

extension ChartDrawing {
  private static let (columns, rows) = (60, 10)

  /// The chart in text; empty where there is nothing to show.
  ///
  /// A column of characters is a stretch of the axis and shows the mean of the points in it: `•` of the series in
  /// front, `·` of others, `▲` where all are above the frame, `×` where training diverged, `╎` the intervals of the
  /// series in front. The labels are round numbers, as on a page.
  ///
  /// - Parameter style: How it is set apart on a terminal.
  /// - Returns: The lines.
  func lines(_ style: Style) -> [String] {
    let shown = series.filter { $0.look != .dots && !$0.points.isEmpty }
    guard shown.contains(where: { $0.points.count > 1 }), x.low < x.high, y.low < y.high else {
      return []
    }
    var panel = ChartPanel(width: style.chartWidth(Self.columns), height: Self.rows, scale: y)
    if let edge = marks.edge {
      panel.drawLine(column: column(of: edge.value, on: panel), with: "┊")
    }
    if let recommended = marks.recommended {
      panel.drawLine(column: column(of: recommended.value, on: panel), with: "│")
    }
    for point in shown.last?.points ?? [] {
      for row in bar(of: point) {
        panel.mark(row: row, column: column(of: point.x, on: panel), with: "╎")
      }
    }
    for (index, one) in shown.enumerated() {
      let isFront = index == shown.count - 1
      for (column, points) in Dictionary(grouping: one.points, by: { column(of: $0.x, on: panel) })
      {
        let values = points.compactMap(\.y).filter(\.isFinite)
        let inside = values.filter { $0 <= y.high }
        if !inside.isEmpty {
          panel.mark(row: row(of: inside.mean), column: column, with: isFront ? "•" : "·")
        } else if isFront {
          panel.mark(row: 0, column: column, with: values.isEmpty ? "×" : "▲")
        }
      }
    }
    if x.isLogarithmic {
      drawDecades(on: &panel)
    } else {
      panel.label(
        steps: Int(x.low), to: "\(xLabel) \(Decimal.grouped(Int(x.high)))",
        endingAt: panel.width - 1)
    }
    return TextChart([panel], labels: labels).lines.map { style.faint($0) }
  }

  /// What the marks mean that are in the chart besides those of its series.
  var legend: String {
    let front = series.last { $0.look != .dots && !$0.points.isEmpty }?.points ?? []
    let hasDiverged = front.contains { !($0.y?.isFinite ?? false) }
    return (marks.recommended == nil ? "" : ", │ the answer")
      + (marks.range == nil ? "" : ", ━ its range")
      + (front.contains { !bar(of: $0).isEmpty } ? ", ╎ \(intervals)" : "")
      + (hasDiverged ? ", × diverged" : "")
      + (marks.edge.map { ", ┊ \($0.words)" } ?? "")
  }

  /// A row of characters is a stretch of the axis, too: the margins of its ends take no rows of their own.
  private func row(of value: Double) -> Int {
    Int(min(Double(Self.rows - 1), max(0, y.depth(of: value) * Double(Self.rows))))
  }

  /// The rows of a point's interval; none where it is no longer than a row.
  private func bar(of point: Point) -> Range<Int> {
    guard holds(point.y), let part = point.interval.flatMap(y.part) else { return 0..<0 }
    let rows = row(of: part.upperBound)..<row(of: part.lowerBound) + 1
    return rows.count > 1 ? rows : 0..<0
  }

  /// What is written before rows, before every second at most, with as many digits as tell them apart.
  private var labels: [Int: String] {
    let named = y.ticks.filter { !$0.label.isEmpty }.map(\.value)
    let stride = (named.count * 2 - 1) / Self.rows + 1
    let values = named.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    let texts = (3...6).map { digits in values.map { Decimal.significant($0, digits: digits) } }
    let told = texts.first { Set($0).count == values.count } ?? texts[0]
    return Dictionary(zip(values.map(row), told)) { lower, _ in lower }
  }

  private func column(of value: Double, on panel: ChartPanel) -> Int {
    let place = x.position(of: value) * Double(panel.width - 1)
    return min(panel.width - 1, max(0, Int(place.rounded())))
  }

  /// The line below the chart with the range, and the decades under it.
  private func drawDecades(on panel: inout ChartPanel) {
    let (left, right) = (log10(x.low), log10(x.high))
    var names = [Character](repeating: " ", count: panel.width)
    let fitting = Double(panel.width) / 8
    let stride = max(right - left > 9 ? 2 : 1, Int(((right - left) / fitting).rounded(.up)))
    for decade in Int(left.rounded(.up))...max(Int(left.rounded(.up)), Int(right.rounded(.down)))
    where decade.isMultiple(of: stride) {
      let position = column(of: pow(10, Double(decade)), on: panel)
      panel.rule[position] = "┴"
      // The last one's name ends where the line does.
      let name = Array("1e\(decade)")
      let first = max(0, min(position, panel.width - name.count))
      for (offset, character) in name.prefix(panel.width).enumerated() {
        names[first + offset] = character
      }
    }
    if let range = marks.range?.values {
      let ends = column(of: range.lowerBound, on: panel)...column(of: range.upperBound, on: panel)
      for position in ends { panel.rule[position] = "━" }
    }
    if let recommended = marks.recommended {
      panel.rule[column(of: recommended.value, on: panel)] = "┷"
    }
    panel.foot = String(names)
  }
}
