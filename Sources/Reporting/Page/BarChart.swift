/// Level bars with their names before and their figures behind them.
struct BarChart: Sendable {
  struct Part: Sendable {
    /// From 0 to 1.
    var length: Double
    /// What is written behind it.
    var text: String
    var style: String
  }

  struct Bar: Sendable {
    var name: String
    /// One below the other.
    var parts: [Part]
    /// What it leads to.
    var link: String?
  }

  var bars: [Bar]

  func picture(description: String) -> String {
    let left = min(330, max(110, Double(bars.map(\.name.count).max() ?? 0) * 8 + 16))
    let width = 700 - left
    let step = 26.0
    let rows = bars.reduce(0) { $0 + $1.parts.count }
    var drawing = SVGDrawing(
      width: 860, height: 14 + step * Double(rows) + 8 * Double(bars.count))
    var y = 8.0
    for bar in bars {
      drawing.group(link: bar.link) { drawing in
        drawing.text(
          bar.name.shown(atMost: 46), at: (left - 8, y + step * Double(bar.parts.count) / 2 + 4),
          anchor: .end)
      }
      for part in bar.parts {
        let length = max(1, width * min(1, max(0, part.length)))
        drawing.rectangle(
          x: left, y: y + 3, width: length, height: step - 6, class: part.style)
        drawing.text(part.text, at: (left + length + 7, y + step / 2 + 4), class: "small")
        y += step
      }
      y += 8
    }
    return drawing.element(description: description)
  }
}
