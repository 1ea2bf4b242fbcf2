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
  }

  /// −log₁₀ of the mean multiplier, and 0.15 where it decays.
  @Test(arguments: [
    ("constant", 0),
    ("plateau", 0),
    // Half of the peak: 0.301; triangular rises and falls alike, but ends high after 2.5 cycles.
    ("linear", 0.301 + 0.15),
    ("cosine", 0.301 + 0.15),
    ("triangular:base=0,up=200", 0.301),
    // 300 · (1 + 0.1 + 0.01) + 100 · 0.001 of 1000.
    ("step:every=30%", 0.477 + 0.15),
    // 5 %, of which the mean is half; 75 %; 20 %, of which the mean is half.
    ("wsd", 0.058 + 0.15),
    ("constant:warmup=10%", 0.022),
    // 2^−19 at the end: the mean is about a tenth, and more than 0.7 was never seen to help.
    ("exponential:gamma=0.5", 0.7),
  ])
  func decades(_ text: String, _ expected: Double) throws {
    let schedule = try ScheduleSpecification.parse(text).resolved(
      budgetSteps: 1000, stepsPerEpoch: 50)
    #expect(abs(PeakShift.decades(for: schedule, budgetSteps: 1000) - expected) < 2e-3)
  }
}
