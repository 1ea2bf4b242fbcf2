import Testing
import Training

@Suite struct ScheduleTests {
  @Test func constantStays() {
    #expect((0..<100).allSatisfy { Schedule.constant.multiplier(at: $0) == 1 })
  }

  @Test(arguments: [1e7, 10, 1, 0.01], [2, 3, 100])
  func rangesRunFromOneToTheirFactor(_ factor: Double, steps: Int) {
    for schedule in [
      Schedule.exponentialRange(factor: factor, steps: steps),
      .linearRange(factor: factor, steps: steps),
    ] {
      #expect(schedule.multiplier(at: 0) == 1)
      #expect(abs(schedule.multiplier(at: steps - 1) / factor - 1) < 1e-14)
    }
  }

  /// 1 → 10000 over 5 steps is 1, 10, 100, 1000, 10000; 1 → 9 over 5 steps is 1, 3, 5, 7, 9.
  @Test func stepsBetweenAreEven() {
    let exponential = Schedule.exponentialRange(factor: 10_000, steps: 5)
    for (step, expected) in [1.0, 10, 100, 1000, 10_000].enumerated() {
      #expect(abs(exponential.multiplier(at: step) / expected - 1) < 1e-14)
    }
    let linear = Schedule.linearRange(factor: 9, steps: 5)
    #expect((0..<5).map { linear.multiplier(at: $0) } == [1, 3, 5, 7, 9])
  }

  @Test func oneStepIsTheBaseRate() {
    #expect(Schedule.exponentialRange(factor: 100, steps: 1).multiplier(at: 0) == 1)
    #expect(Schedule.linearRange(factor: 100, steps: 1).multiplier(at: 0) == 1)
  }
}
