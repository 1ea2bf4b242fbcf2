import Descent
import Testing
import Training

/// Descents whose path can be written down.
@Suite struct ClosedFormTests {
  /// On x² a step is x - η·2x, so xₜ = x₀·(1 - 2η)ᵗ.
  @Test(arguments: [
    1e-4, 0.001, 0.01, 0.1, 0.25, 0.3, 0.499, 0.5, 0.51, 0.75, 0.9, 0.99, 1, 1.01, 1.25, 1.5, 3,
  ])
  func parabola(learningRate: Double) throws {
    let descent = Descent(try Polynomial(parsing: "x^2"), from: 2, steps: 300)
    let path = descent.run(learningRate: learningRate).path
    var expected = 2.0
    #expect(path.count == 301)
    for x in path {
      #expect(abs(x - expected) <= 1e-12 * abs(expected))
      expected *= 1 - 2 * learningRate
    }
  }

  /// On 5x³ a step is x - η·15x².
  @Test(arguments: [(1.0, 0.01), (0.3, 0.1), (2, 1e-4), (-0.5, 0.001), (1, 0.06)])
  func cubicRecurrence(start: Double, learningRate: Double) throws {
    let descent = Descent(try Polynomial(parsing: "5x^3"), from: start, steps: 100)
    var expected = start
    for x in descent.run(learningRate: learningRate).path {
      #expect(abs(x - expected) <= 1e-12 * abs(expected))
      expected -= 15 * learningRate * expected * expected
    }
  }

  /// From x > 0 the path on 5x³ creeps to 0 like 1/(15ηt): 1/x grows by 15η a step, and a little.
  @Test(arguments: [0.001, 0.01, 0.05])
  func cubicCreepsLikeOneOverT(learningRate: Double) throws {
    let steps = 1_000_000
    let descent = Descent(try Polynomial(parsing: "5x^3"), from: 1, steps: steps)
    let last = try #require(descent.run(learningRate: learningRate).path.last)
    let asymptote = 1 / (15 * learningRate * Double(steps))
    #expect(abs(last / asymptote - 1) < 0.002)
  }

  /// A rate that changes: x² with η and 0 in turns moves at every other step alone.
  /// x ← x · (1 − 2η) with η = ¼, ⅛, 1/16: 2 → 1 → 0.75 → 0.65625.
  @Test func aScheduleGivesTheRateOfAStep() throws {
    let run = try scheduled("step:every=1,gamma=0.5", steps: 3).run(learningRate: 0.25)
    #expect(run.path == [2, 1, 0.75, 0.65625])
    #expect(run.rates == [0.25, 0.125, 0.0625])
  }

  private func scheduled(_ text: String, steps: Int) throws -> Descent {
    let schedule = try ScheduleSpecification.parse(text)
    return Descent(
      try Polynomial(parsing: "x^2"), from: 2, steps: steps,
      schedule: (schedule, try schedule.resolved(budgetSteps: steps, stepsPerEpoch: nil)))
  }

  @Test(arguments: 1...8) func anyNumberOfScheduledSteps(steps: Int) throws {
    let run = try scheduled("step:every=1,gamma=0.99", steps: steps).run(learningRate: 0.1)
    #expect(run.path.count == steps + 1)
    #expect(run.verdict.name == "too_slow")
  }

  /// The table says what happens at each step: x + update is the next x.
  @Test func rows() throws {
    let descent = Descent(try Polynomial(parsing: "x^2"), from: 2, steps: 2)
    let rows = descent.run(learningRate: 0.25).rows
    typealias Row = DescentRun.Row
    #expect(
      rows == [
        Row(step: 0, x: 2, value: 4, slope: 4, learningRate: 0.25, update: -1),
        Row(step: 1, x: 1, value: 1, slope: 2, learningRate: 0.25, update: -0.5),
        Row(step: 2, x: 0.5, value: 0.25, slope: 1, learningRate: nil, update: nil),
      ])
  }
}
