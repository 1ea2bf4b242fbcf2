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
      let found = withSubnormalsFlushed { predictions(of: tile, metrics, rows: rows) }
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
    let features = dataset.features
    let last = tile.network.layers.count - 1
    let layer = tile.network.layers[last]
    let bias = tile.buffers.parameters + layer.biases
    var outputs = [Double](repeating: 0, count: layer.outputs)
    let size = GatheredRows.evaluationRows
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: size) {
      let count = min(size, rows.upperBound - first)
      kernels.transpose(
        features.row(first), count: count, width: features.columnCount, into: batch.input)
      tile.forward(Matrix(batch.input, rows: features.columnCount, columns: count))
      let matrix = tile.outputs(of: last, rows: count)
      for lane in tile.lanes.indices {
        for row in 0..<count {
          for output in 0..<layer.outputs {
            let place = lane * layer.outputs + output
            outputs[output] = Double(
              matrix.pointer[place * matrix.stride + row] + bias[place])
          }
          body(lane, outputs)
        }
      }
    }
  }
}
