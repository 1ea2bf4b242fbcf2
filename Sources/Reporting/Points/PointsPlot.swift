import Statistics

/// Points at their own rates, the best at the top: the rate with its range, and the loss at it with its
/// interval.
package struct PointsPlot: Plot, Hashable {
  /// A point's line.
  struct Row: Sendable, Hashable {
    var name: String
    var learningRate: Double
    /// Nil where nothing was learned.
    var range: ClosedRange<Double>?
    /// Nil where it is not trained at its rate yet, or diverged.
    var loss: Double?
    var interval: ClosedRange<Double>?
    /// Whether it may be the best.
    var isRival: Bool
  }

  /// The most points that can be told apart.
  static let mostRows = 24

  var title: String
  var subtitle: String
  var lossLabel: String
  /// By rising rank; at least one.
  var rows: [Row]

  package func script(for format: PlotFormat) -> String {
    let text = "textcolor rgb '\(PlotColour.text)'"
    func place(_ index: Int) -> Double { Double(rows.count - index) }
    func rates(_ isRival: Bool) -> [[Double]] {
      rows.enumerated().filter { $0.element.isRival == isRival }.map { index, row in
        [
          row.learningRate, place(index), row.range?.lowerBound ?? row.learningRate,
          row.range?.upperBound ?? row.learningRate,
        ]
      }
    }
    func losses(_ isRival: Bool) -> [[Double]] {
      rows.enumerated().filter { $0.element.isRival == isRival }.compactMap { index, row in
        row.loss.map { loss in
          [loss, place(index), row.interval?.lowerBound ?? loss, row.interval?.upperBound ?? loss]
        }
      }
    }
    let scale = rateScale
    let ticks = rows.enumerated().map { index, row in
      "\(GnuplotText.quoted(row.name)) \(GnuplotText.number(place(index)))"
    }
    let unnamed = rows.indices.map { "'' \(GnuplotText.number(place($0)))" }
    func bars(_ block: String, _ colour: String) -> String {
      "$\(block) using 1:2:3:4 with xerrorbars pt 7 ps 0.9 lw 2 lc rgb '\(colour)' notitle"
    }
    var lines = PlotFrame.terminal(format)
    lines += PlotFrame.dataBlock("rates", rows: rates(true))
    lines += PlotFrame.dataBlock("otherrates", rows: rates(false))
    lines += PlotFrame.dataBlock("losses", rows: losses(true))
    lines += PlotFrame.dataBlock("otherlosses", rows: losses(false))
    lines += [
      "set multiplot", "set border 3 lw 1 lc rgb '\(PlotColour.quiet)'",
      "set grid xtics ytics lt 1 lw 0.75 lc rgb '\(PlotColour.grid)'", "set tics nomirror out",
      "set tmargin at screen 0.84", "set bmargin at screen 0.14", "set errorbars 0",
      "set yrange [0.4:\(GnuplotText.number(Double(rows.count) + 0.6))]",
      "set ytics (\(ticks.joined(separator: ", "))) noenhanced \(text)", "set xtics \(text)",
    ]
    lines += PlotFrame.heading(title, subtitle, for: format)
    lines += [
      "set lmargin at screen 0.3", "set rmargin at screen 0.62", "set logscale x",
      "set xrange [\(GnuplotText.number(scale.low)):\(GnuplotText.number(scale.high))]",
      "set format x '10^{%T}'", "set xlabel 'learning rate and its range' noenhanced \(text)",
      "plot " + bars("otherrates", PlotColour.quiet) + ", " + bars("rates", PlotColour.blue),
      "unset label", "unset logscale x", "set format x '% h'", "set lmargin at screen 0.66",
      "set rmargin at screen 0.97", "unset ytics",
      "set ytics nomirror (\(unnamed.joined(separator: ", ")))", "set xrange [\(lossRange)]",
      "set xlabel \(GnuplotText.quoted(lossLabel)) noenhanced \(text)",
      "plot " + bars("otherlosses", PlotColour.quiet) + ", " + bars("losses", PlotColour.blue),
      "unset multiplot",
    ]
    return lines.map { $0 + "\n" }.joined()
  }

  private var rateScale: PlotScale {
    let all = rows.flatMap { row in
      [row.learningRate, row.range?.lowerBound, row.range?.upperBound].compactMap(\.self)
    }
    return PlotScale(
      low: (all.min() ?? 1e-3) / 1.5, high: (all.max() ?? 1) * 1.5, isLogarithmic: true)
  }

  /// All intervals and a little on both sides.
  private var lossRange: String {
    let all = rows.flatMap { row in
      [row.loss, row.interval?.lowerBound, row.interval?.upperBound].compactMap { $0?.ifFinite }
    }
    guard let low = all.min(), let high = all.max() else { return "0:1" }
    let margin = high > low ? 0.05 * (high - low) : max(abs(high), 1) * 0.05
    return "\(GnuplotText.number(low - margin)):\(GnuplotText.number(high + margin))"
  }
}

extension PointsReport {
  /// The points, to be drawn; nil where none is found yet.
  ///
  /// - Parameter dataName: The data set, for the title.
  /// - Returns: The plot.
  package func plot(of dataName: String) -> PointsPlot? {
    let shown = comparison.rows.prefix(PointsPlot.mostRows)
    guard !shown.isEmpty else { return nil }
    let rows = shown.map { row in
      let recommendation = row.point.recommendation
      let names = axes.values(row.point.configuration).dropFirst().filter { !$0.isEmpty }
      return PointsPlot.Row(
        name: names.isEmpty ? "\(row.point.setting.schedule)" : names.joined(separator: ", "),
        learningRate: recommendation.learningRate,
        range: recommendation.range,
        loss: row.divergedCount == 0 ? row.loss?.mean : nil,
        interval: row.loss.flatMap { loss in
          loss.low.flatMap { low in loss.high.map { low...max(low, $0) } }
        },
        isRival: row.rank == 1 || row.comparison?.isDistinguishable == false)
    }
    let count = comparison.rows.count
    return PointsPlot(
      title: dataName.split(separator: "/").last.map(String.init) ?? "",
      subtitle: "\(Decimal.count(count, "setting")), each at its own best rate, the best first"
        + (count > shown.count ? "; the first \(shown.count)" : "")
        + "; in grey what is worse than the best",
      lossLabel: "validation loss, 95 % interval", rows: Array(rows))
  }
}
