import Planning

extension SweepReport {
  /// How the rates of a sweep were chosen, as far as it decides how others can be added.
  package enum RateChoice: Sendable, Hashable {
    /// Every one of a grid, which can be widened.
    case grid
    /// Likewise, and others beyond the ends of these.
    case extended([Double])
    /// Every one of a grid, which is halved.
    case halving
    /// Draws between two rates; between others all are drawn anew.
    case drawn(ClosedRange<Double>)

    package init(_ plan: SweepPlan) {
      let isDrawn = plan.search != .grid && plan.trials != nil
      if isDrawn, let bounds = plan.learningRates.bounds {
        self = .drawn(bounds)
      } else if plan.extendsEdges, let grid = plan.learningRates.grid {
        self = .extended(grid)
      } else {
        self = plan.search == .halving ? .halving : .grid
      }
    }
  }
}
