import Testing
import Training

/// `ReduceLROnPlateau`, step by step.
@Suite struct FeedbackTests {
  private static func schedule(_ plateau: Plateau, warmup: Int = 0) -> Schedule {
    Schedule(.plateau(plateau), warmupSteps: warmup)
  }

  /// With a patience of 2 the third checkpoint without improvement lowers the rate.
  @Test func patience() {
    let schedule = Self.schedule(Plateau(factor: 0.5, patience: 2))
    var feedback = Feedback()
    let multipliers = [1.0, 1, 1, 1, 0.9, 0.9, 0.9, 0.9].enumerated().map { index, loss in
      feedback.absorb(loss, at: index + 1, under: schedule)
      return schedule.multiplier(at: index + 1, feedback: feedback)
    }
    #expect(multipliers == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25])
  }

  /// An improvement is a loss below best · (1 − 1e-4): 0.99995 is none, 0.9998 is one.
  @Test(arguments: [(0.99995, 1), (0.9998, 0)])
  func threshold(_ loss: Double, _ reductions: Int) {
    let schedule = Self.schedule(Plateau(patience: 0))
    var feedback = Feedback()
    feedback.absorb(1, at: 1, under: schedule)
    feedback.absorb(loss, at: 2, under: schedule)
    #expect(feedback.reductions == reductions)
  }

  @Test func theLossBeforeTrainingAndARepeatedCheckpointCountForNothing() {
    let schedule = Self.schedule(Plateau(patience: 0))
    var feedback = Feedback()
    feedback.absorb(0.1, at: 0, under: schedule)
    #expect(feedback == Feedback())
    feedback.absorb(1, at: 5, under: schedule)
    feedback.absorb(1, at: 5, under: schedule)
    #expect(feedback.reductions == 0)
  }

  @Test func warmupCountsForNothing() {
    let schedule = Self.schedule(Plateau(patience: 0), warmup: 10)
    var feedback = Feedback()
    for step in [5, 10] { feedback.absorb(1, at: step, under: schedule) }
    #expect(feedback == Feedback())
    #expect(schedule.multiplier(at: 4, feedback: feedback) == 0.5)
  }

  @Test func otherSchedulesLeaveItAlone() {
    var feedback = Feedback()
    feedback.absorb(1, at: 1, under: .constant)
    #expect(feedback == Feedback())
  }
}
