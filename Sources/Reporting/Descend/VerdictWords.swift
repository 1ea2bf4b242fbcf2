import Descent
import Training

/// A verdict in words that need no course in optimization.
struct VerdictWords {
  /// What becomes of the descent, in a line.
  let headline: String
  /// Why, and what would help.
  let details: [String]
  /// Whether it did what a descent is for.
  let isGood: Bool

  init(_ run: DescentRun) {
    let words = Words(run)
    headline = words.headline
    details = words.details + words.later + words.factor + words.limit
    isGood = if case .converges = run.verdict { true } else { false }
  }

  /// The sentences of one run.
  private struct Words {
    let run: DescentRun
    let name: Character

    private static let sameRate = 1e-12
    private static let farBelow = 0.1

    init(_ run: DescentRun) {
      self.run = run
      name = run.descent.curve.variable
    }

    var headline: String {
      switch run.verdict {
      case .flat:
        return "nothing to descend: the slope is 0 everywhere"
      case .startsAtRest(let point):
        return point.kind == .minimum
          ? "starts at the minimum: the slope is 0, so it stays"
          : "never starts: \(point.kind.name) is flat too, and a slope of 0 makes no step"
      case .converges(let point, 1, 0, _):
        return "lands in one step on \(place(point))"
      case .converges(let point, let steps, let distance, let crossings):
        return (crossings > 1 ? "swings to and fro and converges: " : "converges: ")
          + "after \(count(steps)) it stays within \(number(distance)) of \(place(point))"
      case .tooSlow(let point, let steps, let distance, _):
        let goal = "within \(number(distance)) of \(place(point))"
        // What a schedule would do in more steps depends on how many it is given.
        guard run.isConstant else {
          return "too slow: \(count(run.descent.steps)) of this schedule do not bring it \(goal)"
        }
        switch steps {
        case .counted(let needed):
          return "too slow for \(count(run.descent.steps)): "
            + "it takes \(Decimal.grouped(needed)) to be \(goal)"
        case .estimated(let needed):
          return "too slow for \(count(run.descent.steps)): "
            + "it would take about \(number(needed)) (an estimate) to be \(goal)"
        case .never:
          return "too slow: it never gets \(goal)"
        }
      case .stalls(let point):
        return "stalls at \(name) = \(number(point.x)), \(point.kind.name) and no minimum"
      case .hardlyMoves(_, let steps, let distance):
        let little = "hardly moves: \(count(run.descent.steps)) take it \(moved)"
        guard run.isConstant else { return little }
        switch steps {
        case .counted(let needed):
          return "\(little); \(Decimal.grouped(needed)) take it \(number(distance))"
        case .estimated(let needed):
          return "\(little); it would take about \(number(needed)) (an estimate) to get "
            + "\(number(distance)) far"
        case .never: return little
        }
      case .bounces(let low, let high, let period):
        let range = "between \(number(low)) and \(number(high))"
        // What divides by the slope's size has a memory, and is told of only as far as it was seen.
        let bounces =
          !run.isConstant
          ? "still bounces at the end,"
          : isAdaptive
            ? "still bounces after \(count(run.stepsFollowed)),"
            : "bounces for ever"
        switch period {
        case 2: return "\(bounces) \(range)"
        case let period?: return "\(bounces) among the same \(period) places, \(range)"
        case nil: return "\(bounces) \(range), without a pattern"
        }
      case .diverges(let step?):
        return "diverges: "
          + (step == 0 ? "the first step already leads" : "after \(count(step)) it is")
          + " too far out for the computer's numbers"
      case .diverges(nil):
        return "diverges, slowly: it gets farther away with every swing"
      case .fallsWithoutBound:
        return "falls without bound: the curve has no lowest value on this side"
      case .goesOn(let level?):
        return "goes down for ever: there is no minimum ahead, the curve levels off towards f = "
          + number(abs(level) < 1e-9 ? 0 : level)
      case .goesOn(nil):
        return
          "is still on its way after \(count(run.stepsFollowed)), and no minimum was found ahead"
      case .leavesDomain(let step, let x, let gap):
        return
          "leaves the domain: step \(Decimal.grouped(step)) leads to \(name) = \(number(x)), where "
          + "the function has no value (\(gap))"
      case .restsElsewhere(let x):
        return "comes to rest at \(name) = \(number(x)), where the slope is not 0"
      case .restsOnPlateau(let x):
        return "comes to rest at \(name) = \(number(x)), where the curve is flat: the slope is 0"
      case .stuck(let x):
        return "stuck at \(name) = \(number(x)): its steps are so short that rounding swallows them"
      case .breaksDown(let step, .overflow):
        return "breaks down at step \(Decimal.grouped(step + 1)): the square of the slope is too "
          + "large for the computer's numbers"
      case .breaksDown(let step, .undefined):
        return "breaks down at step \(Decimal.grouped(step + 1)): \(undefined.what)"
      }
    }

    /// Why a step is no number, and what to do.
    private var undefined: (what: String, advice: String) {
      UndefinedStep.words(of: run.descent.optimizer)
    }

    var details: [String] {
      switch run.verdict {
      case .flat, .converges(_, 1, 0, _): return []
      case .startsAtRest(let point):
        return point.kind == .minimum ? [] : ["start a little beside \(name) = \(number(point.x))"]
      case .converges(_, _, _, let crossings):
        return [Self.approach(crossings: crossings)]
      case .tooSlow(_, .never, _, _):
        return ["\(reached); its steps are so short that rounding swallows them: raise η"]
      case .tooSlow(_, _, _, 0):
        return ["\(reached); its steps are short, the first one is \(firstStep): raise η"]
      case .tooSlow(_, _, _, let crossings):
        let swings =
          "\(reached); it swings over the minimum (\(Decimal.count(crossings, "time")) so far)"
        // With a memory of earlier slopes, how fast swings die away depends on that more than on η.
        return [
          swings
            + (run.descent.optimizer == .sgd ? " and loses little: lower η" : ": give more --steps")
        ]
      case .stalls(let point):
        if run.path.last == point.x { return ["it landed exactly there, where the slope is 0"] }
        return [
          isAdaptive
            ? "\(reached); followed for \(count(run.stepsFollowed)), it does not get past"
            : "\(reached); the flatter it gets, the shorter its steps: it never gets past"
        ]
      case .hardlyMoves(let point, _, let distance):
        let way =
          point.map {
            "a hundredth of the way to \(name) = \(number($0.x)), \($0.kind.name) and no minimum"
          } ?? "with no minimum ahead"
        return ["a move that can be seen is \(number(distance)), \(way)"]
          + ["the first step is \(firstStep): raise η"]
      case .bounces(let low, let high, _):
        let inside = run.descent.landscape.stationaryPoints.filter {
          $0.kind == .minimum && (low...high).contains($0.x)
        }
        guard let point = inside.first, inside.count == 1 else { return [] }
        if point.isKink {
          return [
            "at the kink the slope jumps from one sign to the other, so that no constant η settles: "
              + "lower η for a smaller swing, or let a schedule lower it"
          ]
        }
        return [
          "it jumps over the minimum at \(name) = \(number(point.x)) again and again: lower η"
        ]
      case .diverges:
        return ["\(reached): lower η"]
      case .fallsWithoutBound, .goesOn:
        return [reached]
      case .leavesDomain:
        return ["lower η, or start elsewhere"]
      case .restsElsewhere:
        return ["weight decay pulls towards 0 as strongly as the slope pushes"]
      case .restsOnPlateau:
        return []
      case .stuck:
        return ["next to such a number they change nothing: raise η"]
      case .breaksDown(let step, .overflow):
        return step == 0 ? [] : [reached]
      case .breaksDown(_, .undefined):
        return ["\(reached); \(undefined.advice)"]
      }
    }

    /// What comes after it has settled, where that is not for ever.
    var later: [String] {
      guard let leaving = run.leaving else {
        guard isAdaptive, run.isConstant, case .converges = run.verdict else { return [] }
        return ["followed for \(count(run.stepsFollowed)), it does not leave again"]
      }
      return [
        "but not for ever: its steps do not get shorter near the minimum; after step "
          + "\(Decimal.grouped(leaving.after)) it is farther away again, and in the steps from "
          + "\(Decimal.grouped(leaving.steps.lowerBound)) to "
          + "\(Decimal.grouped(leaving.steps.upperBound)) it is between \(number(leaving.range.lowerBound)) "
          + "and \(number(leaving.range.upperBound))"
      ]
    }

    /// What a step does to the distance, where it always does the same.
    var factor: [String] {
      let landscape = run.descent.landscape
      guard run.isConstant, run.descent.optimizer == .sgd, landscape.curve.polynomial?.degree == 2,
        let point = landscape.stationaryPoints.first
      else { return [] }
      if case .startsAtRest = run.verdict { return [] }
      let factor = 1 - run.learningRate * point.curvature
      guard factor.isFinite, factor != 1 else { return [] }
      // As many digits as it takes to tell it from 1.
      let digits = (3...15).first { Decimal.significant(abs(factor), digits: $0) != "1" } ?? 3
      return [
        "each step multiplies the distance to \(name) = \(number(point.x)) by 1 - η·f″ = "
          + Decimal.significant(factor, digits: abs(factor) == 1 ? 3 : digits)
      ]
    }

    /// The rate against the stability limit.
    var limit: [String] {
      guard let limit = run.stabilityLimit else { return [] }
      let ratio = run.learningRate / limit
      let bound = "the stability limit \(number(limit))"
      switch run.verdict {
      case .startsAtRest, .flat, .fallsWithoutBound, .restsElsewhere, .stuck, .breaksDown,
        .stalls, .hardlyMoves, .goesOn, .leavesDomain, .restsOnPlateau:
        return []
      case .converges, .tooSlow, .bounces, .diverges: break
      }
      if abs(ratio - 1) < Self.sameRate { return ["η is exactly \(bound)"] }
      if ratio > 1 { return ["η is above \(bound)"] }
      switch run.verdict {
      case .diverges, .bounces:
        return ["η is below \(bound), but that is for close by: out here the curve is steeper"]
      default:
        return ratio < Self.farBelow
          ? ["\(bound) is \(times(1 / ratio)) times η"] : ["η is below \(bound)"]
      }
    }

    // MARK: Parts

    private static func approach(crossings: Int) -> String {
      switch crossings {
      case 0: "it comes from one side"
      case 1: "it overshoots the minimum once and comes back"
      default: "it jumps over the minimum \(Decimal.grouped(crossings)) times, ever less far"
      }
    }

    /// Where the last step that was made led.
    private var reached: String {
      let last = run.path.count - 1
      return "after \(count(last)) \(name) = \(number(run.path[last], digits: 4))"
    }

    /// Whether it divides by the size of the slope, so that its steps do not shrink with it.
    private var isAdaptive: Bool { run.descent.optimizer.traits.stabilityFactor == nil }

    /// How far the steps led.
    private var moved: String {
      number(abs(run.path[run.path.count - 1] - run.path[0]))
    }

    private var firstStep: String {
      run.path.count > 1 ? number(abs(run.path[1] - run.path[0])) : "0"
    }

    private func place(_ point: StationaryPoint) -> String {
      "the minimum at \(name) = \(number(point.x))"
    }

    private func count(_ steps: Int) -> String { Decimal.count(steps, "step") }

    private func times(_ factor: Double) -> String {
      (1e3..<1e6).contains(factor) ? Decimal.grouped(Int(factor.rounded())) : number(factor)
    }

    private func number(_ value: Double, digits: Int = 3) -> String {
      Decimal.significant(value, digits: digits)
    }
  }
}

extension StationaryPoint.Kind {
  /// The kind with its article.
  var name: String {
    switch self {
    case .minimum: "a minimum"
    case .maximum: "a maximum"
    case .inflection: "an inflection point"
    }
  }
}
