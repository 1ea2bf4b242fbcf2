/// How much training confirmation spends.
package enum SurveyEffort: String, Sendable, Hashable {
  /// About one training.
  case usual
  /// The early rungs look at three splits of the rows, because one small split can mislead.
  case fewRows
  /// Every rung looks at three splits of the rows.
  case thorough

  /// The training rows up to which the usual effort looks at several splits.
  package static let fewRowsLimit = 600

  /// The effort for a table.
  ///
  /// - Parameters:
  ///   - trainingRows: The rows to train on.
  ///   - isThorough: Whether the user asks for more certainty.
  package init(trainingRows: Int, isThorough: Bool) {
    self = isThorough ? .thorough : trainingRows <= Self.fewRowsLimit ? .fewRows : .usual
  }

  /// How many trainings of a rate each rung looks at; every one has its own initial weights.
  var repeats: [Int] {
    switch self {
    case .usual: [3, 1, 1, 1]
    case .fewRows: [3, 3, 1, 1]
    case .thorough: [3, 3, 3, 3]
    }
  }

  /// The lanes of the first rung, which has the most of all.
  package var widestRound: Int { (2 * Rung.reach + 1) * repeats[0] }

  /// The most repeats of any effort.
  static let mostRepeats = 3

  /// How many splits of the rows the repeats are spread over.
  package var splits: Int {
    switch self {
    case .usual: 1
    case .fewRows, .thorough: Self.mostRepeats
    }
  }

  /// What the whole search may spend, in trainings.
  package var allowance: Double {
    switch self {
    case .usual: 1
    case .fewRows: 1.2
    case .thorough: 3
    }
  }
}
