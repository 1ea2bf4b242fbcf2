import Tuning

extension LossPlot {
  /// Okabe and Ito's colours, which colour-blind people can tell apart.
  private enum Colour {
    static let raw = "#56B4E9"
    static let curve = "#0072B2"
    static let confirmed = "#E69F00"
    static let recommended = "#009E73"
    static let divergence = "#D55E00"
    static let text = "#222222"
    static let quiet = "#666666"
    static let grid = "#E6E6E6"
  }

  /// The commands and data that make gnuplot draw the plot on its standard output.
  package func script(for format: PlotFormat) -> String {
    let (rates, loss) = (rateScale, lossScale)
    var lines = terminal(format)
    lines += dataBlock("smoothed", zip(learningRates, smoothed))
    for (index, repeatLosses) in losses.enumerated() {
      lines += dataBlock("raw\(index)", zip(learningRates, repeatLosses))
    }
    let (inside, beyond) = confirmedPoints(within: loss)
    lines += dataBlock("confirmed", inside)
    lines += dataBlock("beyond", beyond)
    lines += frame(rates, loss, titleSize: format == .svg ? 18 : format == .png ? 14 : 16)
    lines += marks(rates)
    var curves = losses.indices.map { index in
      "$raw\(index) using 1:2 with points pt 7 ps 0.5 lc rgb '\(Colour.raw)' "
        + (index == 0 ? "title 'range test, each step'" : "notitle")
    }
    curves.append(
      "$smoothed using 1:2 with lines lw 3 lc rgb '\(Colour.curve)' title 'range test, smoothed'")
    if !inside.isEmpty {
      curves.append("$confirmed using 1:2 with points pt 7 ps 1.5 lc rgb 'white' notitle")
      curves.append(
        "$confirmed using 1:2 with points pt 7 ps 1.15 lc rgb '\(Colour.confirmed)' "
          + "title 'short trainings, validation'")
    }
    if !beyond.isEmpty {
      curves.append(
        "$beyond using 1:2 with points pt 9 ps 1.3 lc rgb '\(Colour.confirmed)' "
          + "title 'diverged, or above'")
    }
    curves.append(
      "NaN with boxes fs solid 0.15 noborder lc rgb '\(Colour.recommended)' "
        + "title 'predicted nearly as good'")
    lines.append("plot " + curves.joined(separator: ", \\\n  "))
    return lines.map { $0 + "\n" }.joined()
  }

  private func terminal(_ format: PlotFormat) -> [String] {
    let terminal =
      switch format {
      case .svg: "svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background 'white'"
      case .png: "pngcairo size 1720,1080 font 'sans,10' fontscale 2 linewidth 2 pointscale 2"
      case .pdf: "pdfcairo size 8.6in,5.4in font 'sans,12' linewidth 1.1 pointscale 0.65"
      }
    return ["set encoding utf8", "set terminal \(terminal) enhanced"]
  }

  /// Points as a block of data; what is not finite is left out.
  private func dataBlock(_ name: String, _ points: some Sequence<(Double, Double)>) -> [String] {
    let rows = points.filter { $0.0.isFinite && $0.1.isFinite }.map {
      "\(GnuplotText.number($0.0)) \(GnuplotText.number($0.1))"
    }
    // A block without a row is an error to gnuplot.
    return ["$\(name) << EOD"] + (rows.isEmpty ? ["NaN NaN"] : rows) + ["EOD"]
  }

  /// The confirmed rates in the frame, and those above it, which are drawn at its top.
  private func confirmedPoints(
    within scale: PlotScale
  ) -> (inside: [(Double, Double)], beyond: [(Double, Double)]) {
    var (inside, beyond): ([(Double, Double)], [(Double, Double)]) = ([], [])
    for point in confirmed.sorted(by: { $0.learningRate < $1.learningRate }) {
      if let loss = point.loss, loss <= scale.high {
        inside.append((point.learningRate, loss))
      } else {
        beyond.append((point.learningRate, scale.value(at: 0.97)))
      }
    }
    return (inside, beyond)
  }

  private func frame(_ rates: PlotScale, _ loss: PlotScale, titleSize: Int) -> [String] {
    let text = "textcolor rgb '\(Colour.text)'"
    var lines = [
      "set lmargin 10", "set rmargin 4", "set tmargin at screen 0.80",
      "set bmargin at screen 0.235",
      "set border 3 lw 1 lc rgb '\(Colour.quiet)'",
      "set grid xtics ytics lt 1 lw 0.75 lc rgb '\(Colour.grid)'", "set tics nomirror out",
      "set logscale x", "set xrange [\(range(rates))]", "set yrange [\(range(loss))]",
      "set xtics (\(ticks(rates))) \(text)",
      "set xlabel 'learning rate' noenhanced \(text)",
      "set ylabel \(GnuplotText.quoted(lossLabel)) noenhanced \(text)",
      "set key at screen 0.5,0.02 center bottom horizontal Left reverse maxcols 3 noenhanced samplen 1.5 \(text)",
      "set label \(GnuplotText.quoted(title)) at screen 0.03,0.945 left noenhanced \(text) "
        + "font ',\(titleSize)'",
      "set label \(GnuplotText.quoted(subtitle)) at screen 0.03,0.895 left noenhanced "
        + "textcolor rgb '\(Colour.quiet)'",
    ]
    if loss.isLogarithmic {
      lines += ["set logscale y", "set ytics (\(ticks(loss))) \(text)"]
    } else {
      lines.append("set ytics \(text)")
    }
    return lines
  }

  private func range(_ scale: PlotScale) -> String {
    "\(GnuplotText.number(scale.low)):\(GnuplotText.number(scale.high))"
  }

  private func ticks(_ scale: PlotScale) -> String {
    scale.logarithmicTicks.map { tick in
      let place = GnuplotText.number(tick.value)
      return "'\(tick.label)' \(place) \(tick.label.isEmpty ? 1 : 0)"
    }.joined(separator: ", ")
  }

  /// The band, and the vertical lines with what they are above the frame.
  private func marks(_ rates: PlotScale) -> [String] {
    var lines = [
      "set object 1 rectangle from first \(GnuplotText.number(low)), graph 0 "
        + "to first \(GnuplotText.number(high)), graph 1 behind "
        + "fc rgb '\(Colour.recommended)' fs solid 0.15 noborder"
    ]
    lines += line(1, at: recommended, Colour.recommended, "lw 2.5")
    if let divergence { lines += line(2, at: divergence, Colour.divergence, "lw 2 dt 2") }
    for text in markTexts(rates) {
      lines.append(
        "set label \(GnuplotText.quoted(text.text)) at graph \(GnuplotText.number(text.centre)), "
          + "graph 1.035 center noenhanced textcolor rgb '\(text.colour)'")
    }
    return lines
  }

  private func line(_ tag: Int, at rate: Double, _ colour: String, _ style: String) -> [String] {
    let place = "first \(GnuplotText.number(rate)), graph"
    return [
      "set arrow \(tag) from \(place) 0 to \(place) 1 nohead back lc rgb '\(colour)' \(style)"
    ]
  }

  private struct MarkText {
    var text: String
    /// Where its middle is, as a share of the axis.
    var centre: Double
    var colour: String

    /// The share of the axis that half the text takes, estimated.
    var reach: Double { Double(text.count) * 0.006 + 0.01 }
  }

  /// What is written above the lines: over them where there is room, else moved apart, and never
  /// beyond the ends of the axis.
  private func markTexts(_ rates: PlotScale) -> [MarkText] {
    var use = MarkText(
      text: "use \(GnuplotText.number(recommended))", centre: rates.position(of: recommended),
      colour: Colour.recommended)
    use.centre = min(max(use.centre, use.reach), 1 - use.reach)
    guard let divergence else { return [use] }
    var edge = MarkText(
      text: "diverges from \(GnuplotText.number(divergence))",
      centre: rates.position(of: divergence), colour: Colour.divergence)
    edge.centre = min(max(edge.centre, edge.reach), 1 - edge.reach)
    let distance = use.reach + edge.reach
    if edge.centre >= use.centre {
      edge.centre = min(max(edge.centre, use.centre + distance), 1 - edge.reach)
      use.centre = min(use.centre, edge.centre - distance)
    } else {
      edge.centre = max(min(edge.centre, use.centre - distance), edge.reach)
      use.centre = max(use.centre, edge.centre + distance)
    }
    return [use, edge]
  }
}
