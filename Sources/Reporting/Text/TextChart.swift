/// A chart in text: panels beside each other with one scale upwards, labels before them, and what the
/// steps or rates are below.
struct TextChart {
  /// The room for a label, and what stands before each line without one.
  static let labelWidth = 8
  static let margin = String(repeating: " ", count: labelWidth + 1)

  /// What is written before rows.
  var labels: [Int: String]
  var panels: [ChartPanel]

  init(_ panels: [ChartPanel], labels: [Int: String]) {
    self.panels = panels
    self.labels = labels
  }

  /// A chart of one panel, labelled at its ends and in the middle.
  init(_ panel: ChartPanel) {
    let (low, high) = (panel.scale.low, panel.scale.high)
    let places = [(0, high), (panel.height / 2, (high + low) / 2), (panel.height - 1, low)]
    // As many digits as tell them apart, where there is room for these.
    let texts = (3...6).map { digits in
      places.map { Decimal.significant($0.1, digits: digits) }
    }
    let told = texts.first { Set($0).count == places.count } ?? texts[0]
    self.init([panel], labels: Dictionary(uniqueKeysWithValues: zip(places.map(\.0), told)))
  }

  /// The chart's lines, without spaces at their ends.
  var lines: [String] {
    let rows = (panels.first?.rows.indices ?? 0..<0).map { row in
      (labels[row] ?? "").leftPadded(to: Self.labelWidth) + " ┤"
        + panels.map { String($0.rows[row]) }.joined(separator: " │")
    }
    let rules = panels.map { String($0.rule) }.joined(separator: " └")
    let feet = panels.map { $0.foot.rightPadded(to: $0.width) }.joined(separator: "  ")
    return (rows + ["\(Self.margin)└\(rules)", "\(Self.margin) \(feet)"])
      .map(\.trimmingTrailingSpaces)
  }
}
