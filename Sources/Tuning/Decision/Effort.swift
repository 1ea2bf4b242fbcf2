/// How much a search spends on certainty.
package enum Effort: String, Sendable, Hashable, CaseIterable {
  /// About one training: the survey alone.
  case quick
  /// The greater of one training and a model-second, so that full trainings decide wherever they are
  /// cheap.
  case usual
  /// What the last percent needs: more repetitions of the folds, and full trainings of large tables too.
  case full

  /// What it may spend: so many trainings, or so many model-seconds where those are more.
  package var allowance: (trainings: Double, modelSeconds: Double) {
    switch self {
    case .quick: (1, 0)
    case .usual: (1, 1)
    case .full: (30, 10)
    }
  }

  /// How often the folds of the rows are drawn at most.
  package var mostRepetitions: Int {
    switch self {
    case .quick: 1
    case .usual: 5
    case .full: 10
    }
  }
}
