import Descent
import Training

extension DescentReport {
  /// The answer for people: the curve, the rule of a step, the paths, a verdict for each rate.
  ///
  /// - Parameter style: What the terminal can show.
  /// - Returns: The lines, without newlines.
  package func summary(_ style: Style) -> [String] {
    let columns = style.width
    var lines = style.broken(equation).map(style.bold)
    lines += curve.flatMap { style.broken($0) }
    for (index, runs) in starts.enumerated() {
      lines.append("")
      lines += rule(from: runs[0].descent.start, isFirst: index == 0).flatMap { style.broken($0) }
      lines += DescentChart(runs, columns: columns).lines(style) + [""]
      lines += VerdictLines(
        runs.map {
          let words = VerdictWords($0)
          return ($0.learningRate, words.headline, words.details, words.isGood)
        }
      ).lines(style, columns: columns)
    }
    return lines
  }

  /// What the schedule is, where there is one.
  private var scheduleWords: String {
    let schedule = descent.schedule
    return schedule.resolved == .constant ? "" : ", η under the schedule \(schedule.specification)"
  }

  /// The polynomial and its derivative, such as `f(x) = x^2, f′(x) = 2x`.
  package var equation: String {
    let curve = descent.curve
    let name = curve.variable
    return "f(\(name)) = \(curve.readable), f′(\(name)) = \(curve.readableSlope)"
  }

  private static let mostPointsListed = 6

  /// Where the curve is flat, and what that says about the rate.
  private var curve: [String] {
    let landscape = descent.landscape
    let name = descent.curve.variable
    var lines: [String] = []
    if descent.weightDecay != 0, !descent.optimizer.traits.isDecayDecoupled {
      let decay = Decimal.significant(descent.weightDecay)
      // What is added to a polynomial is part of it; to others it is written.
      let sum =
        landscape.curve.polynomial?.readable
        ?? "\(landscape.curve.readable) + \(Decimal.significant(descent.weightDecay / 2))\(name)^2"
      lines.append(
        "weight decay \(decay) adds \(decay)·\(name) to the slope, so the descent is on \(sum)")
    }
    let points = landscape.stationaryPoints
    let minima = points.filter { $0.kind == .minimum }
    if landscape.isConstant {
      lines.append("a constant: flat everywhere")
    } else if points.isEmpty {
      lines.append("the slope is 0 nowhere\(whereLooked): there is no minimum")
    } else {
      // Of a curve that goes up and down for ever, those near the start.
      let listed =
        landscape.window == nil
        ? Array(points.prefix(Self.mostPointsListed))
        : points.sorted { abs($0.x - descent.start) < abs($1.x - descent.start) }
          .prefix(Self.mostPointsListed / 2).sorted { $0.x < $1.x }
      let list = listed.map {
        "\($0.words) at \(name) = \(Decimal.significant($0.x))"
      }
      let more = points.count - list.count
      lines.append(
        "the slope is 0\(whereLooked) at: " + list.joined(separator: ", ")
          + (more > 0 ? ", and \(more) more" : ""))
    }
    if let lowest = landscape.lowestMinimum, minima.contains(where: { $0.isAbove(lowest) }) {
      lines.append(
        "the lowest minimum is at \(name) = \(Decimal.significant(lowest.x)), where f = "
          + "\(Decimal.significant(lowest.value)); a descent may end in another")
    } else if landscape.window == nil, landscape.lowestMinimum == nil, !minima.isEmpty {
      lines.append("beyond the maximum next to it, the curve falls without bound")
    }
    return lines + limits
  }

  /// Where stationary points were looked for, where that is not everywhere.
  private var whereLooked: String {
    guard let window = descent.landscape.window else { return "" }
    return " between \(Decimal.significant(window.lowerBound)) and "
      + Decimal.significant(window.upperBound)
  }

  /// The stability limit of each minimum that a run is about; it is a limit of constant rates.
  private var limits: [String] {
    guard descent.schedule.resolved == .constant,
      let formula = descent.optimizer.stabilityFormula
    else { return [] }
    var minima: [StationaryPoint] = []
    for case let minimum? in runs.map(\.minimum) where !minima.contains(minimum) {
      minima.append(minimum)
    }
    return minima.compactMap { minimum in
      if minimum.isKink { return nil }
      let place = "\(descent.curve.variable) = \(Decimal.significant(minimum.x))"
      let curvature = Decimal.significant(minimum.curvature)
      guard let limit = descent.optimizer.stabilityLimit(curvature: minimum.curvature) else {
        return minimum.curvature > 0
          ? nil
          : "at \(place) the slope hardly changes (f″ = 0): no rate is too large very close to it"
      }
      return
        "stability limit at \(place): the slope changes at the rate f″ = \(curvature), so "
        + "\(descent.optimizer.name) settles only with η below "
        + "\(formula) = \(Decimal.significant(limit))"
    }
  }

  /// Where it begins, and what a step does.
  private func rule(from start: Double, isFirst: Bool) -> [String] {
    let name = descent.curve.variable
    let start = "\(name) = \(Decimal.significant(start, digits: 6))"
    let optimizer = descent.optimizer
    guard isFirst else { return ["from \(start)"] }
    var lines = [
      "from \(start), \(Decimal.count(descent.steps, "step")) of "
        + "\(optimizer.specification)\(scheduleWords)",
      "a step: \(optimizer.stepRule(variable: name)); η is the learning rate",
    ]
    if descent.weightDecay != 0, descent.optimizer.traits.isDecayDecoupled {
      lines.append(
        "weight decay \(Decimal.significant(descent.weightDecay)) also takes η · "
          + "\(Decimal.significant(descent.weightDecay)) · \(name) off \(name) at each step "
          + "(weight-decay=0 switches it off)")
    }
    return lines
  }
}

extension StationaryPoint {
  /// Whether the value is higher than at another, by more than rounding.
  fileprivate func isAbove(_ other: StationaryPoint) -> Bool {
    value - other.value > 1e-9 * max(abs(value), abs(other.value))
  }
}

extension StationaryPoint {
  /// What it is, and what that means where it is no everyday word.
  fileprivate var words: String {
    isKink ? "\(kind.words), a kink, where the slope jumps over 0" : kind.words
  }
}

extension StationaryPoint.Kind {
  /// The kind and, where its name is no everyday word, what it means.
  var words: String {
    switch self {
    case .minimum: "a minimum"
    case .maximum: "a maximum"
    case .inflection: "an inflection point (flat for a moment on the way down)"
    }
  }
}

extension Optimizer {
  /// What the stability limit is computed by.
  var stabilityFormula: String? {
    switch self {
    case .sgd: "2/f″"
    case .momentum(_, let dampening):
      dampening == 0 ? "(2 + 2β)/f″" : "(2 + 2β)/((1 - dampening)·f″)"
    case .nesterov: "(2 + 2β)/((1 + 2β)·f″)"
    case .adam, .adamw, .rmsprop, .adagrad, .lion, .nadamw,
      .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      nil
    }
  }

  /// One step in a formula or in words.
  func stepRule(variable: Character) -> String {
    let x = variable
    switch self {
    case .sgd:
      return "\(x) becomes \(x) - η·f′(\(x))"
    case .momentum(let momentum, let dampening):
      let slope = dampening == 0 ? "f′(\(x))" : "(1 - \(dampening))·f′(\(x))"
      return
        "the velocity v becomes β·v + \(slope), then \(x) becomes \(x) - η·v, with β = \(momentum)"
    case .nesterov(let momentum):
      return
        "the velocity v becomes β·v + f′(\(x)), then \(x) becomes \(x) - η·(f′(\(x)) + β·v), "
        + "with β = \(momentum)"
    case .adam, .adamw:
      return "η times the mean of recent slopes over their typical size, so about η at first"
    case .rmsprop:
      return "η times the slope over the typical size of recent ones, so never much below η"
    case .adagrad:
      return "η times the slope over the root of the sum of all squared slopes, so ever shorter"
    case .nadamw:
      return "η times the mean of recent slopes, looking ahead, over their typical size"
    case .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy, .dog, .ldog, .dadaptAdam:
      return "η times a step that depends on more than the slope"
    case .lion:
      return "η with the sign of the mean of recent slopes, whatever their size"
    }
  }
}

extension Decimal {
  /// A learning rate, which a user typed: with all its digits, as far as double precision has them.
  static func learningRate(_ value: Double) -> String { significant(value, digits: 15) }
}
