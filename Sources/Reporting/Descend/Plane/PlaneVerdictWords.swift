import Descent
import Training

/// A verdict about a descent in two variables, in words.
struct PlaneVerdictWords {
  /// What becomes of the descent, in a line.
  let headline: String
  /// Why, and what would help.
  let details: [String]
  /// Whether it did what a descent is for.
  let isGood: Bool

  init(_ run: PlaneRun) {
    let words = Words(run: run)
    headline = words.headline
    details = words.details + words.contraction + words.limit + words.bend
    isGood = if case .converges = run.verdict { true } else { false }
  }

  private struct Words {
    let run: PlaneRun

    private static let sameRate = 1e-12
    private static let farBelow = 0.1

    private var names: String {
      let names = run.descent.surface.formula.variables
      return "(\(names[0]), \(names[1]))"
    }

    var headline: String {
      switch run.verdict {
      case .flat:
        return "nothing to descend: the gradient is 0 everywhere"
      case .startsAtRest(let point):
        return point.kind == .minimum
          ? "starts at the minimum: the gradient is 0, so it stays"
          : "never starts: a \(point.kind.rawValue) is flat too, and a gradient of 0 makes no step"
      case .converges(let point, 1, _, _):
        return "lands in one step on \(place(point))"
      case .converges(let point, let steps, let distance, _):
        return
          "converges: after \(count(steps)) it stays within \(number(distance)) of \(place(point))"
      case .tooSlow(let point, let steps, let distance):
        let goal = "within \(number(distance)) of \(place(point))"
        guard run.isConstant else {
          return "too slow: \(count(run.descent.steps)) of this schedule do not bring it \(goal)"
        }
        return switch steps {
        case .counted(let needed):
          "too slow for \(count(run.descent.steps)): it takes \(Decimal.grouped(needed)) to be \(goal)"
        case .estimated(let needed):
          "too slow for \(count(run.descent.steps)): it would take about \(number(needed)) (an "
            + "estimate) to be \(goal)"
        case .never:
          "too slow: after \(count(run.stepsFollowed)) it is not \(goal)"
        }
      case .stalls(let point):
        return "stalls at \(point.place.text()), a \(point.kind.rawValue) and no minimum"
      case .hardlyMoves(let steps, let distance):
        let moved = number(run.path[run.path.count - 1].distance(to: run.path[0]))
        let little = "hardly moves: \(count(run.descent.steps)) take it \(moved)"
        guard run.isConstant else { return little }
        return switch steps {
        case .counted(let needed):
          "\(little); \(Decimal.grouped(needed)) take it \(number(distance))"
        case .estimated(let needed):
          "\(little); it would take about \(number(needed)) (an estimate) to get \(number(distance)) far"
        case .never: little
        }
      case .bounces(let low, let high):
        let values =
          number(low) == number(high)
          ? "f is still \(number(low))" : "f is still between \(number(low)) and \(number(high))"
        return "does not settle: \(followed) \(values)"
      case .diverges(let step?):
        return "diverges: "
          + (step == 0 ? "the first step already leads" : "after \(count(step)) it is")
          + " too far out for the computer's numbers"
      case .diverges(nil):
        return "diverges, slowly: \(followed) it is farther away than ever"
      case .fallsWithoutBound(let step):
        return
          "falls without bound: after \(count(step)) f is too far below 0 for the computer's numbers"
      case .goesOn:
        return "is still on its way down \(followed), and no minimum was found ahead"
      case .leavesDomain(let step, let place, let gap):
        return
          "leaves the domain: step \(Decimal.grouped(step)) leads to \(names) = \(place.text()), where "
          + "the function has no value (\(gap))"
      case .breaksDown(let step):
        return "breaks down at step \(Decimal.grouped(step + 1)): \(undefined.what)"
      }
    }

    /// Why a step is no number, and what to do.
    private var undefined: (what: String, advice: String) {
      UndefinedStep.words(of: run.descent.optimizer)
    }

    var details: [String] {
      switch run.verdict {
      case .flat, .converges(_, 1, _, _): return []
      case .startsAtRest(let point):
        return point.kind == .minimum ? [] : ["start a little beside \(point.place.text())"]
      case .converges(_, _, _, let leavesAfter?):
        return [
          "but not for ever: its steps do not get shorter near the minimum, and after step "
            + "\(Decimal.grouped(leavesAfter)) it is farther away again"
        ]
      case .converges(_, _, _, nil): return []
      case .tooSlow:
        return [isFarBelow ? "\(reached); its steps are short against the way: raise η" : reached]
      case .stalls(let point):
        guard point.kind == .saddle else { return [reached] }
        return ["it came along the ridge; a start a little beside it would be thrown off, downhill"]
      case .hardlyMoves(_, let distance):
        return ["a move that can be seen is \(number(distance)), a hundredth of the way: raise η"]
      case .bounces: return ["\(reached): lower η"]
      case .diverges: return ["\(reached): lower η"]
      case .fallsWithoutBound, .goesOn: return [reached]
      case .leavesDomain: return ["lower η, or start elsewhere"]
      case .breaksDown: return ["\(reached); \(undefined.advice)"]
      }
    }

    /// What a step does to the distance along the flattest and the steepest direction.
    var contraction: [String] {
      guard run.isConstant, run.descent.optimizer == .sgd, let curvature = run.minimum?.curvature,
        curvature.low > 0
      else { return [] }
      if case .startsAtRest = run.verdict { return [] }
      let factors = [curvature.low, curvature.high].map { 1 - run.learningRate * $0 }
      return [
        "close to the minimum a step multiplies the distance by 1 - η·λ = \(factor(factors[0])) along the "
          + "flattest direction and by \(factor(factors[1])) along the steepest"
      ]
    }

    /// The rate against the stability limit.
    var limit: [String] {
      guard let limit = run.stabilityLimit else { return [] }
      let ratio = run.learningRate / limit
      let bound = "the stability limit \(number(limit))"
      switch run.verdict {
      case .converges, .tooSlow, .bounces, .diverges: break
      case .flat, .startsAtRest, .stalls, .hardlyMoves, .fallsWithoutBound, .goesOn, .leavesDomain,
        .breaksDown:
        return []
      }
      if abs(ratio - 1) < Self.sameRate { return ["η is exactly \(bound)"] }
      if ratio > 1 { return ["η is above \(bound)"] }
      switch run.verdict {
      case .diverges, .bounces:
        return ["η is below \(bound), but that is for close by: out here it bends more"]
      default:
        return ratio < Self.farBelow
          ? ["\(bound) is \(number(1 / ratio)) times η"] : ["η is below \(bound)"]
      }
    }

    /// How it bends where the steps end, where that is another than at the start.
    var bend: [String] {
      guard let last = run.path.last else { return [] }
      let surface = run.descent.surface
      let (start, end) = (surface.curvature(at: run.descent.start), surface.curvature(at: last))
      guard end.low.isFinite, end.high.isFinite,
        abs(end.high - start.high) + abs(end.low - start.low) > 1e-6
          * (abs(start.high) + abs(start.low))
      else { return [] }
      return [
        "where its \(Decimal.count(run.path.count - 1, "step")) end, the eigenvalues are \(end.words)"
      ]
    }

    // MARK: Parts

    private var isFarBelow: Bool {
      run.stabilityLimit.map { run.learningRate < Self.farBelow * $0 } ?? true
    }

    private var followed: String { "after \(count(run.stepsFollowed))" }

    /// Where the last step that was made led.
    private var reached: String {
      let last = run.path.count - 1
      return "after \(count(last)) \(names) = \(run.path[last].text(digits: 4))"
    }

    private func place(_ point: PlaneStationaryPoint) -> String {
      "the minimum at \(point.place.text())"
    }

    private func count(_ steps: Int) -> String { Decimal.count(steps, "step") }

    /// As many digits as it takes to tell it from 1; 0 where only rounding is left.
    private func factor(_ value: Double) -> String {
      if abs(value) < 1e-12 { return "0" }
      let digits = (3...15).first { Decimal.significant(abs(value), digits: $0) != "1" } ?? 3
      return Decimal.significant(value, digits: abs(value) == 1 ? 3 : digits)
    }

    private func number(_ value: Double) -> String { Decimal.significant(value) }
  }
}
