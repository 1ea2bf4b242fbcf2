/// Which of several rates, from low to high, can be used: none that diverged in a run, and none above the lowest one
/// beyond the best that did.
struct SoundRates {
  /// Whether a rate diverged in a run.
  let diverged: [Bool]
  /// The place of the lowest rate beyond the best that did; behind the last where there is none.
  let edge: Int

  /// - Parameters:
  ///   - diverged: See `diverged(_:)`.
  ///   - isBeyond: Whether a rate lies above the best one.
  init(diverged: [Bool], isBeyond: (_ rate: Int) -> Bool) {
    self.diverged = diverged
    edge = diverged.indices.first { diverged[$0] && isBeyond($0) } ?? diverged.count
  }

  /// Whether each rate diverged in a run.
  static func diverged(_ trainings: [[FullTraining]]) -> [Bool] {
    trainings.map { $0.contains { $0.loss == nil } }
  }

  func isOut(_ rate: Int) -> Bool { diverged[rate] || rate >= edge }
}
