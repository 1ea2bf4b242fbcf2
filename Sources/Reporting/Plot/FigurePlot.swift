import Glibc

/// A picture of one panel or of two beside each other, with lines in them: plain data to be drawn.
package struct FigurePlot: Plot, Hashable {
  /// A line, or places that are joined by one.
  struct Series: Sendable, Hashable {
    var name: String
    var points: [[Double]]
    /// Which of the colours it has; series of one colour belong together.
    var colour: Int
    var hasMarks = false
  }

  /// Lines of equal height under the series.
  struct Contours: Sendable, Hashable {
    /// Rows of x, y and value, each row with the same y.
    var grid: [[[Double]]]
    var levels: [Double]
  }

  struct Panel: Sendable, Hashable {
    var xLabel: String
    var yLabel: String
    var x: PlotScale
    var y: PlotScale
    /// What stands behind all series, without a name in the key.
    var background: [[Double]] = []
    var contours: Contours?
    /// Places that are marked.
    var marked: [[Double]] = []
    var series: [Series]
  }

  /// The largest text.
  var title: String
  /// A line under the title; empty for none.
  var subtitle: String
  /// One or two.
  var panels: [Panel]
}

extension FigurePlot {
  private static let colours = [
    PlotColour.blue, PlotColour.orange, PlotColour.green, PlotColour.vermilion, PlotColour.sky,
    PlotColour.purple, PlotColour.black,
  ]
  /// More points of a series than can be seen are left out, evenly.
  private static let mostPoints = 4000

  package func script(for format: PlotFormat) -> String {
    var lines = PlotFrame.terminal(format)
    for (number, panel) in panels.enumerated() { lines += data(of: panel, number) }
    lines.append("set multiplot")
    for (number, panel) in panels.enumerated() {
      lines += frame(of: panel, number, for: format)
      lines.append("plot " + curves(of: panel, number).joined(separator: ", \\\n  "))
      lines += ["unset label", "unset key"]
    }
    lines.append("unset multiplot")
    return lines.map { $0 + "\n" }.joined()
  }

  private func data(of panel: Panel, _ number: Int) -> [String] {
    var lines = PlotFrame.dataBlock("background\(number)", rows: panel.background)
    lines += PlotFrame.dataBlock("marked\(number)", rows: panel.marked)
    for (index, series) in panel.series.enumerated() {
      let every = max(1, series.points.count / Self.mostPoints)
      let points = stride(from: 0, to: series.points.count, by: every).map { series.points[$0] }
      lines += PlotFrame.dataBlock("series\(number)_\(index)", rows: points)
    }
    guard let contours = panel.contours else { return lines }
    lines.append("$grid << EOD")
    for row in contours.grid {
      lines += row.map {
        $0.map { $0.isFinite ? GnuplotText.number($0) : "NaN" }.joined(separator: " ")
      }
      lines.append("")
    }
    lines += [
      "EOD", "set contour base", "unset surface",
      "set cntrparam levels discrete "
        + contours.levels.map(GnuplotText.number).joined(separator: ","),
      "set table $contours", "splot $grid using 1:2:3 with lines notitle", "unset table",
      "unset contour",
    ]
    return lines
  }

  private func frame(of panel: Panel, _ number: Int, for format: PlotFormat) -> [String] {
    let text = "textcolor rgb '\(PlotColour.text)'"
    let width = 1 / Double(panels.count)
    let left = width * Double(number) + (panels.count == 1 ? 0.11 : 0.1)
    let right = width * Double(number + 1) - 0.02
    func range(_ scale: PlotScale) -> String {
      "[\(GnuplotText.number(scale.low)):\(GnuplotText.number(scale.high))]"
    }
    return [
      "set lmargin at screen \(GnuplotText.number(left))",
      "set rmargin at screen \(GnuplotText.number(right))", "set tmargin at screen 0.84",
      "set bmargin at screen 0.265", "set border 3 lw 1 lc rgb '\(PlotColour.quiet)'",
      "set grid xtics ytics lt 1 lw 0.75 lc rgb '\(PlotColour.grid)'", "set tics nomirror out",
      "set xrange \(range(panel.x))", "set yrange \(range(panel.y))",
      "set xtics autofreq \(text)",
      panel.y.isLogarithmic
        ? "set ytics (\(PlotFrame.ticks(panel.y))) \(text)" : "set ytics autofreq \(text)",
      panel.y.isLogarithmic ? "set logscale y" : "unset logscale y",
      "set xlabel \(GnuplotText.quoted(panel.xLabel)) noenhanced \(text)",
      "set ylabel \(GnuplotText.quoted(panel.yLabel)) noenhanced \(text)",
    ]
      + (number > 0
        ? []
        : [
          "set key at screen 0.5,0.02 center bottom horizontal Left reverse maxcols 3 noenhanced "
            + "samplen 1.5 \(text)"
        ] + PlotFrame.heading(title, subtitle, for: format))
  }

  private func curves(of panel: Panel, _ number: Int) -> [String] {
    var curves: [String] = []
    if panel.contours != nil {
      curves.append("$contours using 1:2 with lines lw 1 lc rgb '#BBBBBB' notitle")
    }
    if !panel.background.isEmpty {
      curves.append("$background\(number) using 1:2 with lines lw 1.5 lc rgb '#AAAAAA' notitle")
    }
    for (index, series) in panel.series.enumerated() {
      let colour = Self.colours[series.colour % Self.colours.count]
      let style = series.hasMarks ? "linespoints lw 1.5 pt 7 ps 0.6" : "lines lw 2.5"
      let name =
        number == 0 && !series.name.isEmpty
        ? "title \(GnuplotText.quoted(series.name))" : "notitle"
      curves.append("$series\(number)_\(index) using 1:2 with \(style) lc rgb '\(colour)' \(name)")
    }
    if !panel.marked.isEmpty {
      curves.append(
        "$marked\(number) using 1:2 with points pt 1 ps 1.5 lw 2 lc rgb '\(PlotColour.black)' notitle"
      )
    }
    return curves
  }
}
