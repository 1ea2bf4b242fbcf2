import Glibc

/// The estimated chance that an answer loses more than five per cent, and what it comes from.
///
/// A logistic regression on what confirmation saw, over 52 data sets; each was judged by the
/// coefficients of the others when its threshold was chosen.
package struct Risk: Codable, Sendable, Hashable {
  /// What raises the chance.
  package enum Cause: String, Codable, Sendable, Hashable {
    /// The loss still fell when confirmation stopped.
    case stillFalling
    /// The validation loss rose when confirmation stopped.
    case rising
    /// Few validation rows.
    case fewValidationRows
    /// The loss fell little.
    case littleLearned
    /// Other initial weights prefer other rates.
    case seedsDisagree
    /// The neighbouring rate does much worse.
    case narrowRange
  }

  /// The estimated chance; 1 where no training could be judged.
  package let chance: Double
  /// What raises it most.
  package let mainCause: Cause

  /// The chance from which an answer is doubtful.
  package static let doubtfulFrom = 0.14

  /// The weight of each sign in log odds, and the log odds of none.
  private enum Weight {
    static let none = -1.94
    static let slope = 2.23
    static let rows = -0.71
    static let learned = -1.23
    static let seeds = 0.74
    static let neighbour = 2.75
  }

  /// Where each sign stands in an ordinary search; causes are what lies beyond.
  private static let ordinary = (logRows: 2.2, learned: 0.7, spread: 0.4)

  /// - Parameters:
  ///   - confirmation: Finished.
  ///   - validationRows: The rows that scores are means over.
  package init(_ confirmation: ConfirmationPlanner, validationRows: Int) {
    let slope = confirmation.slope ?? 0
    let scores = confirmation.finalists.map(\.score).sorted()
    let lowest = scores.first ?? 0
    let fall = confirmation.untrainedLoss.flatMap { (1 - lowest / $0).ifFinite } ?? 0
    let learned = min(max(fall, 0), 1)
    let neighbour =
      scores.count > 1 ? min((scores[1] - lowest) / confirmation.gain(to: lowest), 0.5) : 0
    let rows = log10(Double(max(validationRows, 1))) - Self.ordinary.logRows
    let spread = min(confirmation.seedSpread, 2)

    let steepness = Weight.slope * min(abs(slope) / RateTerms.steepSlope, 1)
    let odds =
      Weight.none + steepness + Weight.rows * rows + Weight.learned * learned
      + Weight.seeds * spread + Weight.neighbour * neighbour
    chance = confirmation.best == nil ? 1 : 1 / (1 + exp(-odds))
    let causes: [(cause: Cause, excess: Double)] = [
      (slope < 0 ? .rising : .stillFalling, steepness),
      (.fewValidationRows, Weight.rows * rows),
      (.littleLearned, Weight.learned * (learned - Self.ordinary.learned)),
      (.seedsDisagree, Weight.seeds * (spread - Self.ordinary.spread)),
      (.narrowRange, Weight.neighbour * neighbour),
    ]
    mainCause = causes.max { $0.excess < $1.excess }?.cause ?? .littleLearned
  }
}
