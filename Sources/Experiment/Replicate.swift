/// Which split of the rows a trial is trained on.
package struct Fold: Sendable, Hashable, Comparable {
  /// Which of the folds, from 0; from the count on of further repetitions, in each of which every row is held
  /// back once more.
  package var index: Int
  /// How many there are; 1 for the ordinary split.
  package var count: Int

  package init(_ index: Int, of count: Int) {
    self.index = index
    self.count = count
  }

  /// The split that is trained on unless folds are wanted.
  package static let ordinary = Fold(0, of: 1)

  package static func < (left: Fold, right: Fold) -> Bool {
    (left.count, left.index) < (right.count, right.index)
  }
}

/// What a training owes to chance: the weights and batches of a seed, and the rows of a fold.
///
/// Trainings of different configurations with the same replicate can be compared one by one: what both
/// owe to it cancels.
package struct Replicate: Sendable, Hashable, Comparable {
  package var seed: UInt64
  package var fold: Fold

  package init(seed: UInt64, fold: Fold = .ordinary) {
    self.seed = seed
    self.fold = fold
  }

  package static func < (left: Replicate, right: Replicate) -> Bool {
    (left.seed, left.fold) < (right.seed, right.fold)
  }

  /// Every seed in every fold, seed by seed.
  package static func all(seeds: some Sequence<UInt64>, folds: [Fold]) -> [Replicate] {
    seeds.flatMap { seed in folds.map { Replicate(seed: seed, fold: $0) } }
  }
}
