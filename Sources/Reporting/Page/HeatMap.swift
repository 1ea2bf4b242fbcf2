import Experiment
import Statistics

/// The lowest mean loss for each pair of a learning rate and a value of another axis, whatever the rest is.
struct HeatMap: Sendable {
  /// What stands in a cell; nil where the pair was not trained.
  enum Cell: Sendable, Hashable {
    case loss(Double, rank: Int)
    /// With every setting a training diverged.
    case diverged(rank: Int)
  }

  /// What is told upwards.
  var axis: String
  /// By rising rate.
  var rates: [Double]
  /// The values of the other axis.
  var values: [String]
  /// Value by value, rate by rate.
  var cells: [[Cell?]]
  /// The loss above which nothing is gained: the darkest and the lightest colour lie between the best
  /// and this.
  var worst: Double?

  /// The most rates and values that are legible.
  private static let (mostRates, mostValues) = (60, 40)

  /// Nil where nothing varies in one of them, or more than can be shown.
  ///
  /// - Parameters:
  ///   - summary: What a sweep found.
  ///   - axis: What the other axis is called.
  ///   - value: Its value, and what the values are ordered by.
  init?(
    _ summary: SweepSummary, axis: String,
    value: (Configuration) -> (text: String, order: Double)
  ) {
    self.axis = axis
    var orders: [String: Double] = [:]
    var best: [String: [Double: Cell]] = [:]
    // By rising rank: the first is the best.
    for entry in summary.entries {
      let (text, order) = value(entry.configuration)
      orders[text] = orders[text] ?? order
      let rate = entry.configuration.learningRate
      switch best[text]?[rate] {
      case .loss: continue
      case .diverged, nil:
        let cell = entry.soundLoss.map { Cell.loss($0, rank: entry.rank) }
        guard best[text]?[rate] == nil || cell != nil else { continue }
        best[text, default: [:]][rate] = cell ?? .diverged(rank: entry.rank)
      }
    }
    let rates = Set(summary.entries.map(\.configuration.learningRate)).sorted()
    let values = orders.keys.sorted {
      let (first, second) = (orders[$0] ?? 0, orders[$1] ?? 0)
      return first == second ? $0 < $1 : first < second
    }
    cells = values.map { value in rates.map { rate in best[value]?[rate] } }
    (self.rates, self.values) = (rates, values)
    worst = summary.untrainedLoss
    guard (2...Self.mostRates).contains(rates.count), (2...Self.mostValues).contains(values.count)
    else { return nil }
  }

  /// The picture; each cell leads to the row of its best configuration.
  func picture(description: String) -> String {
    let left = min(300, max(82, Double(values.map(\.count).max() ?? 0) * 8 + 16))
    let width = 842 - left
    let side = width / Double(rates.count)
    let height = min(44, max(20, 300 / Double(values.count)))
    var drawing = SVGDrawing(
      width: 860, height: 20 + height * Double(values.count) + 62)
    let losses = cells.joined().compactMap { cell -> Double? in
      if case .loss(let loss, _)? = cell { loss } else { nil }
    }
    let shades = Shades(losses, worst: worst)
    for (row, value) in values.enumerated() {
      let y = 12 + height * Double(row)
      drawing.text(
        value.shown(atMost: 42), at: (left - 8, y + height / 2 + 4), anchor: .end)
      for (column, rate) in rates.enumerated() {
        let x = left + side * Double(column)
        draw(
          cells[row][column], "\(value.shown(atMost: 80)), η \(Decimal.significant(rate))",
          (x, y, side, height), shades, on: &drawing)
      }
    }
    let bottom = 12 + height * Double(values.count)
    let longest = rates.map { Decimal.significant($0, digits: 2).count }.max() ?? 1
    let every = max(1, Int((Double(longest) * 8 / side).rounded(.up)))
    for (column, rate) in rates.enumerated() where column % every == 0 {
      drawing.text(
        Decimal.significant(rate, digits: 2),
        at: (left + side * (Double(column) + 0.5), bottom + 18),
        anchor: .middle)
    }
    drawing.text(
      "learning rate η", at: (left + width / 2, bottom + 42), anchor: .middle, class: "n")
    return drawing.element(description: description)
  }

  private func draw(
    _ cell: Cell?, _ place: String, _ box: (x: Double, y: Double, width: Double, height: Double),
    _ shades: Shades, on drawing: inout SVGDrawing
  ) {
    let middle = (x: box.x + box.width / 2, y: box.y + box.height / 2)
    switch cell {
    case nil:
      drawing.rectangle(
        x: box.x, y: box.y, width: box.width, height: box.height, class: "none cell",
        title: "\(place): not trained")
    case .diverged(let rank)?:
      drawing.group(link: "#c\(rank)") { drawing in
        drawing.rectangle(
          x: box.x, y: box.y, width: box.width, height: box.height, class: "none cell",
          title: "\(place): diverged")
        drawing.cross(middle, radius: 4.5, class: "x s1")
      }
    case .loss(let loss, let rank)?:
      let shade = shades.shade(of: loss)
      drawing.group(link: "#c\(rank)") { drawing in
        drawing.rectangle(
          x: box.x, y: box.y, width: box.width, height: box.height, class: "q\(shade) cell",
          title: "\(place): \(Decimal.significant(loss))")
        if box.width > 44 {
          drawing.text(
            Decimal.significant(loss, digits: 3), at: (middle.x, middle.y + 4), anchor: .middle,
            class: shade < 4 ? "on small" : "off-dark small")
        }
      }
    }
  }
}

/// Which of eight shades a loss has: the best the strongest.
struct Shades {
  static let count = 8
  private let sorted: [Double]

  /// Equal steps between quantiles, so that a few wild losses do not take all shades.
  ///
  /// - Parameters:
  ///   - losses: The losses.
  ///   - worst: One above it has the weakest shade.
  init(_ losses: [Double], worst: Double?) {
    sorted = losses.filter { $0.isFinite && $0 < worst ?? .infinity }.sorted()
  }

  func shade(of loss: Double) -> Int {
    guard let last = sorted.last, loss <= last else { return Self.count - 1 }
    let below = sorted.partitioningIndex { $0 >= loss }
    return min(Self.count - 1, below * Self.count / max(1, sorted.count))
  }
}

extension [Double] {
  /// The first place at which something holds that holds at all places behind it.
  fileprivate func partitioningIndex(where holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
