/// A stage of confirmation: how far the rates that are left are trained, and which go on.
struct Rung: Sendable {
  /// The number of updates at the end, as a share of the budget.
  var share: Double
  /// The checkpoints before the end, as shares of the budget.
  var checkpoints: [Double]
  /// How many of the last checkpoints a rate's score is the mean of.
  var scoredCheckpoints: Int
  /// The share of the budget from which the fall of the loss is measured.
  var slopeStart: Double
  /// How many rates on either side of the best go on.
  var keep: (below: Int, above: Int)

  /// The stages, measured against other ways to spend one training's steps.
  ///
  /// Short trainings favour rates that are too large, so low ones are kept alive; but the first
  /// hundredth of the budget says little about high ones.
  static let all = [
    Rung(
      share: 0.01, checkpoints: [], scoredCheckpoints: 1, slopeStart: 0,
      keep: (below: 2, above: 2)),
    Rung(
      share: 0.03, checkpoints: [], scoredCheckpoints: 1, slopeStart: 0.01,
      keep: (below: 2, above: 0)),
    Rung(
      share: 0.1, checkpoints: [0.075], scoredCheckpoints: 2, slopeStart: 0.03,
      keep: (below: 1, above: 0)),
    Rung(
      share: 0.3, checkpoints: [0.15, 0.25], scoredCheckpoints: 2, slopeStart: 0.15,
      keep: (below: 0, above: 0)),
  ]

  /// The distance of two neighbouring rates in decades.
  static let spacing = 0.5

  /// How many rates lie on either side of the centre.
  static let reach = 2

  /// How far from the centre widening goes, in spacings.
  static let farthest = 8
}
