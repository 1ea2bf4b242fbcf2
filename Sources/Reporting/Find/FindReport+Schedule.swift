import Glibc
import Training

extension FindReport {
  /// The least shift that is worth a word, in decades: 5 %.
  private static let leastShift = 0.02

  /// What the schedule does to the recommendation, or nil for the constant one.
  var scheduleRemark: String? {
    let schedule = plan.schedule
    guard schedule != .constant else { return nil }
    let recommendation = outcome.recommendation
    let base = "schedule: confirmed under a constant rate"
    if recommendation.peakShift >= Self.leastShift {
      let factor = Decimal.significant(pow(10, recommendation.peakShift), digits: 2)
      return
        "\(base), which wants \(Decimal.significant(recommendation.constantLearningRate)); "
        + "\(schedule) is mostly below its peak, which is \(factor) times as high"
    }
    if plan.resolvedSchedule.needsFeedback {
      return "\(base); \(schedule.shape.name) lowers it on feedback alone, so its peak is the same"
    }
    return base
  }
}
