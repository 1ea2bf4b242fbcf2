import LinearAlgebra
import TestSupport
import Testing

/// Layers of few outputs against double precision.
@Suite struct NarrowLayerKernelTests {
  static let outputCounts = Array(1...ElementKernels.widestNarrowLayer)
  /// Lanes, inputs and rows; rows on both sides of whole vectors.
  static let shapes = [(1, 1, 1), (3, 5, 7), (2, 16, 16), (4, 33, 31), (5, 64, 32), (2, 17, 50)]

  @Test(arguments: KernelSet.all, outputCounts)
  func outputsMatch(_ set: KernelSet, outputs: Int) {
    for (lanes, inputs, rows) in Self.shapes {
      let h = irregular(lanes * inputs * rows, salt: 1)
      let w = irregular(lanes * outputs * inputs, salt: 2)
      let z = withKernelMemory { memory in
        let z = memory.copy([Float](repeating: .nan, count: lanes * outputs * rows))
        set.kernels.formNarrowOutputs(
          Matrix(z, rows: lanes * outputs, columns: rows),
          inputs: Matrix(memory.copy(h), rows: lanes * inputs, columns: rows),
          weights: Matrix(memory.copy(w), rows: lanes * outputs, columns: inputs), lanes: lanes)
        return z.values(lanes * outputs * rows)
      }
      let expected = z.indices.map { index in
        let (unit, row) = index.quotientAndRemainder(dividingBy: rows)
        return (0..<inputs).reduce(0.0) { sum, j in
          sum + Double(w[unit * inputs + j])
            * Double(h[(unit / outputs * inputs + j) * rows + row])
        }
      }
      #expect(worstError(z, expected, floor: 1) < 4e-6, "\(lanes) × \(inputs) × \(rows)")
    }
  }

  /// The update may go into the weights themselves, whose old values the gradient below needs.
  @Test(arguments: KernelSet.all, outputCounts)
  func gradientsMatch(_ set: KernelSet, outputs: Int) {
    for (lanes, inputs, rows) in Self.shapes {
      for (beta, isInPlace) in [(0, false), (0.9, false), (1, true)] as [(Float, Bool)] {
        let h = irregular(lanes * inputs * rows, salt: 1)
        let w = irregular(lanes * outputs * inputs, salt: 2)
        let d = irregular(lanes * outputs * rows, salt: 3)
        let old =
          isInPlace ? w : beta == 0 ? w.map { _ in .nan } : irregular(w.count, salt: 4)
        let (below, after) = withKernelMemory { memory in
          let weights = memory.copy(w)
          let destination = isInPlace ? weights : memory.copy(old)
          let below = memory.copy([Float](repeating: .nan, count: h.count))
          set.kernels.formNarrowGradients(
            Matrix(memory.copy(d), rows: lanes * outputs, columns: rows),
            inputs: Matrix(memory.copy(h), rows: lanes * inputs, columns: rows),
            weights: Matrix(weights, rows: lanes * outputs, columns: inputs), lanes: lanes,
            below: Matrix(below, rows: lanes * inputs, columns: rows), destination: destination,
            beta: beta)
          return (below.values(h.count), destination.values(w.count))
        }
        let expectedBelow = h.indices.map { index in
          let (unit, row) = index.quotientAndRemainder(dividingBy: rows)
          let (lane, j) = unit.quotientAndRemainder(dividingBy: inputs)
          return (0..<outputs).reduce(0.0) { sum, c in
            sum + Double(w[(lane * outputs + c) * inputs + j])
              * Double(d[(lane * outputs + c) * rows + row])
          }
        }
        let expected = w.indices.map { index in
          let (unit, j) = index.quotientAndRemainder(dividingBy: inputs)
          let start = beta == 0 ? 0 : Double(beta) * Double(old[index])
          return (0..<rows).reduce(start) { sum, row in
            sum + Double(d[unit * rows + row])
              * Double(h[(unit / outputs * inputs + j) * rows + row])
          }
        }
        #expect(worstError(below, expectedBelow, floor: 1) < 2e-6)
        #expect(worstError(after, expected, floor: 1) < 4e-6)
      }
    }
  }

  @Test(arguments: KernelSet.all, outputCounts)
  func whatIsNotFiniteStaysInItsLane(_ set: KernelSet, outputs: Int) {
    let (lanes, inputs, rows) = (3, 6, 40)
    var h = irregular(lanes * inputs * rows, salt: 1)
    h[(inputs + 2) * rows + 33] = .nan  // lane 1
    let z = withKernelMemory { memory in
      let z = memory.copy([Float](repeating: 0, count: lanes * outputs * rows))
      set.kernels.formNarrowOutputs(
        Matrix(z, rows: lanes * outputs, columns: rows),
        inputs: Matrix(memory.copy(h), rows: lanes * inputs, columns: rows),
        weights: Matrix(
          memory.copy(irregular(lanes * outputs * inputs, salt: 2)), rows: lanes * outputs,
          columns: inputs), lanes: lanes)
      return z.values(lanes * outputs * rows)
    }
    #expect(
      z.indices.filter { z[$0].isNaN } == (0..<outputs).map { (outputs + $0) * rows + 33 })
  }
}
