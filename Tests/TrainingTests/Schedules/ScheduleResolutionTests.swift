import Testing
import Training

@Suite struct ScheduleResolutionTests {
  private func resolve(_ text: String, _ steps: Int, _ epoch: Int? = 10) throws -> Schedule {
    try ScheduleSpecification.parse(text).resolved(budgetSteps: steps, stepsPerEpoch: epoch)
  }

  @Test(arguments: [
    (
      "cosine:warmup=100",
      "schedule cosine: warmup=100 must be shorter than the budget of 100 steps"
    ),
    (
      "cosine:warmup=11ep",
      "schedule cosine: warmup=11ep, which is 110 steps, must be shorter than the budget of 100 steps"
    ),
    (
      "linear:warmup=100%",
      "schedule linear: warmup=100%, which is 100 steps, must be shorter than the budget of 100 steps"
    ),
    (
      "inverse-sqrt:warmup=500",
      "schedule inverse-sqrt: warmup=500 must be shorter than the budget of 100 steps"
    ),
    (
      "wsd:warmup=60%,decay=50%",
      "schedule wsd: warmup=60% and decay=50% are 60 and 50 steps, together longer than the budget "
        + "of 100"
    ),
    ("onecycle:pct=101", "schedule onecycle: pct=101 is longer than the budget of 100 steps"),
    (
      "multistep:at=50%|4ep",
      "schedule multistep: at=4ep does not come after the milestone before it"
    ),
  ])
  func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: ScheduleSpecification.BudgetError.self) { try resolve(text, 100) }
    #expect(error?.description == message)
  }

  @Test(arguments: ["step", "exponential", "warm-restarts", "cosine:warmup=1ep"])
  func needsEpochs(_ text: String) {
    let error = #expect(throws: ScheduleSpecification.BudgetError.self) {
      try resolve(text, 100, nil)
    }
    #expect(error?.needsEpochs == true)
  }

  /// However short the run, a schedule with durations in shares can be followed.
  @Test(arguments: ScheduleSpecification.Shape.examples, 1...12)
  func worksInShortRuns(_ shape: ScheduleSpecification.Shape, _ steps: Int) throws {
    for specification in [
      ScheduleSpecification(shape), ScheduleSpecification(shape, warmup: .percent(30)),
    ]
    where specification.warmup == nil || shape.takesWarmup {
      let schedule = try specification.resolved(budgetSteps: steps, stepsPerEpoch: 3)
      for step in 0..<steps + 3 {
        let multiplier = schedule.multiplier(at: step)
        #expect(multiplier >= 0 && multiplier <= 1, "\(specification) at \(step)")
      }
    }
  }

  /// The first of W steps is at 1/W; what follows has the steps that remain. With 10 of 50 steps
  /// for the warmup, half of the remaining 40 ends at step 30.
  @Test func warmupShortensWhatFollows() throws {
    let schedule = try resolve("multistep:warmup=20%,at=50%", 50)
    #expect(schedule.multiplier(at: 0) == 0.1)
    #expect(schedule.multiplier(at: 9) == 1)
    #expect(schedule.multiplier(at: 29) == 1)
    #expect(schedule.multiplier(at: 30) == 0.1)
  }

  @Test func afterTheBudgetTheRateStays() throws {
    for text in ["linear:end=0.2", "cosine:min=0.2", "polynomial:end=0.2"] {
      #expect(try abs(resolve(text, 10).multiplier(at: 25) - 0.2) < 1e-15, "\(text)")
    }
    #expect(try resolve("onecycle:div=2,final=2", 10).multiplier(at: 25) == 0.25)
  }

  /// A range test is evenly spaced and ends at its factor.
  @Test func rangeTests() {
    #expect(Schedule.linearRange(factor: 5, steps: 5).multiplier(at: 1) == 2)
    #expect(Schedule.linearRange(factor: 5, steps: 5).multiplier(at: 4) == 5)
    #expect(Schedule.exponentialRange(factor: 16, steps: 5).multiplier(at: 1) == 2)
    #expect(Schedule.exponentialRange(factor: 16, steps: 5).multiplier(at: 4) == 16)
  }
}

extension ScheduleSpecification.Shape {
  var takesWarmup: Bool { (try? ScheduleSpecification.parse("\(fullDescription.warmed)")) != nil }
}

extension String {
  /// The schedule with a warmup among its keys.
  fileprivate var warmed: String {
    contains("warmup=") ? "" : contains(":") ? "\(self),warmup=30%" : "\(self):warmup=30%"
  }
}
