import TestSupport
import Testing
import Training

/// What training costs in model-seconds: the same everywhere, and never less for more work.
@Suite struct CostModelTests {
  private func cost(
    _ hidden: [Int] = [64], inputs: Int = 30, outputs: Int = 2, batchSize: Int = 32,
    optimizer: Optimizer = .sgd
  ) -> CostModel {
    CostModel(
      settings: TrainingSettings(
        model: hidden.isEmpty ? .logistic : .mlp(hidden: hidden, activation: .relu),
        optimizer: optimizer, batchSize: batchSize), inputs: inputs, outputs: outputs)
  }

  /// Plans and answers depend on the constants: whoever changes them raises the version, then these.
  @Test func theseAreTheNumbersOfVersionTwo() {
    #expect(CostModel.version == 2)
    func isNear(_ value: Double, _ expected: Double) -> Bool {
      abs(value / expected - 1) < 1e-3
    }
    #expect(isNear(cost().step(lanes: 16), 4.3250e-5))
    #expect(isNear(cost(optimizer: .adam()).step(lanes: 16), 6.5168e-5))
    #expect(isNear(cost([]).step(lanes: 16), 1.6137e-6))
    #expect(
      isNear(cost([256, 256], inputs: 100, outputs: 10).evaluation(rows: 1, lanes: 1), 1.1662e-6))
    #expect(isNear(cost().start(lanes: 7), 9.895e-5))
  }

  @Test(arguments: [Optimizer.sgd, .momentum(), .adam(), .prodigy()])
  func moreWorkNeverCostsLess(_ optimizer: Optimizer) {
    let numbers = [1, 2, 7, 9, 10, 15, 16, 17, 31, 33, 64, 100, 300]
    func rises(_ name: Comment, _ cost: (Int) -> Double) {
      for (less, more) in zip(numbers, numbers.dropFirst()) {
        #expect(cost(less) <= cost(more), name)
      }
    }
    rises("features") { cost(inputs: $0, optimizer: optimizer).step(lanes: 3) }
    rises("units") { cost([$0], optimizer: optimizer).step(lanes: 3) }
    rises("rows of a batch") { cost(batchSize: $0, optimizer: optimizer).step(lanes: 3) }
    rises("lanes") { cost(optimizer: optimizer).step(lanes: $0) }
    rises("rows of a batch side by side") {
      cost([], batchSize: $0, optimizer: optimizer).step(lanes: 16)
    }
    rises("steps") { cost(optimizer: optimizer).training(steps: $0, evaluatedRows: 10) }
    rises("evaluated rows") { cost(optimizer: optimizer).training(steps: 10, evaluatedRows: $0) }
  }

  /// What lanes share is counted once.
  @Test(arguments: [[], [16], [64, 32]])
  func aGroupCostsLessThanItsLanes(hidden: [Int]) {
    for lanes in [2, 5, 9, 10, 16] {
      let cost = cost(hidden)
      #expect(cost.step(lanes: lanes) < Double(lanes) * cost.step(lanes: 1))
    }
  }
}
