import LinearAlgebra
import TestSupport
import Testing

/// Squared errors against double precision.
@Suite struct SquaredErrorKernelTests {
  @Test(arguments: KernelSet.all, [1, 2, 7])
  func squaredErrorMatches(_ set: KernelSet, lanes: Int) {
    for rows in vectorCounts {
      let predictions = irregular(rows * lanes, salt: 1, scale: 3)
      let (bias, targets) = (irregular(lanes, salt: 2), irregular(rows, salt: 3, scale: 2))
      let scale = irregular(lanes, salt: 4).map { $0 - 2 }
      let (gradient, losses) = withKernelMemory { memory in
        let z = memory.copy(transposed(predictions, rows: rows))
        let losses = memory.copy([Float](repeating: .nan, count: lanes))
        set.kernels.squaredError(
          Matrix(z, rows: lanes, columns: rows), bias: memory.copy(bias),
          targets: memory.copy(targets), scale: memory.copy(scale), losses: losses)
        return (transposed(z.values(rows * lanes), rows: lanes), losses.values(lanes))
      }
      let errors = predictions.indices.map {
        Double(predictions[$0]) + Double(bias[$0 % lanes]) - Double(targets[$0 / lanes])
      }
      let expectedLosses = (0..<lanes).map { lane in
        (0..<rows).reduce(0) { $0 + errors[$1 * lanes + lane] * errors[$1 * lanes + lane] }
      }
      #expect(
        worstError(
          gradient, errors.indices.map { 2 * errors[$0] * Double(scale[$0 % lanes]) },
          floor: 1) < 1e-6)
      #expect(worstError(losses, expectedLosses, floor: 0.1) < 2e-6)
    }
  }

  @Test(arguments: KernelSet.all, [Float.nan, .infinity, -.infinity])
  func whatIsNotFiniteStaysInItsLane(_ set: KernelSet, value: Float) {
    withKernelMemory { memory in
      let z = memory.copy([1, 1, value, 1, 1, 1])  // 3 lanes of 2 rows
      let losses = memory.copy([Float](repeating: 0, count: 3))
      set.kernels.squaredError(
        Matrix(z, rows: 3, columns: 2), bias: memory.copy([Float](repeating: 0, count: 3)),
        targets: memory.copy([0, 3]), scale: memory.copy([1, 1, 1]), losses: losses)
      // Errors 1 − 0 and 1 − 3: a loss of 1 + 4, gradients 2 and −4.
      #expect(losses[0] == 5 && losses[2] == 5 && !losses[1].isFinite)
      let gradient = z.values(6)
      #expect([0, 1, 3, 4, 5].map { gradient[$0] } == [2, -4, -4, 2, -4])
      #expect(!gradient[2].isFinite)
    }
  }
}
