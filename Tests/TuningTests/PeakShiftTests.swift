import Testing
import Training
import Tuning

@Suite struct PeakShiftTests {
  /// A budget of 20 epochs of 50 steps.
  @Test(arguments: [
    ("constant", false),
    ("constant:warmup=10%", false),
    ("step", true),
    ("step:every=500ep", false),
    ("step:every=95%", false),
    ("multistep", true),
    // 0.95^19 = 0.38 in the last epoch, 0.99^19 = 0.83.
    ("exponential", true),
    ("exponential:gamma=0.99", false),
    // 1 / (1 + 0.01 · 950) = 0.1, 1 / (1 + 0.0001 · 950) = 0.91.
    ("inverse-time:k=0.01", true),
    ("inverse-time:k=0.0001", false),
    ("linear", true),
    ("linear:end=0.6", false),
    ("linear:warmup=10%", true),
    ("polynomial", true),
    ("cosine", true),
    ("cosine:warmup=5%,min=0.01", true),
    ("cosine:min=0.9", false),
    // The second cycle is cut off in its middle.
    ("warm-restarts", false),
    ("warm-restarts:period=50%,mult=1", true),
    // The last tenth falls from the peak to a quarter: 0.63 on the mean.
    ("triangular", false),
    ("triangular2", true),
    ("triangular:base=0,up=50%", true),
    ("onecycle", true),
    // √(100 / 950) = 0.32, √(500 / 950) = 0.73.
    ("inverse-sqrt:warmup=10%", true),
    ("inverse-sqrt:warmup=50%", false),
    ("wsd", true),
    ("plateau", false),
    ("resnet", true),
    ("bert", true),
  ])
  func decays(_ text: String, _ expected: Bool) throws {
    let schedule = try ScheduleSpecification.parse(text).resolved(
      budgetSteps: 1000, stepsPerEpoch: 50)
    #expect(PeakShift.decays(schedule, budgetSteps: 1000) == expected)
    #expect(PeakShift.decades(for: schedule, budgetSteps: 1000) == (expected ? 0.25 : 0))
  }
}
