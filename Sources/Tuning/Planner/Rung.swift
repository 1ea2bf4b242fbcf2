/// A stage of confirmation: how far the rates that are left are trained, and which go on.
struct Rung: Sendable {
  /// The number of updates at the end, as a share of the budget.
  var share: Double
  /// The checkpoints before the end, as shares of the budget.
  var checkpoints: [Double]
  /// How many of the last checkpoints a rate's score is the mean of.
  var scoredCheckpoints: Int
  /// How many rates below the best go on.
  ///
  /// Short trainings favour rates that are too large, so the low ones are kept alive.
  var keptBelow: Int

  /// The stages, measured against other ways to spend one training's steps.
  static let all = [
    Rung(share: 0.01, checkpoints: [], scoredCheckpoints: 1, keptBelow: 3),
    Rung(share: 0.03, checkpoints: [], scoredCheckpoints: 1, keptBelow: 2),
    Rung(share: 0.1, checkpoints: [0.075], scoredCheckpoints: 2, keptBelow: 1),
    Rung(share: 0.3, checkpoints: [0.15, 0.25], scoredCheckpoints: 2, keptBelow: 0),
  ]

  /// The repeats of the first rung; later rungs train one.
  static let firstRepeats = 3

  /// The distance of two neighbouring rates in decades.
  static let spacing = 0.5

  /// How many rates lie on either side of the centre.
  static let reach = 2
}
