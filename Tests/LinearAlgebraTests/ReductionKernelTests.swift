import Glibc
import LinearAlgebra
import TestSupport
import Testing

/// Rows picked by index, sums over rows, counts of correct rows and sums of squares.
@Suite struct ReductionKernelTests {
  static let widths = [1, 2, 7, 16, 17, 33]

  @Test(arguments: KernelSet.all, widths + [15, 30, 48, 100])
  func gatherCopiesAndTransposesRows(_ set: KernelSet, width: Int) {
    for count in vectorCounts {
      let matrix = irregular(60 * width, salt: 1)
      let indices = (0..<count).map { Int32($0 * 7 % 60) }
      let (rows, columns) = withKernelMemory { memory in
        let output = memory.copy([Float](repeating: .nan, count: count * width))
        let other = memory.copy([Float](repeating: .nan, count: count * width))
        set.kernels.gather(
          memory.copy(matrix), rows: UnsafeBufferPointer(start: memory.copy(indices), count: count),
          into: Matrix(output, rows: count, columns: width),
          transposed: Matrix(other, rows: width, columns: count))
        return (output.values(count * width), other.values(count * width))
      }
      let expected = indices.flatMap { matrix[Int($0) * width..<(Int($0) + 1) * width] }
      #expect(rows == expected)
      #expect(columns == transposed(expected, rows: count))
    }
  }

  @Test(arguments: KernelSet.all, widths + [15, 30, 48, 100])
  func contiguousRowsAreTransposed(_ set: KernelSet, width: Int) {
    for count in vectorCounts {
      let matrix = irregular(count * width, salt: 1)
      let columns = withKernelMemory { memory in
        let output = memory.copy([Float](repeating: .nan, count: count * width))
        set.kernels.transpose(
          Matrix(memory.copy(matrix), rows: count, columns: width),
          into: Matrix(output, rows: width, columns: count))
        return output.values(count * width)
      }
      #expect(columns == transposed(matrix, rows: count))
    }
  }

  @Test(arguments: KernelSet.all, widths)
  func rowsAddUp(_ set: KernelSet, width: Int) {
    for rows in vectorCounts {
      for beta in [0, 1, 0.9] as [Float] {
        let matrix = irregular(rows * width, salt: 2)
        let old = beta == 0 ? [Float](repeating: .nan, count: width) : irregular(width, salt: 3)
        let sums = withKernelMemory { memory in
          let sums = memory.copy(old)
          set.kernels.sumRows(
            of: Matrix(memory.copy(transposed(matrix, rows: rows)), rows: width, columns: rows),
            into: sums, beta: beta)
          return sums.values(width)
        }
        let expected = (0..<width).map { column in
          (0..<rows).reduce(beta == 0 ? 0 : Double(beta) * Double(old[column])) {
            $0 + Double(matrix[$1 * width + column])
          }
        }
        #expect(worstError(sums, expected, floor: 1) < 2e-6, "\(rows) rows, beta \(beta)")
      }
    }
  }

  @Test(arguments: KernelSet.all, [2, 3, 10, 33])
  func classesAreScored(_ set: KernelSet, classes: Int) {
    for (rows, lanes) in [(64, 2), (256, 2), (1100, 1)] + vectorCounts.map({ ($0, 3) }) {
      let logits = irregular(rows * lanes * classes, salt: 4)
      let bias = irregular(lanes * classes, salt: 5, scale: 0.3)
      let labels = (0..<rows).map { Int32($0 * 5 % classes) }
      let (losses, counts) = withKernelMemory { memory in
        let counts = memory.copy([Int32](repeating: -1, count: lanes))
        let losses = memory.copy([Float](repeating: .nan, count: lanes))
        set.kernels.scoreClasses(
          Matrix(
            memory.copy(transposed(logits, rows: rows)), rows: lanes * classes, columns: rows),
          bias: memory.copy(bias), labels: memory.copy(labels), lanes: lanes, losses: losses,
          correct: counts)
        return (losses.values(lanes), counts.values(lanes))
      }
      // −ln of the label's share of the sum of exponentials.
      let expectedLosses = (0..<lanes).map { lane in
        (0..<rows).reduce(0.0) { loss, row in
          let z = (0..<classes).map { c in
            Double(logits[(row * lanes + lane) * classes + c] + bias[lane * classes + c])
          }
          return loss + log(z.reduce(0) { $0 + exp($1) }) - z[Int(labels[row])]
        }
      }
      #expect(worstError(losses, expectedLosses, floor: 0.3) < 2e-6)
      let expected = (0..<lanes).map { lane in
        (0..<rows).reduce(Int32(0)) { count, row in
          let z = (0..<classes).map { c in
            logits[(row * lanes + lane) * classes + c] + bias[lane * classes + c]
          }
          return count + (z.allSatisfy { $0 <= z[Int(labels[row])] } ? 1 : 0)
        }
      }
      #expect(counts == expected)
    }
  }

  @Test(arguments: KernelSet.all, Array(vectorCounts) + [1000])
  func squaresAreAddedToEachLane(_ set: KernelSet, block: Int) {
    let tensor = irregular(3 * block, salt: 6, scale: 2)
    let sums = withKernelMemory { memory in
      let sums = memory.copy([0, 10, -1] as [Float])
      set.kernels.addSquares(of: memory.copy(tensor), lanes: 3, block: block, to: sums)
      return sums.values(3)
    }
    let expected = (0..<3).map { lane in
      tensor[lane * block..<(lane + 1) * block]
        .reduce([0, 10, -1][lane]) { $0 + Double($1) * Double($1) }
    }
    #expect(worstError(sums, expected, floor: 1) < 2e-6)
  }

  @Test(arguments: KernelSet.all, [1, 5])
  func squaresAreAddedSideBySide(_ set: KernelSet, block: Int) {
    let lanes = LinearModel.lanes
    let tensor = irregular(lanes * block, salt: 6, scale: 2)
    let sums = withKernelMemory { memory in
      let sums = memory.copy((0..<lanes).map { Float($0) })
      set.kernels.addSquares(sideBySide: memory.copy(tensor), block: block, to: sums)
      return sums.values(lanes)
    }
    let expected = (0..<lanes).map { lane in
      (0..<block).reduce(Double(lane)) {
        $0 + Double(tensor[$1 * lanes + lane]) * Double(tensor[$1 * lanes + lane])
      }
    }
    #expect(worstError(sums, expected, floor: 1) < 2e-6)
  }

  @Test(arguments: KernelSet.all, [Float.nan, .infinity])
  func whatIsNotFiniteStaysInItsLane(_ set: KernelSet, value: Float) {
    withKernelMemory { memory in
      var tensor = [Float](repeating: 1, count: 60)
      tensor[33] = value  // lane 1 of 3
      let sums = memory.copy([0, 0, 0] as [Float])
      set.kernels.addSquares(of: memory.copy(tensor), lanes: 3, block: 20, to: sums)
      #expect(sums[0] == 20 && !sums[1].isFinite && sums[2] == 20)
    }
  }
}
