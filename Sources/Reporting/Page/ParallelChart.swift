import Experiment
import Statistics

/// Parallel coordinates: an upright line a varying axis and one for the loss, and a line through them a
/// configuration.
struct ParallelChart: Sendable {
  struct UprightAxis: Sendable {
    var name: String
    /// Where a configuration crosses it: 0 at the bottom, 1 at the top.
    var places: [Double]
    /// What is written beside it.
    var marks: [(place: Double, text: String)]
  }

  var axes: [UprightAxis]
  /// By rising rank.
  var ranks: [Int]
  var shades: [Int?]

  /// Nil where fewer than two axes vary.
  ///
  /// - Parameters:
  ///   - summary: What a sweep found.
  ///   - lossName: What the loss is called.
  init?(_ summary: SweepSummary, lossName: String) {
    let entries = summary.entries
    let configurations = entries.map(\.configuration)
    let varying = Axis.of(configurations).filter { axis in
      Set(configurations.map(axis.value)).count > 1
    }
    guard varying.count > 1 else { return nil }
    axes = varying.map { axis in Self.axis(axis, configurations) }
    axes.append(Self.lossAxis(entries, lossName, untrained: summary.untrainedLoss))
    ranks = entries.map(\.rank)
    let shades = Shades(entries.compactMap(\.soundLoss), worst: summary.untrainedLoss)
    self.shades = entries.map { $0.soundLoss.map(shades.shade) }
  }

  private static func axis(_ axis: Axis, _ configurations: [Configuration]) -> UprightAxis {
    let values = configurations.map(axis.value)
    let numbers = values.map { value -> Double? in
      switch value {
      case .number(let number): number
      case .integer(let number): Double(number)
      case .text, .widths: nil
      }
    }
    let known = numbers.compactMap { $0 }
    guard known.count == values.count, let low = known.min(), let high = known.max(), low < high,
      Set(known).count > 6
    else {
      // Few values stand at equal distances, each with its name.
      let distinct = Set(values).sorted { first, second in
        switch (first, second) {
        case (.number(let first), .number(let second)): first < second
        case (.integer(let first), .integer(let second)): first < second
        default: first.text < second.text
        }
      }
      let step = 1 / Double(max(1, distinct.count - 1))
      let places = Dictionary(
        uniqueKeysWithValues: distinct.enumerated().map { ($1, Double($0) * step) })
      let every = max(1, distinct.count / 24)
      return UprightAxis(
        name: axis.name, places: values.map { places[$0] ?? 0 },
        marks: distinct.enumerated().filter { $0.offset % every == 0 }.map { index, value in
          (place: Double(index) * step, text: value.text.isEmpty ? axis.absence : value.text)
        })
    }
    let scale = PlotScale(low: low, high: high, isLogarithmic: low > 0 && high / low > 10)
    return UprightAxis(
      name: axis.name, places: known.map(scale.position),
      marks: scale.ticks.filter { !$0.label.isEmpty }.map {
        (place: scale.position(of: $0.value), text: $0.label)
      })
  }

  /// What diverged, or ended above the loss before training, stands at the top.
  private static func lossAxis(
    _ entries: [SweepSummary.Entry], _ name: String, untrained: Double?
  ) -> UprightAxis {
    let losses = entries.map(\.soundLoss)
    let sound = losses.compactMap { $0 }
    let low = sound.min() ?? 0
    let high = max(min(sound.max() ?? 1, untrained ?? .infinity), low)
    let scale = PlotScale(
      low: low, high: high > low ? high : low + 1, isLogarithmic: low > 0 && high / low > 10)
    let top = 0.93
    var marks: [(place: Double, text: String)] = scale.ticks.filter { !$0.label.isEmpty }.map {
      (place: top * scale.position(of: $0.value), text: $0.label)
    }
    if sound.count < losses.count { marks.append((place: 1, text: "diverged")) }
    let places: [Double] = losses.map { loss in
      guard let loss else { return 1 }
      return top * min(1, max(0, scale.position(of: loss)))
    }
    return UprightAxis(name: name, places: places, marks: marks)
  }

  private static let (top, bottom) = (44.0, 384.0)

  /// The picture, which a script makes to be brushed.
  ///
  /// - Parameters:
  ///   - table: The id of the table with the configurations.
  ///   - description: What is seen in it.
  /// - Returns: The element.
  func picture(table: String, description: String) -> String {
    let (left, right) = (70.0, 800.0)
    let step = (right - left) / Double(axes.count - 1)
    var drawing = SVGDrawing(width: 860, height: 400)
    func y(_ place: Double) -> Double { Self.bottom - (Self.bottom - Self.top) * place }
    // The best are drawn last, so that they are seen.
    for index in ranks.indices.reversed() {
      let places: [(x: Double, y: Double)] = axes.enumerated().map { place, axis in
        (x: left + step * Double(place), y: y(axis.places[index]))
      }
      drawing.polyline(
        places,
        class: shades[index].map { "q\($0)" } ?? "xd", extra: " data-r=\"\(ranks[index])\"")
    }
    for (index, axis) in axes.enumerated() {
      let x = left + step * Double(index)
      let isLast = index == axes.count - 1
      drawing.group(class: "axis", extra: " data-name=\"\(axis.name.shown(atMost: 80).inHTML)\"") {
        drawing in
        drawing.line((x, Self.top), (x, Self.bottom), class: "a")
        drawing.text(
          axis.name.shown(atMost: 24), at: (x, Self.top - 18), anchor: .middle, class: "n")
        for mark in axis.marks {
          drawing.line((x - 3, y(mark.place)), (x + 3, y(mark.place)), class: "a")
          drawing.text(
            mark.text.shown(atMost: 22), at: (isLast ? x + 7 : x - 7, y(mark.place) + 4),
            anchor: isLast ? .start : .end, class: "small halo")
        }
        drawing.rectangle(x: x - 8, y: Self.top, width: 16, height: 0, class: "brush")
        drawing.rectangle(
          x: x - 16, y: Self.top, width: 32, height: Self.bottom - Self.top, class: "grip")
      }
    }
    let element = drawing.element(description: description, class: "pc")
    let mark = "<svg "
    return mark + "data-rows=\"\(table.inHTML)\" data-top=\"\(SVGDrawing.number(Self.top))\" "
      + "data-bottom=\"\(SVGDrawing.number(Self.bottom))\" " + element.dropFirst(mark.count)
  }
}
