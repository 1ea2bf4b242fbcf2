import Glibc

extension SweepPlot {
  /// A schedule's colour; the grid of colours and marks is walked again where they run out.
  private static let colours = [
    PlotColour.blue, PlotColour.vermilion, PlotColour.green, PlotColour.orange, PlotColour.purple,
    PlotColour.sky, PlotColour.black,
  ]
  /// An optimizer's mark and dashes.
  private static let marks = [7, 5, 9, 13, 6, 4, 8]
  private static let dashes = [1, 2, 4, 3, 5, 6, 7]
  /// How far the axes go beyond what they have to show, as a share of their length.
  private static let margin = 0.06

  /// The commands and data that make gnuplot draw the plot on its standard output.
  package func script(for format: PlotFormat) -> String {
    let (rates, loss) = (rateScale, lossScale)
    let frame = PlotFrame(
      title: title, subtitle: subtitle, lossLabel: lossLabel, rates: rates, loss: loss)
    var output = PlotFrame.terminal(format)
    var curves: [String] = []
    for (index, line) in lines.enumerated() {
      let inside = line.points.compactMap { point in
        point.loss.map {
          [
            point.learningRate, $0, point.interval?.lowerBound ?? $0,
            point.interval?.upperBound ?? $0,
          ]
        }
      }
      // What the frame would cut off silently is drawn at its top.
      let beyond = line.points.filter { ($0.loss ?? .infinity) > loss.high }.map {
        ($0.learningRate, loss.value(at: 0.97))
      }
      let bounded = inside.map { row in
        [row[0], row[1]] + row[2...].map { min(max($0, loss.low), loss.high) }
      }
      output += PlotFrame.dataBlock("line\(index)", rows: inside)
      output += PlotFrame.dataBlock(
        "bars\(index)", rows: bounded.filter { $0[1] <= loss.high && $0[2] < $0[3] })
      output += PlotFrame.dataBlock("beyond\(index)", beyond)
      let look = look(of: line)
      let name = GnuplotText.quoted(lines.count == 1 ? "mean of the seeds" : name(of: line))
      curves.append(
        "$bars\(index) using 1:2:3:4 with yerrorbars pt 0 ps 0 lw 1 lc rgb '\(look.colour)' notitle"
      )
      curves.append(
        "$line\(index) using 1:2 with linespoints lw 2 dt \(look.dash) pt \(look.mark) ps 0.9 "
          + "lc rgb '\(look.colour)' title \(name)")
      if !beyond.isEmpty {
        curves.append(
          "$beyond\(index) using 1:2 with points pt 2 ps 0.9 lc rgb '\(look.colour)' notitle")
      }
    }
    curves.append(
      "NaN with lines lw 1 lc rgb '\(PlotColour.quiet)' title '95 % interval over seeds'")
    curves.append(
      "NaN with points pt 2 lc rgb '\(PlotColour.quiet)' title 'a seed diverged, or above'")
    output += frame.lines(for: format)
    // There may be a dozen lines or more: the key stands beside the frame, not below.
    output += [
      "set rmargin at screen 0.68", "set bmargin at screen 0.13",
      "set key at screen 0.70,0.80 left top vertical Left reverse maxcols 1 noenhanced samplen 3 "
        + "textcolor rgb '\(PlotColour.text)'",
    ]
    output.append("plot " + curves.joined(separator: ", \\\n  "))
    return output.map { $0 + "\n" }.joined()
  }

  private func name(of line: Line) -> String { "\(line.schedule), \(line.optimizer)" }

  private func look(of line: Line) -> (colour: String, mark: Int, dash: Int) {
    func place(_ value: String, among values: [String]) -> Int {
      var seen: [String] = []
      for value in values where !seen.contains(value) { seen.append(value) }
      return seen.firstIndex(of: value) ?? 0
    }
    let schedules = lines.map(\.schedule)
    let (schedule, optimizer) = (
      place(line.schedule, among: schedules), place(line.optimizer, among: lines.map(\.optimizer))
    )
    // Of one schedule only, the optimizers have the colours.
    let colour = Set(schedules).count > 1 ? schedule : optimizer
    return (
      Self.colours[colour % Self.colours.count], Self.marks[optimizer % Self.marks.count],
      Self.dashes[optimizer % Self.dashes.count]
    )
  }

  /// All measured rates.
  package var rateScale: PlotScale {
    let all = lines.flatMap(\.points).map(\.learningRate).filter { $0 > 0 && $0.isFinite }
    let (first, last) = (all.min() ?? 1e-5, all.max() ?? 1)
    // A single rate still gets an axis of two decades.
    let pad = first < last ? pow(last / first, 0.03) : 10
    return PlotScale(low: first / pad, high: last * pad, isLogarithmic: true)
  }

  /// From the lowest mean to the untrained loss; logarithmic where that is more than a decade.
  package var lossScale: PlotScale {
    let means = lines.flatMap(\.points).compactMap(\.loss).filter(\.isFinite)
    let lowest = means.min() ?? 0
    // Intervals of two or three seeds may reach far beyond anything.
    let reach = lines.flatMap(\.points).compactMap(\.interval?.lowerBound).filter(\.isFinite).min()
    let bottom = lowest > 0 ? min(lowest, max(reach ?? lowest, 0.7 * lowest)) : lowest
    let highest = means.max() ?? 1
    let top = max(bottom, min(highest, untrainedLoss.map { max($0, bottom) } ?? highest))
    if bottom > 0, top / bottom > 10 {
      let pad = pow(top / bottom, Self.margin)
      return PlotScale(low: bottom / pad, high: top * pad, isLogarithmic: true)
    }
    let span = top > bottom ? top - bottom : max(abs(top), 1)
    let padded = bottom - Self.margin * span
    return PlotScale(
      low: bottom >= 0 ? max(0, padded) : padded, high: top + Self.margin * span,
      isLogarithmic: false)
  }
}
