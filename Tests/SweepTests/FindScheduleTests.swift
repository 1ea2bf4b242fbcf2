import Glibc
import Planning
import Running
import Tabular
import TestSupport
import Testing
import Training
import Tuning

/// `find` for every schedule.
@Suite struct FindScheduleTests {
  private static let budget = 120

  private static func find(
    _ specification: ScheduleSpecification, _ optimizer: Optimizer
  ) throws -> FindJob.Outcome {
    let dataset = try BundledDataset.load("iris")
    let plan = FindPlan(
      settings: TrainingSettings(model: .logistic, optimizer: optimizer), schedule: specification,
      resolvedSchedule: try specification.resolved(budgetSteps: budget, stepsPerEpoch: 3),
      weightDecay: 0, budgetSteps: budget,
      rangeTest: .usual(for: optimizer, budgetSteps: budget))
    return FindJob(plan, splits: [dataset]).run(workers: 1)
  }

  /// The confirmation is the constant schedule's, bit for bit; the answer and its range are as much
  /// higher as the schedule wants, if that is not far beyond what was trained.
  @Test(arguments: ScheduleSpecification.Shape.examples, [Optimizer.sgd, .adam()])
  func everySchedule(_ shape: ScheduleSpecification.Shape, _ optimizer: Optimizer) throws {
    let constant = try Self.find(.constant, optimizer).recommendation
    let outcome = try Self.find(ScheduleSpecification(shape), optimizer)
    let recommendation = outcome.recommendation
    #expect(recommendation.constantLearningRate == constant.learningRate)
    #expect(recommendation.divergenceLearningRate == constant.divergenceLearningRate)
    let wanted = PeakShift.decades(
      for: try ScheduleSpecification(shape).resolved(budgetSteps: Self.budget, stepsPerEpoch: 3),
      budgetSteps: Self.budget)
    let best = try #require(outcome.confirmation.finalists.min { $0.score < $1.score })
    let edge = recommendation.divergenceLearningRate ?? .infinity
    let highest = min(log10(best.learningRate) + 0.2, log10(edge) - 0.5)
    let room = max(0, highest - log10(recommendation.constantLearningRate))
    #expect(abs(recommendation.peakShift - min(wanted, room)) < 1e-5)
    #expect((wanted == 0) == ["constant", "plateau"].contains(shape.name))
    let factor = pow(10, recommendation.peakShift)
    for (rate, base) in [
      (recommendation.learningRate, constant.learningRate), (recommendation.low, constant.low),
      (recommendation.high, constant.high),
    ] {
      #expect(abs(rate / base / factor - 1) < 1e-5)
    }
    let lanes = outcome.rounds.dropFirst().flatMap(\.lanes)
    #expect(lanes.allSatisfy { $0.lane.schedule == .constant })
  }
}
