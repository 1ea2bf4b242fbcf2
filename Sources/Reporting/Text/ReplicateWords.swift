/// What trainings are called that differ by chance alone: seeds, or where they were repeated in folds of
/// the rows, trainings.
package struct ReplicateWords: Sendable, Hashable {
  /// The folds; 1 for the ordinary split.
  let folds: Int

  /// One of them.
  var one: String { folds > 1 ? "training" : "seed" }

  /// A number of them, such as `3 seeds`.
  func count(_ number: Int) -> String { Decimal.count(number, one) }

  /// A number of them and what they are, such as `15 trainings (5 folds × 3 seeds)`.
  func described(_ number: Int) -> String {
    guard folds > 1 else { return count(number) }
    let seeds = number / folds
    guard seeds * folds == number else { return count(number) }
    let words = Decimal.count(folds, "fold")
    return seeds == 1 ? words : "\(count(number)) (\(words) × \(Decimal.count(seeds, "seed")))"
  }

  /// One that diverged, such as `a seed that diverged`.
  var diverging: String { "a \(one) that diverged" }

  /// That it diverged in some of them.
  func diverged(_ number: Int, of all: Int) -> String {
    "diverged \(folds > 1 ? "in" : "with") \(number) of \(count(all))"
  }

  /// What intervals over them say.
  var coverage: String {
    folds > 1
      ? "other seeds and other splits of these rows, not new data"
      : "other seeds, that is initial weights and batches, not new data"
  }
}
