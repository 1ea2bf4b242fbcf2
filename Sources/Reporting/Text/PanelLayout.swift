/// How panels of a text chart stand beside each other within a width.
struct PanelLayout {
  /// The panels of a row.
  let inRow: Int
  /// The width of each.
  let width: Int
  /// The width of the terminal.
  let columns: Int

  private static let narrowest = 16
  private static let widest = [1: 60, 2: 32, 3: 21, 4: 16]
  /// What stands before the first panel, and between two.
  private static let margin = TextChart.labelWidth + 2
  private static let gap = 2

  /// - Parameters:
  ///   - panels: How many there are.
  ///   - columns: The width of the terminal.
  init(panels: Int, columns: Int) {
    self.columns = columns
    let room = columns - Self.margin
    let fitting = max(1, (room + Self.gap) / (Self.narrowest + Self.gap))
    inRow = min(max(1, panels), fitting, Self.widest.count)
    width = max(
      1, min(Self.widest[inRow] ?? Self.narrowest, (room + Self.gap) / inRow - Self.gap))
  }

  /// Charts of the panels, row by row.
  ///
  /// - Parameters:
  ///   - items: What there is a panel for.
  ///   - chart: The lines of a row.
  /// - Returns: The lines of all rows.
  func rows<Item>(of items: [Item], chart: ([Item]) -> [String]) -> [String] {
    stride(from: 0, to: items.count, by: inRow).flatMap { first in
      chart(Array(items[first..<min(items.count, first + inRow)]))
    }
  }

  /// What a panel of a learning rate is called, short enough to stand above it.
  func title(_ learningRate: Double) -> String {
    let text = "η = \(Decimal.learningRate(learningRate))"
    return text.count <= width ? text : "η = \(Decimal.significant(learningRate))"
  }

  /// A line of titles above the panels of a row.
  func heading(_ titles: [String]) -> String {
    "\(TextChart.margin) \(titles.map { $0.rightPadded(to: width) }.joined(separator: "  "))"
      .trimmingTrailingSpaces
  }
}
