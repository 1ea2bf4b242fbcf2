/// Okabe and Ito's colours, which colour-blind people can tell apart, and greys.
enum PlotColour {
  static let blue = "#0072B2"
  static let orange = "#E69F00"
  static let green = "#009E73"
  static let vermilion = "#D55E00"
  static let sky = "#56B4E9"
  static let purple = "#CC79A7"
  static let black = "#000000"
  static let text = "#222222"
  static let quiet = "#666666"
  static let grid = "#E6E6E6"

  /// The colour, two thirds transparent.
  static func faint(_ colour: String) -> String { "#AA" + colour.dropFirst() }
}

/// What all plots of a loss over the learning rate share: size, fonts, axes, titles, key.
struct PlotFrame {
  var title: String
  /// A line under the title; empty for none.
  var subtitle: String
  /// What is drawn upwards.
  var lossLabel: String
  var rates: PlotScale
  var loss: PlotScale

  /// What is drawn on.
  static func terminal(_ format: PlotFormat) -> [String] {
    let terminal =
      switch format {
      case .svg: "svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background 'white'"
      case .png: "pngcairo size 1720,1080 font 'sans,10' fontscale 2 linewidth 2 pointscale 2"
      case .pdf: "pdfcairo size 8.6in,5.4in font 'sans,12' linewidth 1.1 pointscale 0.65"
      }
    return ["set encoding utf8", "set terminal \(terminal) enhanced"]
  }

  /// The title and the line under it.
  static func heading(_ title: String, _ subtitle: String, for format: PlotFormat) -> [String] {
    let size = format == .svg ? 18 : format == .png ? 14 : 16
    return [
      "set label \(GnuplotText.quoted(title)) at screen 0.03,0.945 left noenhanced "
        + "textcolor rgb '\(PlotColour.text)' font ',\(size)'",
      "set label \(GnuplotText.quoted(subtitle)) at screen 0.03,0.895 left noenhanced "
        + "textcolor rgb '\(PlotColour.quiet)'",
    ]
  }

  /// Points as a block of data; what is not finite is left out.
  static func dataBlock(_ name: String, _ points: some Sequence<(Double, Double)>) -> [String] {
    dataBlock(name, rows: points.map { [$0.0, $0.1] })
  }

  /// Rows of numbers as a block of data; a row with what is not finite is left out.
  static func dataBlock(_ name: String, rows: [[Double]]) -> [String] {
    let rows = rows.filter { $0.allSatisfy(\.isFinite) }.map {
      $0.map(GnuplotText.number).joined(separator: " ")
    }
    // A block without a row is an error to gnuplot.
    return ["$\(name) << EOD"] + (rows.isEmpty ? ["NaN NaN"] : rows) + ["EOD"]
  }

  /// The commands before anything is drawn in the frame.
  func lines(for format: PlotFormat) -> [String] {
    let text = "textcolor rgb '\(PlotColour.text)'"
    var lines =
      [
        // The left margin is gnuplot's to find: it follows from the numbers beside the axis.
        "set rmargin 4", "set tmargin at screen 0.80",
        "set bmargin at screen 0.265",
        "set border 3 lw 1 lc rgb '\(PlotColour.quiet)'",
        "set grid xtics ytics lt 1 lw 0.75 lc rgb '\(PlotColour.grid)'", "set tics nomirror out",
        "set logscale x", "set xrange [\(range(rates))]", "set yrange [\(range(loss))]",
        "set xtics (\(Self.ticks(rates))) \(text)",
        "set xlabel 'learning rate' noenhanced \(text)",
        "set ylabel \(GnuplotText.quoted(lossLabel)) noenhanced \(text)",
        "set key at screen 0.5,0.02 center bottom horizontal Left reverse maxcols 3 noenhanced "
          + "samplen 1.5 \(text)",
      ] + Self.heading(title, subtitle, for: format)
    if loss.isLogarithmic {
      lines += ["set logscale y", "set ytics (\(Self.ticks(loss))) \(text)"]
    } else {
      lines.append("set ytics \(text)")
    }
    return lines
  }

  private func range(_ scale: PlotScale) -> String {
    "\(GnuplotText.number(scale.low)):\(GnuplotText.number(scale.high))"
  }

  /// The marks of a logarithmic axis, as gnuplot takes them.
  static func ticks(_ scale: PlotScale) -> String {
    scale.logarithmicTicks.map { tick in
      let place = GnuplotText.number(tick.value)
      return "'\(tick.label)' \(place) \(tick.label.isEmpty ? 1 : 0)"
    }.joined(separator: ", ")
  }
}
