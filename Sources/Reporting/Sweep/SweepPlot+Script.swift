extension SweepPlot {
  /// A schedule's colour; the grid of colours and marks is walked again where they run out.
  private static let colours = [
    PlotColour.blue, PlotColour.vermilion, PlotColour.green, PlotColour.orange, PlotColour.purple,
    PlotColour.sky, PlotColour.black,
  ]
  /// An optimizer's mark and dashes.
  private static let marks = [7, 5, 9, 13, 6, 4, 8]
  private static let dashes = [1, 2, 4, 3, 5, 6, 7]

  package func script(for format: PlotFormat) -> String {
    let loss = lossScale
    let frame = PlotFrame(
      title: title, subtitle: subtitle, lossLabel: lossLabel, rates: rateScale, loss: loss)
    var output = PlotFrame.terminal(format)
    var (bars, curves) = ([String](), [String]())
    for (index, line) in lines.enumerated() {
      output += PlotFrame.dataBlock("line\(index)", line.points.compactMap(Self.mean))
      output += PlotFrame.dataBlock(
        "bars\(index)", rows: line.points.compactMap { Self.bar($0, within: loss) })
      let look = look(of: line)
      let name =
        lines.count > 1
        ? shortName(of: line) : intervals.isEmpty ? "validation loss" : "mean of the \(words.one)s"
      bars.append(
        "$bars\(index) using 1:2:3:4 with yerrorbars pt 0 ps 0 lw 1.5 "
          + "lc rgb '\(PlotColour.faint(look.colour))' notitle")
      curves.append(
        "$line\(index) using 1:2 with linespoints lw 2 dt \(look.dash) pt \(look.mark) ps 0.9 "
          + "lc rgb '\(look.colour)' title \(GnuplotText.quoted(name))")
    }
    let (best, crosses) = (ring, crosses(above: loss))
    output += best.data + frame.lines(for: format) + crosses.labels
    // There may be a dozen lines or more: the key stands beside the frame, not below.
    output += [
      "set errorbars 0", "set rmargin at screen \(GnuplotText.number(frameEnd))",
      "set bmargin at screen 0.13",
      "set key at screen \(GnuplotText.number(frameEnd + 0.02)),0.80 left top vertical Left reverse "
        + "maxcols 1 noenhanced samplen 3 textcolor rgb '\(PlotColour.text)'",
    ]
    let plots = untrained(within: loss) + bars + curves + best.plots + crosses.plots + intervals
    output.append("plot " + plots.joined(separator: ", \\\n  "))
    return output.map { $0 + "\n" }.joined()
  }

  /// How a line is drawn: the place of its colour and of its dashes among those that there are.
  func look(of line: Line) -> (colour: String, mark: Int, dash: Int, place: Int) {
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
      Self.dashes[optimizer % Self.dashes.count], colour
    )
  }
}
