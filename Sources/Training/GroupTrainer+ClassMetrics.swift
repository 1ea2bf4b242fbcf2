import Glibc
import LinearAlgebra
import Tabular

extension GroupTrainer {
  /// The metrics of every lane that only matter where classes are unequal; see
  /// `Metric.ofUnequalClasses`.
  ///
  /// - Parameter rows: The rows that are predicted; not empty.
  /// - Returns: One dictionary a lane; empty for a lane that has diverged, or without classes.
  /// - Complexity: One forward pass over the rows for each lane, and a sort of them for each class.
  package func classMetrics(rows: Range<Int>) -> [[Metric: Double]] {
    guard case .classes(let labels, let names) = dataset.targets, !rows.isEmpty else {
      return lanes.map { _ in [:] }
    }
    let metrics = ClassMetrics(labels: labels[rows], classes: names.count)
    return tiles.flatMap { tile in
      let found = withSubnormalsFlushed {
        tile.atEvaluationPoint { predictions(of: tile, metrics, rows: rows) }
      }
      return tile.lanes.indices.map { lane -> [Metric: Double] in
        guard tile.divergedAt[lane] == nil, !found.isBroken[lane] else { return [:] }
        var values: [Metric: Double] = [:]
        values[.balancedAccuracy] = metrics.balancedAccuracy(found.classes[lane])
        values[.auc] = found.areas[lane].finiteMean
        return values
      }
    }
  }

  /// What the lanes of a tile predict.
  private struct Predictions {
    /// The likeliest class of each row, lane by lane.
    var classes: [[Int32]]
    /// The area under the curve of each class, lane by lane.
    var areas: [[Double]]
    /// Whether an output of a lane is not finite.
    var isBroken: [Bool]
  }

  /// The most probabilities that are held at once; of more classes the rows are passed forward
  /// several times.
  private static let mostProbabilities = 1 << 21

  private func predictions(
    of tile: LaneTile, _ metrics: ClassMetrics, rows: Range<Int>
  ) -> Predictions {
    let laneCount = tile.lanes.count
    var found = Predictions(
      classes: Array(repeating: [], count: laneCount),
      areas: Array(repeating: [], count: laneCount),
      isBroken: Array(repeating: false, count: laneCount))
    let wanted = metrics.rankedClasses
    let step = max(1, Self.mostProbabilities / (laneCount * rows.count))
    // Even without a class to rank the predictions are wanted.
    for first in stride(from: 0, to: max(1, wanted.count), by: step) {
      let part = wanted[first..<min(first + step, wanted.count)]
      var probabilities = part.map { _ in [[Double]](repeating: [], count: laneCount) }
      forEachOutput(of: tile, rows: rows) { lane, outputs in
        guard let likeliest = outputs.indices.max(by: { outputs[$0] < outputs[$1] }) else { return }
        let top = outputs[likeliest]
        let total = outputs.reduce(0) { $0 + exp($1 - top) }
        if !total.isFinite { found.isBroken[lane] = true }
        if first == 0 {
          // The first of equal ones, as numpy's `argmax` has it.
          let place = outputs.firstIndex(of: top) ?? likeliest
          found.classes[lane].append(Int32(place))
        }
        for (place, index) in part.enumerated() {
          probabilities[place][lane].append(exp(outputs[index] - top) / total)
        }
      }
      for (place, index) in part.enumerated() {
        for lane in 0..<laneCount where !found.isBroken[lane] {
          if let area = metrics.auc(probabilities[place][lane], of: index) {
            found.areas[lane].append(area)
          }
        }
      }
    }
    return found
  }

  /// Visits the outputs of every lane for every row, in the order of rows.
  private func forEachOutput(
    of tile: LaneTile, rows: Range<Int>, _ body: (_ lane: Int, _ outputs: [Double]) -> Void
  ) {
    if tile.network.isSideBySide { return tile.forEachOutputSideBySide(rows: rows, body) }
    let features = dataset.features
    let size = GatheredRows.evaluationRows
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: size) {
      let count = min(size, rows.upperBound - first)
      let input = batch.input(rows: count)
      kernels.transpose(features.row(first), stride: features.columnCount, into: input)
      tile.forEachPass { lanes in
        tile.forward(input, lanes: lanes)
        for lane in lanes {
          tile.forEachRow(count, ofLane: lane, among: lanes) { body(lane, $0) }
        }
      }
    }
  }
}

extension LaneTile {
  /// Visits the outputs of a lane that was passed forward, row by row.
  ///
  /// A narrow head, which a step does in one kernel with its loss, is done here in double precision.
  fileprivate func forEachRow(
    _ rows: Int, ofLane lane: Int, among lanes: Range<Int>, _ body: ([Double]) -> Void
  ) {
    let last = network.layers.count - 1
    let layer = network.layers[last]
    let own = lane..<lane + 1
    let bias = biases(last, lanes: own, in: point)
    var outputs = [Double](repeating: 0, count: layer.outputs)
    guard network.hasNarrowHead else {
      let matrix = self.outputs(of: last, lanes: lanes, rows: rows)
      let start = (lane - lanes.lowerBound) * layer.outputs
      for row in 0..<rows {
        for output in 0..<layer.outputs {
          outputs[output] = Double(
            matrix.pointer[(start + output) * matrix.stride + row] + bias[output])
        }
        body(outputs)
      }
      return
    }
    let hidden = self.outputs(of: last - 1, lanes: lanes, rows: rows)
    kernels.activate(
      hidden, bias: biases(last - 1, lanes: lanes, in: point),
      settings.model.activation)
    let matrix = weights(last, lanes: own, in: point)
    let start = (lane - lanes.lowerBound) * layer.inputs
    for row in 0..<rows {
      for output in 0..<layer.outputs {
        var sum = Double(bias[output])
        for input in 0..<layer.inputs {
          let weight = Double(matrix.pointer[output * matrix.stride + input])
          sum += weight * Double(hidden.pointer[(start + input) * hidden.stride + row])
        }
        outputs[output] = sum
      }
      body(outputs)
    }
  }
}
