import Foundation
import Testing
import Training

@Suite struct OptimizerTests {
  @Test func namesAreUnique() {
    #expect(Set(Optimizer.all.map(\.name)).count == Optimizer.all.count)
  }

  /// The defaults of `torch.optim`, and 0.9 where PyTorch asks for a momentum.
  @Test func defaultsAreThoseOfPyTorch() {
    #expect(Optimizer.momentum() == .momentum(momentum: 0.9, dampening: 0))
    #expect(Optimizer.nesterov() == .nesterov(momentum: 0.9))
    #expect(Optimizer.adam() == .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8))
    #expect(Optimizer.adamw() == .adamw(beta1: 0.9, beta2: 0.999, epsilon: 1e-8))
    #expect(
      Optimizer.rmsprop() == .rmsprop(alpha: 0.99, epsilon: 1e-8, momentum: 0, isCentered: false))
    #expect(
      Optimizer.adagrad()
        == .adagrad(learningRateDecay: 0, initialAccumulator: 0, epsilon: 1e-10))
  }

  @Test(arguments: OptimizerTable.all)
  func theFullTextIsReadBack(_ optimizer: Optimizer) throws {
    #expect(try Optimizer.parse(optimizer.fullSpecification).optimizer == optimizer)
  }

  @Test(arguments: Optimizer.all)
  func onlyAdamWDecaysByDefault(_ optimizer: Optimizer) {
    #expect(optimizer.traits.defaultWeightDecay == (optimizer.name == "adamw" ? 0.01 : 0))
  }

  @Test(arguments: OptimizerTable.all)
  func optimizersSurviveCoding(_ optimizer: Optimizer) throws {
    let data = try JSONEncoder().encode(optimizer)
    #expect(try JSONDecoder().decode(Optimizer.self, from: data) == optimizer)
  }
}
