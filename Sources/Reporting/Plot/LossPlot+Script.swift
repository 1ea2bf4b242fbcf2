import Training
import Tuning

extension LossPlot {
  private enum Colour {
    static let raw = PlotColour.sky
    static let curve = PlotColour.blue
    static let confirmed = PlotColour.orange
    static let recommended = PlotColour.green
    static let divergence = PlotColour.vermilion
  }

  package func script(for format: PlotFormat) -> String {
    let (rates, loss) = (rateScale, lossScale)
    let frame = PlotFrame(
      title: title, subtitle: subtitle, lossLabel: lossLabel, rates: rates, loss: loss)
    var lines = PlotFrame.terminal(format)
    lines += PlotFrame.dataBlock("smoothed", zip(learningRates, smoothed))
    for (index, repeatLosses) in losses.enumerated() {
      lines += PlotFrame.dataBlock("raw\(index)", zip(learningRates, repeatLosses))
    }
    let (inside, beyond) = confirmedPoints(within: loss)
    lines += PlotFrame.dataBlock("confirmed", inside)
    lines += PlotFrame.dataBlock("beyond", beyond)
    let bars = confirmed.compactMap { loss.bar(at: $0.learningRate, $0.loss, $0.interval) }
    if !bars.isEmpty { lines += PlotFrame.dataBlock("bars", rows: bars) + ["set errorbars 0"] }
    lines += frame.lines(for: format)
    lines += marks(rates)
    var curves = losses.indices.map { index in
      "$raw\(index) using 1:2 with points pt 7 ps 0.5 lc rgb '\(Colour.raw)' "
        + (index == 0 ? "title \(GnuplotText.quoted(names.losses))" : "notitle")
    }
    curves.append(
      "$smoothed using 1:2 with lines lw 3 lc rgb '\(Colour.curve)' "
        + "title \(GnuplotText.quoted(names.curve))")
    if !bars.isEmpty {
      curves.append(
        "$bars using 1:2:3:4 with yerrorbars pt 0 ps 0 lw 2 lc rgb '\(Colour.confirmed)' "
          + "title '\(Self.intervalName)'")
    }
    if !inside.isEmpty {
      curves.append("$confirmed using 1:2 with points pt 7 ps 1.5 lc rgb 'white' notitle")
      curves.append(
        "$confirmed using 1:2 with points pt 7 ps 1.15 lc rgb '\(Colour.confirmed)' "
          + "title \(GnuplotText.quoted(names.confirmed))")
    }
    if !beyond.isEmpty {
      curves.append(
        "$beyond using 1:2 with points pt 9 ps 1.3 lc rgb '\(Colour.confirmed)' "
          + "title 'diverged'")
    }
    if range != nil {
      curves.append(
        "NaN with boxes fs solid 0.15 noborder lc rgb '\(Colour.recommended)' "
          + "title '\(isRangePredicted ? "predicted to lose" : "loses") < 5 % of the gain'")
    }
    lines.append("plot " + curves.joined(separator: ", \\\n  "))
    return lines.map { $0 + "\n" }.joined()
  }

  /// The confirmed rates, and those that diverged, which are drawn at the frame's top.
  private func confirmedPoints(
    within scale: PlotScale
  ) -> (inside: [(Double, Double)], beyond: [(Double, Double)]) {
    var (inside, beyond): ([(Double, Double)], [(Double, Double)]) = ([], [])
    for point in confirmed.sorted(by: { $0.learningRate < $1.learningRate }) {
      if let loss = point.loss?.ifFinite {
        inside.append((point.learningRate, loss))
      } else {
        beyond.append((point.learningRate, scale.value(at: 0.97)))
      }
    }
    return (inside, beyond)
  }

  /// The band, and the vertical lines with what they are above the frame.
  private func marks(_ rates: PlotScale) -> [String] {
    var lines: [String] = []
    if let range {
      lines.append(
        "set object 1 rectangle from first \(GnuplotText.number(range.lowerBound)), graph 0 "
          + "to first \(GnuplotText.number(range.upperBound)), graph 1 behind "
          + "fc rgb '\(Colour.recommended)' fs solid 0.15 noborder")
    }
    if let recommended { lines += line(1, at: recommended, Colour.recommended, "lw 2.5") }
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

    init(text: String, at place: Double, colour: String) {
      (self.text, self.colour) = (text, colour)
      centre = place
      centre = min(max(place, reach), 1 - reach)
    }
  }

  /// What is written above the lines: over them where there is room, else moved apart, and never
  /// beyond the ends of the axis.
  private func markTexts(_ rates: PlotScale) -> [MarkText] {
    let texts = [
      recommended.map { rate in
        MarkText(
          text: "use \(Decimal.significant(rate))", at: rates.position(of: rate),
          colour: Colour.recommended)
      },
      divergence.map { rate in
        MarkText(
          text: isEdgeTrained
            ? "diverges from \(Decimal.significant(rate))"
            : "\(isDecided ? "predicted to diverge" : "diverges") from about "
              + Decimal.significant(rate, digits: 2),
          at: rates.position(of: rate), colour: Colour.divergence)
      },
    ].compactMap(\.self)
    guard texts.count == 2 else { return texts }
    var (use, edge) = (texts[0], texts[1])
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
