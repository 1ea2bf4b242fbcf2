import Training
import Tuning

/// What a sweep trains: the axes of the search space, and what all its trials share.
@dynamicMemberLookup
package struct SweepPlan: Sendable, Hashable {
  /// What is done at each point.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It is trained; the learning rate is an axis like the others.
    case train
    /// The whole job of `find`, so that points are compared at their own best rates.
    case find
  }

  /// How points of the search space are chosen.
  package enum Search: String, Sendable, Hashable, CaseIterable {
    /// Every combination.
    case grid
    /// Independent draws.
    case random
    /// A low-discrepancy sequence; see `QuasirandomSequence`.
    case quasirandom
    /// All points for a share of the steps, the best of them for more; see `Rungs`.
    case halving
  }

  /// How long a trial is.
  package enum Budget: Sendable, Hashable {
    case epochs(Int)
    case steps(Int)
    /// See `TrainingLength`.
    case usual
  }

  package var kind: Kind
  package var learningRates: RateAxis
  /// Whether nobody gave rates, and each optimizer takes that at which its authors promise that nothing has to be
  /// tuned.
  package var takesUntunedRate = false
  /// What is combined with each rate.
  package var axes: SettingAxes
  /// What is run instead of the training that is built in, with axes of its own.
  package var command: CommandSource?
  /// How many seeds each configuration is trained with: the first, and those that follow it; of kind
  /// `find`, those that follow it, as the first one found the rate.
  package var seedCount: Int
  /// The first seed; the data's split depends on it too.
  package var firstSeed: UInt64
  package var budget: Budget
  package var clipNorm: Double?
  /// What is spent on the rate of a point, of kind `find`.
  package var effort = Effort.usual
  package var search: Search
  /// The number of configurations that are drawn; nil for a grid.
  package var trials: Int?
  /// The rungs of halving.
  package var rungs = Rungs()
  /// Whether a best rate at an end of the rates makes for rates beyond it; see `EdgeExtension`.
  package var extendsEdges = false

  /// Whether everything is planned before anything is trained.
  package var isOneRound: Bool { search != .halving && !extendsEdges }

  package subscript<Value>(dynamicMember path: KeyPath<SettingAxes, Value>) -> Value {
    axes[keyPath: path]
  }

  /// The first seed is one that all that follow it are seeds too.
  static let firstSeeds = NumberDomain(
    0...NumberDomain.seed.upper - NumberDomain.seedCount.upper)
  /// The most trials of a plan; beyond it an axis was surely mistyped.
  package static let mostTrials = 10_000_000
}
