import Glibc
import Training

extension FindReport {
  /// What the schedule does to the recommendation, or nil for the constant one.
  var scheduleRemark: String? {
    let schedule = plan.schedule
    guard schedule != .constant else { return nil }
    let recommendation = outcome.recommendation
    let base = "schedule: confirmed under a constant rate"
    if recommendation.peakShift != 0 {
      let factor = Decimal.significant(pow(10, recommendation.peakShift), digits: 2)
      return
        "\(base), which wants \(Decimal.significant(recommendation.constantLearningRate)); "
        + "\(schedule.shape.name) decays, so its peak is 10^"
        + "\(Decimal.significant(recommendation.peakShift)) (\(factor) times) higher"
    }
    if plan.resolvedSchedule.needsFeedback {
      return "\(base); \(schedule.shape.name) lowers it on feedback alone, so its peak is the same"
    }
    return
      "\(base); \(schedule.shape.name) does not end below half of its peak, so the peak is the same"
  }
}
