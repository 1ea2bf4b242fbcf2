import Glibc
import Training

/// What is usual of a rate that is a factor of a step size which the optimizer estimates itself.
///
/// The estimate starts some decades too low and grows while it trains, the faster the larger the factor: with
/// a small one nothing moves before the end, with a large one the estimate has overshot long before. So the best
/// factor depends on the number of steps more than on the table, and no short training shows it.
package struct UsualFactor: Sendable, Hashable {
  /// log₁₀ of the usual best rate under a constant schedule, not above that of its authors.
  package let constantDecade: Double
  /// How much higher the peak of the schedule is to be, in decades: 0.3 for cosine, where 0.2 to 0.35 were
  /// measured, 0.4 for 1cycle (0.25 to 0.45).
  package let peakShift: Double
  /// log₁₀ of the rate at which its authors promise that nothing has to be tuned.
  package let authorsDecade: Double

  /// Nil where the rate is a rate.
  ///
  /// - Parameters:
  ///   - settings: What is trained.
  ///   - schedule: The schedule.
  ///   - budgetSteps: The steps of the training.
  package init?(_ settings: TrainingSettings, schedule: Schedule, budgetSteps: Int) {
    let traits = settings.optimizer.traits
    guard traits.estimatesStepSize, let authors = traits.untunedRate else { return nil }
    constantDecade = min(Centre.usual(settings, budgetSteps: budgetSteps), log10(authors))
    peakShift = PeakShift.ofMeanRate(schedule, budgetSteps: budgetSteps)
    authorsDecade = log10(authors)
  }

  /// log₁₀ of the usual best rate.
  package var decade: Double { constantDecade + peakShift }
}
