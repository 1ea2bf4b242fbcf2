import Glibc
import Training
import Tuning

extension FindReport {
  /// The least shift that is worth a word, in decades: 5 %.
  private static let leastShift = 0.02

  /// What the schedule does to the recommendation, or nil for the constant one.
  var scheduleRemark: String? {
    let schedule = plan.schedule
    guard schedule != .constant else { return nil }
    let recommendation = outcome.recommendation
    let base = "schedule: searched at constant rates"
    if recommendation.peakShift >= Self.leastShift {
      let factor = Decimal.significant(pow(10, recommendation.peakShift), digits: 2)
      let steps = plan.budgetSteps
      let mean = Decimal.significant(
        PeakShift.meanMultiplier(of: plan.resolvedSchedule, steps: 0..<steps), digits: 2)
      let isLow = PeakShift.decays(plan.resolvedSchedule, budgetSteps: steps)
      return
        "\(base), of which \(Decimal.significant(recommendation.constantLearningRate)) is best; "
        + "\(schedule) averages \(mean) of its peak\(isLow ? " and ends low" : ""), so the peak is "
        + "set \(factor) times as high"
    }
    if plan.resolvedSchedule.needsFeedback {
      return "\(base); \(schedule.shape.name) lowers it on feedback alone, so its peak is the same"
    }
    return base
  }
}
