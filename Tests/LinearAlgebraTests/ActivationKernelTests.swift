import Glibc
import LinearAlgebra
import TestSupport
import Testing

/// Activations and their derivatives against double precision.
@Suite struct ActivationKernelTests {
  static let widths = [1, 2, 7, 8, 17]

  private func exact(_ activation: Activation, _ z: Double) -> Double {
    switch activation {
    case .relu: z < 0 ? 0 : z
    case .tanh: Glibc.tanh(z)
    case .sigmoid: 1 / (1 + exp(-z))
    }
  }

  /// Applies an activation to one row of inputs without bias.
  private func activate(_ inputs: [Float], _ activation: Activation, _ set: KernelSet) -> [Float] {
    withKernelMemory { memory in
      let z = memory.copy(inputs)
      set.kernels.activate(
        Matrix(z, rows: 1, columns: inputs.count), bias: memory.copy([0]), activation)
      return z.values(inputs.count)
    }
  }

  @Test(arguments: KernelSet.all, Activation.allCases)
  func activateAddsTheBiasOfEachUnit(_ set: KernelSet, activation: Activation) {
    for width in Self.widths {
      for rows in vectorCounts {
        let (inputs, bias) = (
          irregular(rows * width, salt: 1, scale: 4), irregular(width, salt: 2, scale: 2)
        )
        let values = withKernelMemory { memory in
          let z = memory.copy(transposed(inputs, rows: rows))
          set.kernels.activate(
            Matrix(z, rows: width, columns: rows), bias: memory.copy(bias), activation)
          return transposed(z.values(rows * width), rows: width)
        }
        let expected = inputs.indices.map {
          exact(activation, Double(inputs[$0] + bias[$0 % width]))
        }
        #expect(worstError(values, expected, floor: 1e-7) < 1e-6, "\(rows) × \(width)")
      }
    }
  }

  /// Over the whole range, less than two units in the last place (1.2e-7 each).
  @Test(arguments: KernelSet.all, [Activation.tanh, .sigmoid])
  func curvesAreAccurateEverywhere(_ set: KernelSet, activation: Activation) {
    let small = (0..<4000).map { Float(exp(Double($0) / 4000 * 60 - 60)) }
    let large = (0..<8000).map { Float($0) / 8000 * 87 }
    let inputs = (small + large).flatMap { [$0, -$0] }
    let values = activate(inputs, activation, set)
    let expected = inputs.map { exact(activation, Double($0)) }
    #expect(worstError(values, expected, floor: 0) < 2e-7)
    #expect(values.allSatisfy { abs($0) <= 1 })
  }

  /// Where the exponential overflows or vanishes, the limits are exact.
  @Test(arguments: KernelSet.all)
  func curvesReachTheirLimits(_ set: KernelSet) {
    let inputs: [Float] = [100, 1e4, 3e38, .infinity]
    #expect(activate(inputs, .tanh, set) == [1, 1, 1, 1])
    #expect(activate(inputs.map { -$0 }, .tanh, set) == [-1, -1, -1, -1])
    #expect(activate(inputs, .sigmoid, set) == [1, 1, 1, 1])
    #expect(activate(inputs.map { -$0 }, .sigmoid, set) == [0, 0, 0, 0])
    #expect(activate(inputs, .relu, set) == inputs)
    #expect(activate(inputs.map { -$0 }, .relu, set) == [0, 0, 0, 0])
    #expect(activate([0, -0.0], .tanh, set) == [0, 0])
    #expect(activate([0, -0.0], .sigmoid, set) == [0.5, 0.5])
  }

  @Test(arguments: KernelSet.all, Activation.allCases)
  func nanPassesAlone(_ set: KernelSet, activation: Activation) {
    var inputs = irregular(37, salt: 3)
    for index in [0, 17, 36] { inputs[index] = .nan }
    let values = activate(inputs, activation, set)
    #expect(values.indices.filter { values[$0].isNaN } == [0, 17, 36])
  }

  @Test(arguments: KernelSet.all, Activation.allCases)
  func backwardMultipliesAndAddsUp(_ set: KernelSet, activation: Activation) {
    for width in Self.widths {
      for rows in vectorCounts {
        let beta: Float = [0, 1, 0.9][rows % 3]
        let gradient = irregular(rows * width, salt: 4, scale: 2)
        let activations = irregular(rows * width, salt: 5).map {
          Float(exact(activation, 3 * Double($0)))
        }
        // With beta 0 the old sums are ignored, even NaN.
        let old = beta == 0 ? [Float](repeating: .nan, count: width) : irregular(width, salt: 6)
        let (values, sums) = withKernelMemory { memory in
          let d = memory.copy(transposed(gradient, rows: rows))
          let h = memory.copy(transposed(activations, rows: rows))
          let sums = memory.copy(old)
          set.kernels.activateBackward(
            Matrix(d, rows: width, columns: rows),
            activations: Matrix(h, rows: width, columns: rows), activation, sums: sums, beta: beta)
          return (transposed(d.values(rows * width), rows: width), sums.values(width))
        }
        let expected = gradient.indices.map { index in
          let h = Double(activations[index])
          let derivative =
            switch activation {
            case .relu: h > 0 ? 1.0 : 0
            case .tanh: 1 - h * h
            case .sigmoid: h * (1 - h)
            }
          return Double(gradient[index]) * derivative
        }
        let expectedSums = (0..<width).map { column in
          (0..<rows).reduce(beta == 0 ? 0 : Double(beta) * Double(old[column])) {
            $0 + expected[$1 * width + column]
          }
        }
        #expect(worstError(values, expected, floor: 0.1) < 1e-6, "\(rows) × \(width)")
        #expect(worstError(sums, expectedSums, floor: 1) < 3e-6, "\(rows) × \(width)")
      }
    }
  }

  /// A dead unit passes nothing back, not even what is not finite; a NaN activation passes.
  @Test(arguments: KernelSet.all)
  func backwardOfReluStopsAtDeadUnits(_ set: KernelSet) {
    withKernelMemory { memory in
      let d = memory.copy([Float.infinity, .nan, 2, 3, 4])
      let h = memory.copy([Float(0), 0, 0, 1, .nan])
      let sums = memory.copy([Float](repeating: 0, count: 5))
      set.kernels.activateBackward(
        Matrix(d, rows: 5, columns: 1), activations: Matrix(h, rows: 5, columns: 1), .relu,
        sums: sums, beta: 0)
      #expect(d.values(5) == [0, 0, 0, 3, 4])
    }
  }
}
