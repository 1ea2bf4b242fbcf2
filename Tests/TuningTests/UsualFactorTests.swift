import Foundation
import Testing
import Training
import Tuning

/// What is usual of a factor of a step size that an optimizer estimates itself.
struct UsualFactorTests {
  private func usual(
    _ optimizer: Training.Optimizer, steps: Int, schedule: Schedule = .constant
  ) -> UsualFactor? {
    UsualFactor(
      TrainingSettings(
        model: .mlp(hidden: [64], activation: .relu), optimizer: optimizer, batchSize: 32),
      schedule: schedule, budgetSteps: steps)
  }

  @Test(arguments: Training.Optimizer.all)
  func `only an estimated step size has one`(optimizer: Training.Optimizer) throws {
    guard optimizer.traits.estimatesStepSize else {
      #expect(usual(optimizer, steps: 300) == nil)
      return
    }
    let factor = try #require(usual(optimizer, steps: 300))
    #expect(factor.authorsDecade == 0 && factor.peakShift == 0)
    #expect(factor.decade <= 0)
  }

  /// DoG's would be 10^0.1 higher; where few steps are many, it is 10^0.4 lower.
  @Test func `it is not above the authors' rate`() throws {
    #expect(try #require(usual(.dog(), steps: 150)).decade == 0)
    #expect(try #require(usual(.dog(), steps: 3000)).decade < -0.3)
  }

  /// Ten times the steps: 10^0.4 lower for DoG, 10^0.7 for Prodigy.
  @Test func `it falls with the number of steps`() throws {
    for (optimizer, fall) in [(Training.Optimizer.dog(), 0.4), (.prodigy(), 0.7)] {
      let few = try #require(usual(optimizer, steps: 300))
      let many = try #require(usual(optimizer, steps: 3000))
      #expect(abs(few.decade - many.decade - fall) < 1e-9)
    }
  }

  /// The mean of half a cosine is half of its peak.
  @Test func `a schedule's peak is higher`() throws {
    let factor = try #require(
      usual(.dog(), steps: 300, schedule: Schedule(.cosine(min: 0, steps: 300))))
    #expect(abs(factor.peakShift - log10(2)) < 0.01)
    #expect(factor.decade == factor.constantDecade + factor.peakShift)
  }
}
