import Sweep
import Tabular
import Testing
import Training
import Tuning

/// `find` for every schedule.
@Suite struct FindScheduleTests {
  private static let budget = 120

  private static func find(
    _ specification: ScheduleSpecification, _ optimizer: Optimizer
  ) async throws -> FindJob.Outcome {
    let dataset = try BundledDataset.load("iris")
    let plan = FindJob.Plan(
      settings: TrainingSettings(model: .logistic, optimizer: optimizer), schedule: specification,
      resolvedSchedule: try specification.resolved(budgetSteps: budget, stepsPerEpoch: 3),
      weightDecay: 0, budgetSteps: budget,
      rangeTest: .usual(for: optimizer, budgetSteps: budget))
    return await FindJob(plan, splits: [dataset]).run(workers: 1)
  }

  /// The confirmation is the constant schedule's, bit for bit; where the schedule decays the
  /// answer and its range are 10^0.25 higher.
  @Test(arguments: ScheduleSpecification.Shape.examples, [Optimizer.sgd, .adam()])
  func everySchedule(_ shape: ScheduleSpecification.Shape, _ optimizer: Optimizer) async throws {
    let constant = try await Self.find(.constant, optimizer).recommendation
    let outcome = try await Self.find(ScheduleSpecification(shape), optimizer)
    let recommendation = outcome.recommendation
    #expect(recommendation.constantLearningRate == constant.learningRate)
    #expect(recommendation.divergenceLearningRate == constant.divergenceLearningRate)
    // 40 epochs: restarts after 10 and 30, and the third cycle has hardly begun at the end;
    // 0.999^120 = 0.89.
    let high = ["constant", "plateau", "triangular", "warm-restarts", "exp-range"]
    let kept = high.contains(shape.name)
    let factor = kept ? 1 : 1.7782794
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
