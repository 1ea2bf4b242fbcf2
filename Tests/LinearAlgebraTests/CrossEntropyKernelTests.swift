import Glibc
import LinearAlgebra
import TestSupport
import Testing

/// Softmax cross-entropy against double precision; two classes take a path of their own.
@Suite struct CrossEntropyKernelTests {
  static let classCounts = [2, 3, 5, 10, 16, 17, 33, 101]

  struct Outcome {
    var gradient: [Float]
    var losses: [Float]
  }

  private func run(
    _ set: KernelSet, logits: [Float], bias: [Float], labels: [Int32], scale: [Float]
  ) -> Outcome {
    let lanes = scale.count
    return withKernelMemory { memory in
      let z = memory.copy(transposed(logits, rows: labels.count))
      let losses = memory.copy([Float](repeating: .nan, count: lanes))
      set.kernels.softmaxCrossEntropy(
        Matrix(z, rows: bias.count, columns: labels.count), bias: memory.copy(bias),
        labels: memory.copy(labels), lanes: lanes, scale: memory.copy(scale), losses: losses)
      return Outcome(
        gradient: transposed(z.values(logits.count), rows: bias.count),
        losses: losses.values(lanes))
    }
  }

  /// The same in double precision, from the logits as floats hold them.
  private func exact(
    logits: [Float], bias: [Float], labels: [Int32], scale: [Float]
  ) -> (gradient: [Double], losses: [Double]) {
    let (lanes, width) = (scale.count, bias.count)
    let classes = width / lanes
    var gradient: [Double] = []
    var losses = [Double](repeating: 0, count: lanes)
    for (row, label) in labels.enumerated() {
      for lane in 0..<lanes {
        let z = (0..<classes).map { c in
          Double(logits[row * width + lane * classes + c] + bias[lane * classes + c])
        }
        let maximum = z.reduce(-Double.infinity) { max($0, $1) }
        let sum = z.reduce(0) { $0 + exp($1 - maximum) }
        losses[lane] += log(sum) + maximum - z[Int(label)]
        gradient += z.indices.map { c in
          (exp(z[c] - maximum) / sum - (c == Int(label) ? 1 : 0)) * Double(scale[lane])
        }
      }
    }
    return (gradient, losses)
  }

  /// Spreads from nearly equal logits to ±1e4, where a naive exponential overflows.
  @Test(arguments: KernelSet.all, classCounts)
  func lossesAndGradientsMatch(_ set: KernelSet, classes: Int) {
    for spread in [1e-3, 1, 8, 100, 1e4] {
      for (rows, lanes) in [(1, 1), (2, 3), (7, 5), (32, 2), (9, 16)] {
        check(set, rows: rows, lanes: lanes, classes: classes, spread: spread)
      }
    }
  }

  /// Also so many rows that the logarithm of two classes cannot wait for all of them.
  @Test(arguments: KernelSet.all, [2, 3, 5])
  func anyNumberOfRows(_ set: KernelSet, classes: Int) {
    for rows in Array(vectorCounts) + [1023, 1024, 1025, 3000] {
      check(set, rows: rows, lanes: 2, classes: classes, spread: 1)
    }
  }

  private func check(_ set: KernelSet, rows: Int, lanes: Int, classes: Int, spread: Double) {
    let logits = irregular(rows * lanes * classes, salt: classes, scale: spread)
    let bias = irregular(lanes * classes, salt: 3, scale: 0.5)
    let labels = (0..<rows).map { Int32($0 * $0 % classes) }
    let scale = irregular(lanes, salt: 8).map { $0 + 1.5 }
    let outcome = run(set, logits: logits, bias: bias, labels: labels, scale: scale)
    let (gradient, losses) = exact(logits: logits, bias: bias, labels: labels, scale: scale)
    #expect(
      worstError(outcome.gradient, gradient, floor: 1) < 1e-6,
      "\(rows) rows, \(lanes) lanes, ± \(spread)")
    #expect(
      worstError(outcome.losses, losses, floor: 0.3) < 2e-6,
      "\(rows) rows, \(lanes) lanes, ± \(spread)")
  }

  /// Three equal logits: the loss is ln 3, the gradient 1/3 and 1/3 − 1.
  @Test(arguments: KernelSet.all)
  func equalLogitsByHand(_ set: KernelSet) {
    let outcome = run(
      set, logits: [5, 5, 5], bias: [0, 0, 0], labels: [1], scale: [1])
    #expect(abs(outcome.losses[0] - 1.0986123) < 1e-6)
    #expect(worstError(outcome.gradient, [1 / 3, -2 / 3, 1 / 3], floor: 0) < 1e-6)
  }

  /// A margin of 20 leaves a loss of e⁻²⁰ for two classes, and a gradient of as much: small values
  /// keep their digits.
  @Test(arguments: KernelSet.all)
  func smallLossesOfTwoClassesKeepTheirDigits(_ set: KernelSet) {
    for margin in [5, 10, 20, 40, 80] as [Float] {
      for label in [0, 1] as [Int32] {
        let logits = label == 0 ? [margin, 0] : [0, margin]
        let outcome = run(set, logits: logits, bias: [0, 0], labels: [label], scale: [1])
        let wrong = 1 / (1 + exp(Double(margin)))
        let gradient = label == 0 ? [-wrong, wrong] : [wrong, -wrong]
        #expect(worstError(outcome.losses, [log1p(exp(-Double(margin)))], floor: 0) < 1e-6)
        #expect(worstError(outcome.gradient, gradient, floor: 0) < 1e-6)
      }
    }
  }

  /// A lane with a logit that is not a number, or infinite, has a loss that is not finite; the
  /// others are as without it.
  @Test(
    arguments: KernelSet.all,
    [(2, Float.nan), (2, .infinity), (2, -.infinity), (4, .nan), (4, .infinity), (17, .nan)])
  func whatIsNotFiniteStaysInItsLane(_ set: KernelSet, bad: (classes: Int, value: Float)) {
    let (rows, lanes, classes) = (6, 3, bad.classes)
    let logits = irregular(rows * lanes * classes, salt: 2, scale: 3)
    let bias = [Float](repeating: 0, count: lanes * classes)
    let labels = (0..<rows).map { Int32($0 % classes) }
    let scale: [Float] = [1, 1, 1]
    let clean = run(set, logits: logits, bias: bias, labels: labels, scale: scale)
    for column in 0..<classes {
      var spoilt = logits
      spoilt[2 * lanes * classes + classes + column] = bad.value  // row 2, lane 1
      let outcome = run(set, logits: spoilt, bias: bias, labels: labels, scale: scale)
      #expect(!outcome.losses[1].isFinite, "column \(column)")
      for lane in [0, 2] {
        #expect(outcome.losses[lane] == clean.losses[lane])
        for row in 0..<rows {
          let start = (row * lanes + lane) * classes
          #expect(
            outcome.gradient[start..<start + classes] == clean.gradient[start..<start + classes])
        }
      }
    }
  }
}
