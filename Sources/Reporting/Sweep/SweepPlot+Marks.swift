/// What is drawn besides the lines, and the texts of the key.
extension SweepPlot {
  /// The room that a character and the sample before it take in the key, as shares of the width.
  private static let (characterWidth, sampleWidth) = (0.0099, 0.085)
  /// The most characters of a line's name.
  private static let longestName = 42
  /// Where crosses begin above the frame, and how far up they may stand, as shares of its height.
  private static let (crossesStart, crossesHeight, crossesStep) = (0.025, 0.085, 0.022)

  private static let cross = "pt 2 ps 0.6 lw 1.5"

  static func mean(_ point: Point) -> (Double, Double)? {
    point.loss.map { (point.learningRate, $0) }
  }

  /// The rate, the mean and the ends of its interval, as far as they are within the frame.
  static func bar(_ point: Point, within scale: PlotScale) -> [Double]? {
    scale.bar(at: point.learningRate, point.loss, point.interval)
  }

  /// A ring around the best.
  var ring: (data: [String], plots: [String]) {
    guard let best else { return ([], []) }
    let rate = Decimal.significant(best.learningRate)
    return (
      PlotFrame.dataBlock("best", [(best.learningRate, best.loss)]),
      [
        "$best using 1:2 with points pt 6 ps 2 lw 2 lc rgb '\(PlotColour.text)' "
          + "title \(GnuplotText.quoted("best, at \(rate)"))"
      ]
    )
  }

  /// A cross above the frame for each rate that diverged, or whose loss is above all that is shown:
  /// a row for each line, so that none hides another. Only labels are drawn out there.
  func crosses(above scale: PlotScale) -> (labels: [String], plots: [String]) {
    let rows = lines.map { line in
      (line, line.points.filter { ($0.loss ?? .infinity) > scale.high })
    }.filter { !$0.1.isEmpty }
    guard !rows.isEmpty else { return ([], []) }
    let step = min(Self.crossesStep, Self.crossesHeight / Double(rows.count))
    let labels = rows.enumerated().flatMap { index, row in
      let height = GnuplotText.number(1 + Self.crossesStart + step * Double(index))
      return row.1.map { point in
        "set label '' at first \(GnuplotText.number(point.learningRate)), graph \(height) "
          + "point \(Self.cross) lc rgb '\(look(of: row.0).colour)'"
      }
    }
    let key =
      "NaN with points \(Self.cross) lc rgb '\(PlotColour.quiet)' "
      + "title 'a \(words.one) diverged, or above'"
    return (labels, [key])
  }

  /// The loss before training, where the frame reaches up to it.
  func untrained(within scale: PlotScale) -> [String] {
    guard let untrainedLoss, untrainedLoss >= scale.low, untrainedLoss <= scale.high else {
      return []
    }
    return [
      "\(GnuplotText.number(untrainedLoss)) with lines lw 1 dt 3 lc rgb '\(PlotColour.quiet)' "
        + "title 'before training'"
    ]
  }

  /// The key's entry for the bars.
  var intervals: [String] {
    intervalName.map { name in
      [
        "NaN with lines lw 1.5 lc rgb '\(PlotColour.faint(PlotColour.text))' "
          + "title \(GnuplotText.quoted(name))"
      ]
    } ?? []
  }

  /// What the bars are, and whether one ends at the frame that goes on; nil without bars.
  private var intervalName: String? {
    let scale = lossScale
    let drawn = lines.flatMap(\.points).compactMap { point in
      Self.bar(point, within: scale) == nil ? nil : point.interval
    }
    guard !drawn.isEmpty else { return nil }
    let isCut = drawn.contains { $0.lowerBound < scale.low || $0.upperBound > scale.high }
    return isCut ? "95 % interval, cut at the frame" : "95 % interval over \(words.one)s"
  }

  /// The name with its middle left out where it is too long for the key.
  func shortName(of line: Line) -> String {
    let name = line.name
    guard name.count > Self.longestName else { return name }
    let half = (Self.longestName - 1) / 2
    return "\(name.prefix(half))…\(name.suffix(half))"
  }

  /// Where the frame ends to leave room for the key, as a share of the width.
  package var frameEnd: Double {
    let names = lines.map(shortName) + [intervalName ?? ""]
    let longest = max(28, names.map(\.count).max() ?? 0)
    return 1 - Self.sampleWidth - Self.characterWidth * Double(longest)
  }
}
