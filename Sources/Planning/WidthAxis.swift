import Training

/// The hidden layers of a model: a width each, or a range of widths that may be drawn or combined.
package struct WidthAxis: Sendable, Hashable {
  /// From the features on.
  private let layers: [NumberAxis<Int>]

  /// The layers of one model.
  init(_ layers: [NumberAxis<Int>]) { self.layers = layers }

  /// The layers that are ranges.
  var ranges: [NumberAxis<Int>] {
    layers.filter { if case .range = $0 { true } else { false } }
  }

  /// The widths of every combination, the extremes of what has no count.
  var models: [[Int]] {
    layers.reduce([[]]) { models, layer in
      models.flatMap { model in layer.extremes.map { model + [$0] } }
    }
  }

  /// The widths at a point of the unit cube that has a coordinate for each range.
  func widths(at point: [Double]) -> [Int] {
    var rest = point[...]
    return layers.map { layer in
      switch layer {
      case .list(let values): values[0]
      case .range(let range): range.value(at: rest.popFirst() ?? 0.5)
      }
    }
  }
}
