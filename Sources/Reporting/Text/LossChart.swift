import Glibc

/// A small chart of the loss over the learning rate, in text.
///
/// Each column of characters is a stretch of log η, and shows the mean of the losses in it.
package struct LossChart: Sendable {
  /// Points with rising learning rates.
  package var points: [(learningRate: Double, loss: Double)]
  /// The recommended rate; nil where there is none.
  package var recommended: Double?
  /// The range of rates around it.
  package var range: ClosedRange<Double>?
  /// Other rates that were trained with, which the axis has to hold.
  package var tried: [Double]

  private static let width = 60
  private static let height = 10
  /// How far above the first loss the chart reaches, as a share of what the loss fell; a diverging
  /// tail beyond it is cut off.
  private static let headroom = 0.25
  /// The shares of the losses up to the lowest one, and of all, that are in the chart at least: the
  /// first batch of a heavy-tailed target may have a far lower loss than the others.
  private static let shown = (falling: 0.9, all: 0.5)
  private static let labelWidth = 8

  package init(
    points: [(learningRate: Double, loss: Double)], recommended: Double? = nil,
    range: ClosedRange<Double>? = nil, tried: [Double] = []
  ) {
    self.points = points
    self.recommended = recommended
    self.range = range
    self.tried = tried
  }

  /// The chart's lines; empty where there is nothing to show.
  package func lines(_ style: Style) -> [String] {
    guard let first = points.first, let last = points.last, last.learningRate > first.learningRate
    else { return [] }
    let rates = [first.learningRate, last.learningRate] + tried + (recommended.map { [$0] } ?? [])
    let left = log10(rates.min() ?? first.learningRate)
    let right = log10(rates.max() ?? last.learningRate)
    func column(_ learningRate: Double) -> Int {
      let share = (log10(learningRate) - left) / (right - left)
      return min(Self.width - 1, max(0, Int((share * Double(Self.width - 1)).rounded())))
    }

    let low = points.map(\.loss).min() ?? 0
    let fall = max(first.loss - low, 0.05 * abs(first.loss), .leastNormalMagnitude)
    let falling = points.prefix { $0.loss > low }.map(\.loss) + [low]
    let high = max(
      first.loss + Self.headroom * fall, Self.quantile(Self.shown.falling, of: falling),
      Self.quantile(Self.shown.all, of: points.map(\.loss)))
    func row(_ loss: Double) -> Int {
      let share = min(1, max(0, (high - loss) / (high - low)))
      return Int((share * Double(Self.height - 1)).rounded())
    }

    var grid = [[Character]](
      repeating: [Character](repeating: " ", count: Self.width), count: Self.height)
    if let recommended {
      for index in grid.indices { grid[index][column(recommended)] = "│" }
    }
    for (column, losses) in losses(by: column) where losses.contains(where: { $0 <= high }) {
      let mean = losses.reduce(0, +) / Double(losses.count)
      grid[row(mean)][column] = "•"
    }

    let labels = [0: high, Self.height / 2: (high + low) / 2, Self.height - 1: low]
    var lines = grid.indices.map { index in
      let label = labels[index].map { Decimal.significant($0) } ?? ""
      return "\(label.leftPadded(to: Self.labelWidth)) ┤\(String(grid[index]))"
    }
    lines.append(contentsOf: axis(left: left, right: right, column: column))
    return lines.map { $0.trimmingTrailingSpaces }.map { style.faint($0) }
  }

  /// The number below which a share of some numbers lies.
  private static func quantile(_ share: Double, of numbers: [Double]) -> Double {
    numbers.sorted()[Int(share * Double(numbers.count - 1))]
  }

  private func losses(by column: (Double) -> Int) -> [Int: [Double]] {
    Dictionary(grouping: points) { column($0.learningRate) }.mapValues { $0.map(\.loss) }
  }

  /// The line below the chart with the range, and the decades under it.
  private func axis(left: Double, right: Double, column: (Double) -> Int) -> [String] {
    var rule = [Character](repeating: "─", count: Self.width)
    var labels = [Character](repeating: " ", count: Self.width + Self.labelWidth)
    let stride = right - left > 9 ? 2 : 1
    for decade in Int(left.rounded(.up))...max(Int(left.rounded(.up)), Int(right.rounded(.down)))
    where decade.isMultiple(of: stride) {
      let position = column(pow(10, Double(decade)))
      rule[position] = "┴"
      for (offset, character) in "1e\(decade)".enumerated() {
        labels[position + offset] = character
      }
    }
    if let range {
      for position in column(range.lowerBound)...column(range.upperBound) { rule[position] = "━" }
    }
    if let recommended { rule[column(recommended)] = "┷" }
    let margin = String(repeating: " ", count: Self.labelWidth + 1)
    return ["\(margin)└\(String(rule))", "\(margin) \(String(labels))"]
  }
}

extension String {
  /// The text with spaces before it, up to a width.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// The text with spaces behind it, up to a width.
  func rightPadded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
