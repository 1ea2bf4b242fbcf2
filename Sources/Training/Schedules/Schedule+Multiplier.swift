import Glibc

extension Schedule {
  /// The multiplier at a step.
  ///
  /// - Parameters:
  ///   - step: The number of updates made before, from 0.
  ///   - feedback: What the lane's checkpoints have shown; only `plateau` looks at it.
  /// - Returns: What the peak is multiplied by. After the last step of the budget it stays.
  package func multiplier(at step: Int, feedback: Feedback = Feedback()) -> Double {
    guard step >= warmupSteps else { return Double(step + 1) / Double(warmupSteps) }
    return curve.multiplier(at: step - warmupSteps, feedback: feedback)
  }
}

extension Schedule.Curve {
  fileprivate func multiplier(at step: Int, feedback: Feedback) -> Double {
    switch self {
    case .constant: 1
    case .staircase(let every, let gamma): pow(gamma, Double(step / every))
    case .milestones(let milestones, let gamma):
      pow(gamma, Double(milestones.count { $0 <= step }))
    case .inverseTime(let k): 1 / (1 + k * Double(step))
    case .polynomial(let power, let end, let steps):
      end + (1 - end) * pow(1 - Self.share(of: step, in: steps), power)
    case .cosine(let min, let steps): Self.cosine(min: min, share: Self.share(of: step, in: steps))
    case .warmRestarts(let period, let mult, let min):
      Self.cosine(min: min, share: Self.restartShare(of: step, period: period, mult: mult))
    case .cyclic(let base, let up, let height):
      base + (1 - base) * Self.cycleHeight(at: step, up: up, height)
    case .onecycle(let cycle): cycle.multiplier(at: step)
    case .inverseSqrt(let warmup):
      step < warmup
        ? Double(step + 1) / Double(warmup) : (Double(warmup) / Double(step + 1)).squareRoot()
    case .stableDecay(let stable, let decay, let shape):
      step < stable ? 1 : shape.multiplier(at: Self.share(of: step - stable, in: decay))
    case .plateau(let plateau): plateau.multiplier(feedback)
    case .exponentialRange(let factor, let steps):
      pow(factor, Self.share(of: step, in: steps - 1))
    case .linearRange(let factor, let steps):
      1 + (factor - 1) * Self.share(of: step, in: steps - 1)
    }
  }

  /// How much of some steps lies behind, from 0 to 1.
  private static func share(of step: Int, in steps: Int) -> Double {
    steps > 0 ? Double(min(step, steps)) / Double(steps) : 0
  }

  private static func cosine(min: Double, share: Double) -> Double {
    min + (1 - min) * (1 + cos(.pi * share)) / 2
  }

  /// - Complexity: O(log step) where periods grow.
  private static func restartShare(of step: Int, period: Int, mult: Int) -> Double {
    var (rest, length) = (step, period)
    if mult == 1 {
      rest %= period
    } else {
      while rest >= length {
        rest -= length
        length *= mult
      }
    }
    return Double(rest) / Double(length)
  }

  private static func cycleHeight(at step: Int, up: Int, _ height: Schedule.CycleHeight) -> Double {
    let (cycle, rest) = step.quotientAndRemainder(dividingBy: 2 * up)
    let triangle = Double(rest <= up ? rest : 2 * up - rest) / Double(up)
    switch height {
    case .same: return triangle
    case .halving: return triangle * pow(0.5, Double(cycle))
    case .exponential(let gamma): return triangle * pow(gamma, Double(step))
    }
  }
}

extension DecayShape {
  /// What is left of the peak at a share of the way.
  fileprivate func multiplier(at share: Double) -> Double {
    switch self {
    case .linear: 1 - share
    case .cosine: (1 + cos(.pi * share)) / 2
    case .sqrt: 1 - share.squareRoot()
    }
  }
}
