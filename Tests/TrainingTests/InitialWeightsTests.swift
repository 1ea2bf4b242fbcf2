import Testing
import Training

/// Initial weights and biases are uniform in ±1/√inputs, as `torch.nn.Linear` draws them.
@Suite struct InitialWeightsTests {
  private func states(
    hidden: [Int], features: Int = 6, seed: UInt64 = 0, repeats: [Int]
  ) -> [LaneState] {
    GroupTrainer(
      dataset: TrainingFixture.dataset(.fourClasses, features: features),
      settings: TrainingSettings(
        model: .mlp(hidden: hidden, activation: .relu), optimizer: .momentum(), seed: seed),
      lanes: repeats.map { Lane(learningRate: 0.1, repeat: $0) }
    ).states
  }

  @Test func everyLayerHasItsOwnRangeAndVariance() throws {
    let widths = [40, 300, 60, 4]
    let state = try #require(
      states(hidden: [300, 60], features: 40, repeats: [0]).first)
    var rest = state.parameters[...]
    for (inputs, outputs) in zip(widths, widths.dropFirst()) {
      let bound = 1 / Double(inputs).squareRoot()
      let weights = rest.prefix(inputs * outputs).map(Double.init)
      rest = rest.dropFirst(inputs * outputs)
      let biases = rest.prefix(outputs).map(Double.init)
      rest = rest.dropFirst(outputs)
      #expect((weights + biases).allSatisfy { abs($0) <= bound * 1.000001 })

      // Mean 0 and variance bound²/3. Over n draws the mean scatters by bound/√(3n), and the
      // variance by √(4/5n) of itself; five of those are allowed.
      let n = Double(weights.count)
      let mean = weights.reduce(0, +) / n
      let variance = weights.reduce(0) { $0 + $1 * $1 } / n
      #expect(abs(mean) < 5 * bound / (3 * n).squareRoot())
      #expect(abs(variance / (bound * bound / 3) - 1) < 5 * (0.8 / n).squareRoot())
      #expect(Set(biases).count == biases.count && biases.contains { $0 != 0 })
    }
    #expect(rest.isEmpty)
  }

  @Test func lanesOfOneRepeatStartAlikeInEveryGroup() {
    let group = states(hidden: [7], repeats: [0, 1, 0, 2])
    #expect(group[0] == group[2])
    #expect(group[0] != group[1] && group[1] != group[3] && group[0] != group[3])
    #expect(states(hidden: [7], repeats: [2]) == [group[3]])
  }

  @Test func seedsStartApart() {
    #expect(
      states(hidden: [7], seed: 0, repeats: [0]) != states(hidden: [7], seed: 1, repeats: [0]))
  }

  /// State tensors start at 0, but Adagrad's sum at its initial accumulator, and some at the initial
  /// parameters, for which NaN stands here.
  @Test(arguments: OptimizerTable.all)
  func optimizerStateStartsAtItsInitialValue(_ optimizer: Optimizer) {
    let trainer = GroupTrainer(
      dataset: TrainingFixture.dataset(.regression),
      settings: TrainingSettings(model: .logistic, optimizer: optimizer),
      lanes: [Lane(learningRate: 0.1), Lane(learningRate: 0.2)])
    let expected: [Float] =
      switch optimizer {
      case .sgd: []
      case .momentum, .nesterov: [0]
      case .adam, .adamw: [0, 0]
      case .rmsprop(_, _, let momentum, let isCentered):
        Array(repeating: 0, count: 1 + (momentum == 0 ? 0 : 1) + (isCentered ? 1 : 0))
      case .adagrad(_, let initialAccumulator, _): [Float(initialAccumulator)]
      case .lion: [0]
      case .nadamw: [0, 0]
      case .scheduleFreeSGD: [.nan]
      case .scheduleFreeAdamW: [.nan, 0]
      case .prodigy: [0, .nan, 0, 0, 0]
      case .dog(_, _, let averaging), .ldog(_, _, let averaging):
        averaging > 0 ? [0, .nan, .nan] : [0, .nan]
      case .dadaptAdam: [0, 0, 0]
      }
    for state in trainer.states {
      #expect(state.optimizerState.map(\.count) == expected.map { _ in 7 })
      for (tensor, value) in zip(state.optimizerState, expected) {
        #expect(value.isNaN ? tensor == state.parameters : tensor.allSatisfy { $0 == value })
      }
    }
  }
}
