/// The field of characters that a chart is drawn on.
struct ChartPanel {
  let width: Int
  let height: Int
  /// The values upwards: the high end is the first row.
  let scale: PlotScale
  /// By rows, then columns.
  private(set) var rows: [[Character]]
  /// The line below the rows.
  var rule: [Character]
  /// What is written below the line.
  var foot = ""

  init(width: Int, height: Int, scale: PlotScale) {
    self.width = width
    self.height = height
    self.scale = scale
    rows = Array(repeating: Array(repeating: " ", count: width), count: height)
    rule = Array(repeating: "─", count: width)
  }

  /// The row of a value; what is beyond the scale, or no number, is at its ends.
  func row(of value: Double) -> Int {
    Int((min(1, max(0, scale.depth(of: value))) * Double(height - 1)).rounded())
  }

  /// Marks the place of a value.
  mutating func mark(_ value: Double, column: Int, with character: Character) {
    rows[row(of: value)][column] = character
  }

  /// Marks a place.
  mutating func mark(row: Int, column: Int, with character: Character) {
    rows[row][column] = character
  }

  /// Draws a level line.
  mutating func drawLine(at value: Double, with character: Character) {
    rows[row(of: value)] = Array(repeating: character, count: width)
  }

  /// Draws an upright line.
  mutating func drawLine(column: Int, with character: Character) {
    for row in rows.indices { rows[row][column] = character }
  }

  /// Writes the ends of the axis to the right below it; the left one alone where both do not fit.
  mutating func label(from low: Double, to high: Double) {
    let ends = [3, 1].map { digits in
      (Decimal.significant(low, digits: digits), Decimal.significant(high, digits: digits))
    }
    let fitting = ends.first { $0.0.count + $0.1.count < width }
    foot = fitting.map { $0.0 + $0.1.leftPadded(to: width - $0.0.count) } ?? ends[1].0
  }

  /// Writes the first step at the left and the last one below a column.
  mutating func label(steps first: Int, to last: String, endingAt column: Int) {
    foot = "\(first)" + last.leftPadded(to: column)
  }
}
