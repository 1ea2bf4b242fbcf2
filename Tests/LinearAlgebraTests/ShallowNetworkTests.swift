import Glibc
import LinearAlgebra
import TestSupport
import Testing

/// Lanes of one hidden layer, forward, through the loss and back, against double precision.
@Suite struct ShallowNetworkTests {
  static let outputCounts = Array(1...NarrowHead.mostOutputs)

  /// What a lane consists of.
  private struct Parameters {
    var weights: [Float]
    var bias: [Float]
    var headWeights: [Float]
    var headBias: [Float]
  }

  /// What goes in, and what it should give.
  private struct Problem {
    let shape: ShallowNetwork.Shape
    let rows: Int
    let lanes: [Parameters]
    /// (rows, features).
    let batch: [Float]
    let labels: [Int32]
    let targets: [Float]
    let scales: [Float]

    init(_ shape: ShallowNetwork.Shape, rows: Int) {
      (self.shape, self.rows) = (shape, rows)
      let (features, units, outputs) = (shape.features, shape.units, shape.outputs)
      lanes = (0..<shape.lanes).map { lane in
        Parameters(
          weights: irregular(units * features, salt: lane, scale: 0.6),
          bias: irregular(units, salt: 20 + lane, scale: 0.5),
          headWeights: irregular(outputs * units, salt: 40 + lane),
          headBias: irregular(outputs, salt: 60 + lane, scale: 0.3))
      }
      batch = irregular(rows * features, salt: 80, scale: 1.5)
      labels = (0..<rows).map { Int32($0 * 5 % outputs) }
      targets = irregular(rows, salt: 81, scale: 2)
      scales = irregular(shape.lanes, salt: 82, scale: 0.5)
    }

    var isRegression: Bool { shape.outputs == 1 }

    /// A row's activations and their derivatives.
    func hidden(_ lane: Parameters, _ row: Int) -> [(value: Double, slope: Double)] {
      let features = shape.features
      return (0..<shape.units).map { unit in
        let z = (0..<features).reduce(Double(lane.bias[unit])) {
          $0 + Double(lane.weights[unit * features + $1]) * Double(batch[row * features + $1])
        }
        switch shape.activation {
        case .relu: return z < 0 ? (0, 0) : (z, 1)
        case .tanh: return (Glibc.tanh(z), 1 - Glibc.tanh(z) * Glibc.tanh(z))
        case .sigmoid:
          let value = 1 / (1 + exp(-z))
          return (value, value * (1 - value))
        }
      }
    }

    /// A row's loss, its gradient at the outputs, and whether its class has the largest output.
    func loss(
      _ lane: Parameters, _ row: Int, _ hidden: [(value: Double, slope: Double)]
    ) -> (loss: Double, gradient: [Double], isCorrect: Bool) {
      let z = (0..<shape.outputs).map { c in
        hidden.indices.reduce(Double(lane.headBias[c])) {
          $0 + Double(lane.headWeights[c * shape.units + $1]) * hidden[$1].value
        }
      }
      if isRegression {
        let error = z[0] - Double(targets[row])
        return (error * error, [2 * error], false)
      }
      let label = Int(labels[row])
      let sum = z.reduce(0) { $0 + exp($1) }
      return (
        log(sum) - z[label], z.indices.map { exp(z[$0]) / sum - ($0 == label ? 1 : 0) },
        z.allSatisfy { $0 <= z[label] }
      )
    }

    /// A lane's loss, its gradients in the order of its tensors, and the rows that are right.
    func expected(_ place: Int) -> (loss: Double, gradients: [[Double]], correct: Int) {
      let (lane, features) = (lanes[place], shape.features)
      var gradients = [lane.weights, lane.bias, lane.headWeights, lane.headBias].map {
        [Double](repeating: 0, count: $0.count)
      }
      var (sum, correct) = (0.0, 0)
      for row in 0..<rows {
        let h = hidden(lane, row)
        let (loss, slopes, isCorrect) = loss(lane, row, h)
        sum += loss
        correct += isCorrect ? 1 : 0
        let outer = slopes.map { $0 * Double(scales[place]) }
        for (c, d) in outer.enumerated() { gradients[3][c] += d }
        for unit in 0..<shape.units {
          var below = 0.0
          for (c, d) in outer.enumerated() {
            gradients[2][c * shape.units + unit] += d * h[unit].value
            below += d * Double(lane.headWeights[c * shape.units + unit])
          }
          below *= h[unit].slope
          gradients[1][unit] += below
          for feature in 0..<features {
            gradients[0][unit * features + feature] +=
              below * Double(batch[row * features + feature])
          }
        }
      }
      return (sum, gradients, correct)
    }

    func network(in memory: KernelMemory) -> (ShallowNetwork, ShallowNetwork.Tensors, Matrix) {
      func nothing(_ count: Int) -> UnsafeMutablePointer<Float> {
        memory.copy([Float](repeating: .nan, count: count))
      }
      let parameters = ShallowNetwork.Tensors(
        weights: memory.copy(lanes.flatMap(\.weights)), bias: memory.copy(lanes.flatMap(\.bias)),
        headWeights: memory.copy(lanes.flatMap(\.headWeights)),
        headBias: memory.copy(lanes.flatMap(\.headBias)))
      let network = ShallowNetwork(
        shape, parameters: parameters,
        room: ShallowNetwork.Room(
          hidden: nothing(shape.units * rows), outputs: nothing(shape.outputs * rows),
          units: nothing(shape.units)),
        input: Matrix(
          memory.copy(transposed(batch, rows: rows)), rows: shape.features, columns: rows),
        targets: isRegression ? .values(memory.copy(targets)) : .classes(memory.copy(labels)))
      let stride = Matrix.paddedStride(columns: shape.features)
      var padded = [Float](repeating: 7, count: rows * stride)
      for row in 0..<rows {
        padded.replaceSubrange(
          row * stride..<row * stride + shape.features,
          with: batch[row * shape.features..<(row + 1) * shape.features])
        if shape.features < stride { padded[row * stride + shape.features] = 1 }
      }
      return (
        network, parameters,
        Matrix(memory.copy(padded), rows: rows, columns: shape.features, stride: stride)
      )
    }
  }

  /// Shapes on both sides of whole vectors and blocks, each with another of the other numbers.
  private static func problems(outputs: Int) -> [Problem] {
    Activation.allCases.flatMap { activation in
      vectorCounts.map { rows in
        Problem(
          ShallowNetwork.Shape(
            lanes: 1 + rows % 3, features: [1, 5, 15, 16, 17, 33, 47, 49][rows % 8],
            units: [1, 3, 4, 7, 8, 13, 16][rows % 7], outputs: outputs, activation: activation),
          rows: rows)
      }
    }
  }

  /// Gradients go into places of their own, or are added to the parameters.
  @Test(arguments: KernelSet.all, outputCounts)
  func stepsMatch(_ set: KernelSet, outputs: Int) {
    for problem in Self.problems(outputs: outputs) {
      let beta = [Float(0), 1, 0.9][problem.rows / 3 % 3]
      let shape = problem.shape
      let comment: Comment = "\(shape), \(problem.rows) rows, beta \(beta)"
      withKernelMemory { memory in
        var (network, parameters, batch) = problem.network(in: memory)
        let counts = [
          shape.units * shape.features, shape.units, shape.outputs * shape.units, shape.outputs,
        ]
        var old: [[Double]] = []
        func place(_ own: UnsafeMutablePointer<Float>, _ index: Int) -> UnsafeMutablePointer<Float>
        {
          let count = shape.lanes * counts[index]
          if beta == 1 {
            old.append(own.values(count).map(Double.init))
            return own
          }
          // With beta 0 what was there is ignored, even NaN.
          let values =
            beta == 0 ? [Float](repeating: .nan, count: count) : irregular(count, salt: 6)
          old.append(values.map { beta == 0 ? 0 : Double(beta * $0) })
          return memory.copy(values)
        }
        let to = ShallowNetwork.Tensors(
          weights: place(parameters.weights, 0), bias: place(parameters.bias, 1),
          headWeights: place(parameters.headWeights, 2), headBias: place(parameters.headBias, 3))
        network.setDestinations(to, batch: batch, scale: memory.copy(problem.scales), beta: beta)
        let losses = memory.copy([Float](repeating: .nan, count: shape.lanes))
        set.kernels.takeStep(of: &network, losses: losses)
        for lane in 0..<shape.lanes {
          let (loss, gradients, _) = problem.expected(lane)
          #expect(worstError([losses[lane]], [loss], floor: 0.3) < 1e-5, comment)
          let places = [to.weights, to.bias, to.headWeights, to.headBias]
          for (index, place) in places.enumerated() {
            let start = lane * counts[index]
            #expect(
              worstError(
                (place + start).values(counts[index]),
                gradients[index].indices.map { gradients[index][$0] + old[index][start + $0] },
                floor: 1) < 2e-5, "tensor \(index), \(comment)")
          }
        }
      }
    }
  }

  @Test(arguments: KernelSet.all, outputCounts)
  func scoresMatch(_ set: KernelSet, outputs: Int) {
    for problem in Self.problems(outputs: outputs) {
      let lanes = problem.shape.lanes
      withKernelMemory { memory in
        var (network, _, _) = problem.network(in: memory)
        let losses = memory.copy([Float](repeating: .nan, count: lanes))
        let correct = memory.copy([Int32](repeating: -1, count: lanes))
        set.kernels.score(&network, losses: losses, correct: correct)
        for lane in 0..<lanes {
          let expected = problem.expected(lane)
          #expect(worstError([losses[lane]], [expected.loss], floor: 0.3) < 1e-5)
          if !problem.isRegression { #expect(Int(correct[lane]) == expected.correct) }
        }
      }
    }
  }

  /// A lane that has diverged does not touch the one behind it.
  @Test(arguments: KernelSet.all)
  func aBrokenLaneStaysAlone(_ set: KernelSet) {
    let shape = ShallowNetwork.Shape(
      lanes: 2, features: 9, units: 12, outputs: 2, activation: .relu)
    let problem = Problem(shape, rows: 21)
    func losses(breaking: Bool) -> [Float] {
      withKernelMemory { memory in
        var (network, parameters, batch) = problem.network(in: memory)
        if breaking { parameters.weights[5] = .nan }
        network.setDestinations(
          parameters, batch: batch, scale: memory.copy(problem.scales), beta: 1)
        let losses = memory.copy([Float](repeating: 0, count: 2))
        set.kernels.takeStep(of: &network, losses: losses)
        return losses.values(2)
      }
    }
    let (whole, broken) = (losses(breaking: false), losses(breaking: true))
    #expect(broken[0].isNaN)
    #expect(broken[1] == whole[1])
  }
}
