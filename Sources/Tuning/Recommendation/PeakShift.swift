import Glibc
import Training

/// How much higher than a constant rate the peak of a schedule is to be.
///
/// Training goes about as far as the sum of its rates, so a schedule whose mean is half of its peak
/// wants twice the peak; and one that ends low forgives a peak that is higher still, for the noise
/// of high rates is gone at the end. Thirteen schedules were measured on 26 to 60 data sets, an MLP
/// and a logistic regression, sgd and adam: their best shifts, from 0.25 (a trapezoid that decays
/// over the last fifth) to 0.6 decades (a step to a tenth after each 30 %), are this within 0.15.
package enum PeakShift {
  /// What schedules that decay get on top, in decades.
  private static let forDecay = 0.15

  /// The largest shift, in decades: no schedule that was measured wants more.
  private static let most = 0.7

  /// How far a shifted peak goes beyond the rate that did best in confirmation, and how far below
  /// the divergence edge it stays, in decades. Of 3,204 answers for schedules that move the rate, 18
  /// would have lost everything without the two, 5 and 4 with one of them, none with both.
  private static let room = (beyondBest: 0.2, belowEdge: 0.5)

  /// The last part of the budget, whose mean rate tells whether a schedule decays.
  private static let endShare = 0.1

  /// The largest mean rate there, as a fraction of the peak, that counts as decayed.
  private static let decayedLevel = 0.5

  /// Whether a schedule decays by itself: the mean rate of the last tenth of the budget is at most
  /// half of the peak.
  ///
  /// So a `step` that would come after the end of the budget does not decay, nor do cycles that end
  /// high; `plateau` decays on feedback alone, which nobody knows beforehand.
  ///
  /// - Complexity: O(steps)
  package static func decays(_ schedule: Schedule, budgetSteps: Int) -> Bool {
    guard !schedule.needsFeedback else { return false }
    let count = max(1, Int((endShare * Double(budgetSteps)).rounded()))
    return meanMultiplier(of: schedule, steps: budgetSteps - count..<budgetSteps) <= decayedLevel
  }

  /// The mean rate over some steps, as a fraction of the peak.
  ///
  /// - Complexity: O(steps)
  package static func meanMultiplier(of schedule: Schedule, steps: Range<Int>) -> Double {
    steps.reduce(0) { $0 + schedule.multiplier(at: $1) } / Double(steps.count)
  }

  /// How much higher the peak is to be, in decades.
  ///
  /// - Parameters:
  ///   - schedule: The schedule.
  ///   - budgetSteps: The steps of the training.
  /// - Returns: −log₁₀ of the mean rate as a fraction of the peak, and 0.15 more where the schedule
  ///   decays, at most 0.7; 0 where feedback alone moves the rate, which nobody knows beforehand.
  /// - Complexity: O(steps)
  package static func decades(for schedule: Schedule, budgetSteps: Int) -> Double {
    guard !schedule.needsFeedback, schedule != .constant,
      let shift = shift(of: schedule, budgetSteps: budgetSteps)
    else { return 0 }
    return min(shift + (decays(schedule, budgetSteps: budgetSteps) ? forDecay : 0), most)
  }

  /// The same without what schedules that decay get on top.
  ///
  /// - Complexity: O(steps)
  static func ofMeanRate(_ schedule: Schedule, budgetSteps: Int) -> Double {
    guard !schedule.needsFeedback, schedule != .constant,
      let shift = shift(of: schedule, budgetSteps: budgetSteps)
    else { return 0 }
    return min(shift, most)
  }

  /// −log₁₀ of the mean rate as a fraction of the peak; nil where all rates are 0.
  private static func shift(of schedule: Schedule, budgetSteps: Int) -> Double? {
    let mean = meanMultiplier(of: schedule, steps: 0..<budgetSteps)
    return mean > 0 ? -log10(mean) : nil
  }

  /// The part of a shift that stays near what was trained.
  ///
  /// - Parameters:
  ///   - decades: The shift.
  ///   - logLearningRate: log₁₀ of the rate that is shifted.
  ///   - best: The rate that did best in confirmation, or nil where none did.
  ///   - edge: The lowest rate from which training diverges, or nil.
  /// - Returns: From 0 to `decades`.
  static func held(
    _ decades: Double, of logLearningRate: Double, near best: Double?, below edge: Double?
  ) -> Double {
    let highest = min(
      best.map { log10($0) + room.beyondBest } ?? .infinity,
      edge.map { log10($0) - room.belowEdge } ?? .infinity)
    return min(decades, max(0, highest - logLearningRate))
  }
}
