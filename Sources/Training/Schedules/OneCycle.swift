import Glibc

/// `OneCycleLR` (Smith and Topin, 2018) in two phases.
package struct OneCycle: Codable, Hashable, Sendable {
  /// When it turns, and how.
  package var timing: Timing
  /// The peak is this many times the first rate.
  package var div: Double
  /// The first rate is this many times the last.
  package var final: Double
  /// Momentum at the peak of the rate.
  package var baseMomentum: Double
  /// Momentum at both ends.
  package var maxMomentum: Double

  /// The phases of a cycle.
  package struct Timing: Codable, Hashable, Sendable {
    /// The length of the rise in steps; as in PyTorch it may end between two of them.
    package var rise: Double
    /// The length of the whole in steps.
    package var steps: Int
    package var anneal: Annealing

    /// A value between its low end, the turn, and its high end.
    ///
    /// As in PyTorch the rise ends at step `rise − 1` and the fall at step `steps − 1`, counted
    /// from 0.
    func value(at step: Int, first: Double, turn: Double, last: Double) -> Double {
      let turning = rise - 1
      let end = Double(steps - 1)
      let step = min(Double(step), end)
      if step <= turning || turning >= end {
        return anneal.value(from: first, to: turn, share: turning > 0 ? step / turning : 1)
      }
      // A rise of less than a step has its end before the first; PyTorch counts from there too.
      return anneal.value(from: turn, to: last, share: (step - turning) / (end - turning))
    }
  }

  /// The multiplier of the peak.
  func multiplier(at step: Int) -> Double {
    timing.value(at: step, first: 1 / div, turn: 1, last: 1 / div / final)
  }

  /// How momentum moves against the rate.
  var momentum: MomentumCycle {
    MomentumCycle(timing: timing, base: baseMomentum, max: maxMomentum)
  }
}

/// Momentum that falls while the rate rises and rises while it falls, as in `OneCycleLR`.
package struct MomentumCycle: Codable, Hashable, Sendable {
  package var timing: OneCycle.Timing
  /// The momentum at the peak of the rate.
  package var base: Double
  /// The momentum at both ends.
  package var max: Double

  /// The momentum at a step.
  package func momentum(at step: Int) -> Double {
    timing.value(at: step, first: max, turn: base, last: max)
  }
}

extension Annealing {
  /// What lies at a share of the way from one value to another.
  func value(from start: Double, to end: Double, share: Double) -> Double {
    switch self {
    case .cos: end + (start - end) / 2 * (1 + Glibc.cos(.pi * share))
    case .linear: start + (end - start) * share
    }
  }
}
