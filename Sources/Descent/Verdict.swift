/// What becomes of a descent.
package enum Verdict: Sendable, Hashable {
  /// How many steps it takes to get there.
  package enum StepsNeeded: Sendable, Hashable {
    /// They were made and counted.
    case counted(Int)
    /// Extrapolated from the steps that were made.
    case estimated(Double)
    /// More than can be extrapolated, for the updates are lost in rounding.
    case never
  }

  /// Why no further step can be computed.
  package enum Breakdown: String, Sendable, Hashable {
    /// The square of the slope, or another number on the way, is beyond double precision.
    case overflow
    /// 0 was divided by 0, or the root of a negative number was drawn.
    case undefined
  }

  /// The function is a constant: it is flat everywhere.
  case flat
  /// The slope at the start is 0: there is no step to make.
  case startsAtRest(StationaryPoint)
  /// It reaches a minimum within the steps, and stays.
  ///
  /// - `steps`: after so many it is within `distance` for good.
  /// - `crossings`: how often it passed over the minimum before.
  case converges(to: StationaryPoint, steps: Int, distance: Double, crossings: Int)
  /// It approaches a minimum, but does not reach it within the steps.
  case tooSlow(
    to: StationaryPoint, steps: StepsNeeded, distance: Double, crossings: Int)
  /// It approaches a stationary point that is no minimum, and does not get past it.
  case stalls(at: StationaryPoint)
  /// It goes one way, to a stationary point that is no minimum or down for ever, but so slowly that
  /// within the steps it does not get a hundredth of the way.
  ///
  /// - `point`: where it heads; nil where nothing lies ahead.
  /// - `steps`: how many take it farther than `distance`, a move that can be seen.
  case hardlyMoves(towards: StationaryPoint?, steps: StepsNeeded, distance: Double)
  /// It goes to and fro for ever, between two numbers or more (`period`), or without a pattern.
  case bounces(low: Double, high: Double, period: Int?)
  /// It gets farther and farther away, to and fro or uphill; `step` is the last that could be
  /// computed, nil where none of them overflowed.
  case diverges(step: Int?)
  /// It goes down for ever, for the curve has no lowest value on that side.
  case fallsWithoutBound(step: Int?)
  /// It goes down for ever and no minimum is ahead, but the curve levels off towards a value; nil
  /// where it is not known what lies ahead.
  case goesOn(level: Double?)
  /// A step leads to where the function has no value.
  case leavesDomain(step: Int, x: Double, gap: String)
  /// It comes to rest where the slope is not 0: weight decay holds it there.
  case restsElsewhere(x: Double)
  /// It comes to rest on a stretch where the curve is flat.
  case restsOnPlateau(x: Double)
  /// It comes to rest where the slope is not 0: rounding swallows its steps.
  case stuck(x: Double)
  /// A step cannot be computed.
  case breaksDown(step: Int, Breakdown)

  /// The stationary point that it starts at or approaches.
  package var target: StationaryPoint? {
    switch self {
    case .startsAtRest(let point), .converges(let point, _, _, _), .tooSlow(let point, _, _, _),
      .stalls(let point):
      point
    case .hardlyMoves(let point, _, _): point
    case .flat, .bounces, .diverges, .fallsWithoutBound, .goesOn, .leavesDomain, .restsElsewhere,
      .restsOnPlateau, .stuck, .breaksDown:
      nil
    }
  }

  /// A short name, as it stands in JSON.
  package var name: String {
    switch self {
    case .flat: "flat"
    case .startsAtRest: "starts_at_rest"
    case .converges(_, 1, 0, _): "lands_in_one_step"
    case .converges(_, _, _, let crossings):
      crossings > 1 ? "oscillates_and_converges" : "converges"
    case .tooSlow: "too_slow"
    case .stalls: "stalls"
    case .hardlyMoves: "hardly_moves"
    case .bounces: "bounces"
    case .diverges: "diverges"
    case .fallsWithoutBound: "falls_without_bound"
    case .goesOn: "goes_on"
    case .leavesDomain: "leaves_domain"
    case .restsElsewhere: "rests_elsewhere"
    case .restsOnPlateau: "rests_on_plateau"
    case .stuck: "stuck"
    case .breaksDown: "breaks_down"
    }
  }
}
