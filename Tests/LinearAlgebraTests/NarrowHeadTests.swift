import Glibc
import LinearAlgebra
import TestSupport
import Testing

/// The end of a network with few outputs, forward, through the loss and back, against double precision.
@Suite struct NarrowHeadTests {
  static let outputCounts = Array(1...NarrowHead.mostOutputs)
  static let units = [1, 4, 7]

  /// What goes in, and what it should give.
  private struct Problem {
    let (units, outputs, rows): (Int, Int, Int)
    let activation: Activation
    /// (units, rows).
    let entering: [Float]
    let hiddenBias: [Float]
    /// (outputs, units).
    let weights: [Float]
    let bias: [Float]
    let labels: [Int32]
    let targets: [Float]
    let isRegression: Bool
    let scale: Float = 0.7

    init(units: Int, outputs: Int, rows: Int, activation: Activation) {
      (self.units, self.outputs, self.rows) = (units, outputs, rows)
      self.activation = activation
      isRegression = outputs == 1
      entering = irregular(units * rows, salt: 1, scale: 2)
      hiddenBias = irregular(units, salt: 2, scale: 0.5)
      weights = irregular(outputs * units, salt: 3)
      bias = irregular(outputs, salt: 4, scale: 0.3)
      labels = (0..<rows).map { Int32($0 * 5 % outputs) }
      targets = irregular(rows, salt: 5, scale: 2)
    }

    /// A row's activations and their derivatives.
    func hidden(_ row: Int) -> [(value: Double, slope: Double)] {
      (0..<units).map { unit in
        let z = Double(entering[unit * rows + row] + hiddenBias[unit])
        switch activation {
        case .relu: return z < 0 ? (0, 0) : (z, 1)
        case .tanh: return (Glibc.tanh(z), 1 - Glibc.tanh(z) * Glibc.tanh(z))
        case .sigmoid:
          let value = 1 / (1 + exp(-z))
          return (value, value * (1 - value))
        }
      }
    }

    /// A row's loss, its gradient at the outputs, and whether its class has the largest output.
    func loss(_ row: Int) -> (loss: Double, gradient: [Double], isCorrect: Bool) {
      let h = hidden(row)
      let z = (0..<outputs).map { c in
        (0..<units).reduce(Double(bias[c])) { $0 + Double(weights[c * units + $1]) * h[$1].value }
      }
      if isRegression {
        let error = z[0] - Double(targets[row])
        return (error * error, [2 * error * Double(scale)], false)
      }
      let label = Int(labels[row])
      let sum = z.reduce(0) { $0 + exp($1) }
      return (
        log(sum) - z[label],
        z.indices.map { (exp(z[$0]) / sum - ($0 == label ? 1 : 0)) * Double(scale) },
        z.allSatisfy { $0 <= z[label] }
      )
    }

    func head(in memory: KernelMemory) -> (NarrowHead, Memory) {
      let own = Memory(
        hidden: memory.copy(entering), hiddenBias: memory.copy(hiddenBias),
        weights: memory.copy(weights), bias: memory.copy(bias))
      let head = NarrowHead(
        hidden: Matrix(own.hidden, rows: units, columns: rows), hiddenBias: own.hiddenBias,
        activation: activation, weights: Matrix(own.weights, rows: outputs, columns: units),
        bias: own.bias,
        outputs: Matrix(
          memory.copy([Float](repeating: .nan, count: outputs * rows)), rows: outputs,
          columns: rows),
        room: memory.copy([Float](repeating: .nan, count: units)),
        targets: isRegression
          ? .values(memory.copy(targets)) : .classes(memory.copy(labels)))
      return (head, own)
    }
  }

  private struct Memory {
    let hidden: UnsafeMutablePointer<Float>
    let hiddenBias: UnsafeMutablePointer<Float>
    let weights: UnsafeMutablePointer<Float>
    let bias: UnsafeMutablePointer<Float>
  }

  /// Gradients go into places of their own, or are added to the parameters, whose old values the
  /// units' gradient needs.
  @Test(arguments: KernelSet.all, outputCounts)
  func stepsMatch(_ set: KernelSet, outputs: Int) {
    for activation in Activation.allCases {
      for rows in vectorCounts {
        let units = Self.units[rows % 3]
        check(
          Problem(units: units, outputs: outputs, rows: rows, activation: activation), set,
          beta: [0, 1, 0.9][rows / 3 % 3])
      }
    }
  }

  private func check(_ problem: Problem, _ set: KernelSet, beta: Float) {
    let (units, outputs, rows) = (problem.units, problem.outputs, problem.rows)
    let comment: Comment = "\(units) units, \(rows) rows, \(problem.activation), beta \(beta)"
    withKernelMemory { memory in
      var (head, own) = problem.head(in: memory)
      let isInPlace = beta == 1
      func place(_ parameters: UnsafeMutablePointer<Float>, _ count: Int)
        -> (UnsafeMutablePointer<Float>, old: [Double])
      {
        if isInPlace { return (parameters, parameters.values(count).map(Double.init)) }
        // With beta 0 what was there is ignored, even NaN.
        let old = beta == 0 ? [Float](repeating: .nan, count: count) : irregular(count, salt: 6)
        return (memory.copy(old), old.map { beta == 0 ? 0 : Double(beta * $0) })
      }
      let (hiddenBias, oldHiddenBias) = place(own.hiddenBias, units)
      let (weights, oldWeights) = place(own.weights, outputs * units)
      let (bias, oldBias) = place(own.bias, outputs)
      head.setDestinations(
        scale: problem.scale, beta: beta, hiddenBias: hiddenBias, weights: weights, bias: bias)
      let loss = set.kernels.takeStep(of: &head)

      let perRow = (0..<rows).map { (problem.hidden($0), problem.loss($0)) }
      let below = (0..<units * rows).map { index in
        let (unit, row) = index.quotientAndRemainder(dividingBy: rows)
        return (0..<outputs).reduce(0.0) {
          $0 + Double(problem.weights[$1 * units + unit]) * perRow[row].1.gradient[$1]
        } * perRow[row].0[unit].slope
      }
      #expect(
        worstError([loss], [perRow.reduce(0) { $0 + $1.1.loss }], floor: 0.3) < 3e-6, comment)
      #expect(worstError(own.hidden.values(units * rows), below, floor: 1) < 3e-6, comment)
      #expect(
        worstError(
          hiddenBias.values(units),
          (0..<units).map { unit in
            (0..<rows).reduce(oldHiddenBias[unit]) { $0 + below[unit * rows + $1] }
          }, floor: 1) < 6e-6, comment)
      #expect(
        worstError(
          weights.values(outputs * units),
          (0..<outputs * units).map { index in
            perRow.reduce(oldWeights[index]) {
              $0 + $1.1.gradient[index / units] * $1.0[index % units].value
            }
          }, floor: 1) < 6e-6, comment)
      #expect(
        worstError(
          bias.values(outputs),
          (0..<outputs).map { c in perRow.reduce(oldBias[c]) { $0 + $1.1.gradient[c] } },
          floor: 1) < 6e-6, comment)
    }
  }

  @Test(arguments: KernelSet.all, outputCounts)
  func scoresMatch(_ set: KernelSet, outputs: Int) {
    for activation in Activation.allCases {
      for rows in vectorCounts {
        let problem = Problem(
          units: Self.units[rows % 3], outputs: outputs, rows: rows, activation: activation)
        let (loss, correct) = withKernelMemory { memory in
          var (head, _) = problem.head(in: memory)
          return set.kernels.scores(of: &head)
        }
        let perRow = (0..<rows).map { problem.loss($0) }
        #expect(worstError([loss], [perRow.reduce(0) { $0 + $1.loss }], floor: 0.3) < 3e-6)
        #expect(correct == perRow.count { $0.isCorrect }, "\(rows) rows")
      }
    }
  }
}
