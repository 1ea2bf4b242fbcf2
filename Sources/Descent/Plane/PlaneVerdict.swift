/// What becomes of a descent in two variables.
package enum PlaneVerdict: Sendable, Hashable {
  /// The function is a constant.
  case flat
  /// The gradient at the start is 0: there is no step to make.
  case startsAtRest(PlaneStationaryPoint)
  /// It reaches a minimum within the steps, and stays within `distance` from `steps` on, for ever
  /// or up to the step `leavesAfter`.
  case converges(to: PlaneStationaryPoint, steps: Int, distance: Double, leavesAfter: Int?)
  /// It approaches a minimum, but does not reach it within the steps.
  case tooSlow(to: PlaneStationaryPoint, steps: Verdict.StepsNeeded, distance: Double)
  /// It comes to a stationary point that is no minimum, and stays there.
  case stalls(at: PlaneStationaryPoint)
  /// Within the steps it does not get as far as can be seen, which is `distance`.
  case hardlyMoves(steps: Verdict.StepsNeeded, distance: Double)
  /// It neither settles nor leaves: in the end the values are between these.
  case bounces(low: Double, high: Double)
  /// It gets farther and farther away, and the values rise; `step` is the last that could be
  /// computed, nil where none of them overflowed.
  case diverges(step: Int?)
  /// It goes down for ever; `step` is the last that could be computed.
  case fallsWithoutBound(step: Int)
  /// It is still on its way down, and nothing was found where it would settle.
  case goesOn
  /// A step leads to where the function has no value.
  case leavesDomain(step: Int, place: PlanePoint, gap: String)
  /// A step cannot be computed.
  case breaksDown(step: Int)

  /// The stationary point that it starts at or approaches.
  package var target: PlaneStationaryPoint? {
    switch self {
    case .startsAtRest(let point), .converges(let point, _, _, _), .tooSlow(let point, _, _),
      .stalls(let point):
      point
    case .flat, .hardlyMoves, .bounces, .diverges, .fallsWithoutBound, .goesOn, .leavesDomain,
      .breaksDown:
      nil
    }
  }

  /// A short name, as it stands in JSON; that of `Verdict` where it means the same.
  package var name: String {
    switch self {
    case .flat: "flat"
    case .startsAtRest: "starts_at_rest"
    case .converges(_, 1, _, _): "lands_in_one_step"
    case .converges: "converges"
    case .tooSlow: "too_slow"
    case .stalls: "stalls"
    case .hardlyMoves: "hardly_moves"
    case .bounces: "bounces"
    case .diverges: "diverges"
    case .fallsWithoutBound: "falls_without_bound"
    case .goesOn: "goes_on"
    case .leavesDomain: "leaves_domain"
    case .breaksDown: "breaks_down"
    }
  }
}
