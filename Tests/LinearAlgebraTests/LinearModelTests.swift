import Glibc
import LinearAlgebra
import TestSupport
import Testing

private let tableRows = 150
private let lanes = LinearModel.lanes

/// Models of one layer with the lanes side by side, against double precision.
@Suite struct LinearModelTests {
  enum Kind: CaseIterable, Sendable { case regression, oneClass, twoClasses }

  /// What goes in, and what it should give.
  private struct Problem {
    let features: Int
    let outputs: Int
    let kind: Kind
    /// (rows of the table, features).
    let table: [Float]
    /// (outputs, features + 1, lanes): an output's weights, then its bias.
    let parameters: [Float]
    let labels: [Int32]
    let targets: [Float]
    let scale: [Float]

    init(features: Int, kind: Kind) {
      self.features = features
      self.kind = kind
      outputs = kind == .twoClasses ? 2 : 1
      table = irregular(tableRows * features, salt: 1)
      parameters = irregular(outputs * (features + 1) * lanes, salt: 2)
      labels = (0..<tableRows).map { kind == .twoClasses ? Int32($0 * $0 % 3 % 2) : 0 }
      targets = irregular(tableRows, salt: 4)
      scale = (0..<lanes).map { 0.1 * Float($0 + 1) }
    }

    /// What a weight of a row is multiplied by; a bias by 1.
    func input(_ row: Int, _ feature: Int) -> Double {
      feature < features ? Double(table[row * features + feature]) : 1
    }

    /// A row's loss with a lane, its gradient at the outputs, and whether its class is predicted.
    func loss(_ row: Int, _ lane: Int) -> (loss: Double, gradient: [Double], isCorrect: Bool) {
      let z: [Double] = (0..<outputs).map { o in
        (0...features).reduce(0.0) {
          $0 + Double(parameters[(o * (features + 1) + $1) * lanes + lane]) * input(row, $1)
        }
      }
      let factor = Double(scale[lane])
      switch kind {
      case .regression:
        let error = z[0] - Double(targets[row])
        return (error * error, [2 * error * factor], false)
      case .oneClass: return (0, [0], true)
      case .twoClasses:
        let label = Int(labels[row])
        let other = exp(z[1 - label]) / (exp(z[0]) + exp(z[1]))
        let gradient = [label == 0 ? -other : other, label == 0 ? other : -other]
        return (-log1p(-other), gradient.map { $0 * factor }, z[label] >= z[1 - label])
      }
    }

    func model(
      _ rows: LinearModel.Rows, in memory: KernelMemory
    ) -> (LinearModel, parameters: UnsafeMutablePointer<Float>) {
      let parameters = memory.copy(parameters)
      let model = LinearModel(
        table: memory.copy(table), features: features, rows: rows,
        targets: kind == .regression
          ? .values(memory.copy(targets)) : .classes(memory.copy(labels)),
        outputs: outputs, parameters: parameters,
        room: memory.copy([Float](repeating: .nan, count: LinearModel.room(features: features))))
      return (model, parameters)
    }
  }

  /// Gradients go into a place of their own or are added to the parameters; rows are picked, and the
  /// next ones asked for.
  @Test(arguments: KernelSet.all, Kind.allCases)
  func stepsMatch(_ set: KernelSet, kind: Kind) {
    for count in vectorCounts {
      let problem = Problem(features: count % 37 + 1, kind: kind)
      let rows = (0..<count).map { Int32(($0 * 53 + 7) % tableRows) }
      check(problem, rows, set, beta: [0, 1, 0.9][count % 3])
    }
    check(Problem(features: 5, kind: kind), (0..<150).map { Int32($0) }, set, beta: 0)
  }

  private func check(_ problem: Problem, _ rows: [Int32], _ set: KernelSet, beta: Float) {
    let comment: Comment = "\(problem.features) features, \(rows.count) rows, beta \(beta)"
    withKernelMemory { memory in
      let picked = UnsafeBufferPointer(start: memory.copy(rows), count: rows.count)
      var (model, parameters) = problem.model(LinearModel.Rows(picked, next: picked), in: memory)
      let count = problem.parameters.count
      var (destination, old) = (parameters, problem.parameters.map { Double($0) })
      if beta != 1 {
        // With beta 0 what was there is ignored, even NaN.
        let values = beta == 0 ? [Float](repeating: .nan, count: count) : irregular(count, salt: 6)
        destination = memory.copy(values)
        old = values.map { beta == 0 ? 0 : Double(beta * $0) }
      }
      let losses = memory.copy([Float](repeating: .nan, count: lanes))
      model.setDestination(destination, scale: memory.copy(problem.scale), beta: beta)
      set.kernels.takeStep(of: &model, losses: losses)

      let perLane = (0..<lanes).map { lane in rows.map { problem.loss(Int($0), lane) } }
      #expect(
        worstError(
          losses.values(lanes), perLane.map { $0.reduce(0) { $0 + $1.loss } }, floor: 0.3) < 6e-6,
        comment)
      let expected = (0..<count).map { index in
        let (output, feature) = (index / lanes).quotientAndRemainder(
          dividingBy: problem.features + 1)
        return zip(rows, perLane[index % lanes]).reduce(old[index]) {
          $0 + $1.1.gradient[output] * problem.input(Int($1.0), feature)
        }
      }
      #expect(worstError(destination.values(count), expected, floor: 1) < 2e-5, comment)
    }
  }

  @Test(arguments: KernelSet.all, Kind.allCases)
  func scoresMatch(_ set: KernelSet, kind: Kind) {
    for count in vectorCounts {
      let problem = Problem(features: count % 37 + 1, kind: kind)
      let range = 60..<60 + count
      withKernelMemory { memory in
        var (model, _) = problem.model(LinearModel.Rows(range), in: memory)
        var losses = [Double](repeating: .nan, count: lanes)
        let correct = memory.copy([Int32](repeating: -1, count: lanes))
        set.kernels.score(&model, losses: &losses, correct: correct)
        for lane in 0..<lanes {
          let perRow = range.map { problem.loss($0, lane) }
          let expected = perRow.reduce(0) { $0 + $1.loss }
          #expect(abs(losses[lane] - expected) < 3e-6 * (abs(expected) + 0.3), "\(count) rows")
          if kind != .regression {
            #expect(correct[lane] == perRow.count { $0.isCorrect }, "\(count) rows")
          }
        }
      }
    }
  }

  /// What is not finite in one lane shows in its loss, and in no other lane's.
  @Test(arguments: KernelSet.all, Kind.allCases)
  func brokenLanesStandAlone(_ set: KernelSet, kind: Kind) {
    let problem = Problem(features: 9, kind: kind)
    func losses(breaking values: [Int: Float]) -> [Float] {
      withKernelMemory { memory in
        let rows = UnsafeBufferPointer(start: memory.copy((0..<40).map { Int32($0) }), count: 40)
        var (model, parameters) = problem.model(
          LinearModel.Rows(rows, next: UnsafeBufferPointer(rebasing: rows[..<0])), in: memory)
        for (lane, value) in values { parameters[problem.features * lanes + lane] = value }
        model.setDestination(parameters, scale: memory.copy(problem.scale), beta: 1)
        let losses = memory.copy([Float](repeating: 0, count: lanes))
        set.kernels.takeStep(of: &model, losses: losses)
        return losses.values(lanes)
      }
    }
    let (sound, broken) = (
      losses(breaking: [:]), losses(breaking: [1: .infinity, 5: .nan, 7: -.infinity])
    )
    for lane in 0..<lanes {
      let isBroken = [1, 5, 7].contains(lane)
      #expect(broken[lane].isFinite != isBroken, "lane \(lane)")
      if !isBroken { #expect(broken[lane].bitPattern == sound[lane].bitPattern) }
    }
  }
}
