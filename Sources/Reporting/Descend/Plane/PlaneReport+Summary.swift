import Descent
import Training

extension PlaneReport {
  /// The answer for people: the function, how it bends, the paths, a verdict for each rate.
  ///
  /// - Parameter style: What the terminal can show.
  /// - Returns: The lines, without newlines.
  package func summary(_ style: Style) -> [String] {
    let columns = style.width
    func wrapped(_ lines: [String]) -> [String] {
      lines.flatMap { style.broken($0) }
    }
    var lines = wrapped([equation]).map(style.bold) + wrapped(points + limits)
    for (index, runs) in starts.enumerated() {
      lines += [""] + wrapped(rule(from: runs[0].descent.start, isFirst: index == 0))
      lines += ContourChart(runs, points: stationaryPoints, columns: columns).lines(style) + [""]
      lines += VerdictLines(
        runs.map {
          let words = PlaneVerdictWords($0)
          return ($0.learningRate, words.headline, words.details, words.isGood)
        }
      ).lines(style, columns: columns)
    }
    return lines
  }

  private var names: String { "(\(formula.variables[0]), \(formula.variables[1]))" }

  /// The function and its gradient.
  var equation: String {
    let (x, y) = (formula.variables[0], formula.variables[1])
    return
      "f(\(x), \(y)) = \(formula.readable), ∂f/∂\(x) = \(formula.gradient[0].text(formula.variables)), "
      + "∂f/∂\(y) = \(formula.gradient[1].text(formula.variables))"
  }

  private static let mostPointsListed = 6

  /// Where the gradient is 0.
  private var points: [String] {
    var lines: [String] = []
    if descent.weightDecay != 0, !descent.optimizer.traits.isDecayDecoupled {
      let decay = Decimal.significant(descent.weightDecay)
      lines.append(
        "weight decay \(decay) adds \(decay) times each variable to the gradient, which pulls towards "
          + "(0, 0)")
    }
    if descent.surface.isConstant { return lines + ["a constant: flat everywhere"] }
    let points = stationaryPoints
    guard !points.isEmpty else {
      return lines + ["no place was found around the paths where the gradient is 0"]
    }
    let list = points.prefix(Self.mostPointsListed).map {
      "a \($0.kind.rawValue) at \($0.place.text()), where f = \(Decimal.significant($0.value))"
    }
    let more = points.count - list.count
    lines.append(
      "the gradient is 0 at: " + list.joined(separator: "; ")
        + (more > 0 ? "; and \(more) more" : ""))
    for point in points.prefix(Self.mostPointsListed)
    where point.kind == .saddle && point.curvature.low < 0 && point.curvature.high > 0 {
      lines.append(
        "at the saddle \(point.place.text()) it rises along one direction and falls along the other: the "
          + "eigenvalues of the Hessian are \(point.curvature.words)")
    }
    return lines
  }

  /// What the shape of each minimum that a run is about asks of the rate.
  private var limits: [String] {
    guard descent.schedule.resolved == .constant else { return [] }
    var minima: [PlaneStationaryPoint] = []
    for case let minimum? in runs.map(\.minimum)
    where !minima.contains(where: { $0.place.distance(to: minimum.place) < 1e-6 }) {
      minima.append(minimum)
    }
    return minima.flatMap { minimum in
      let (place, curvature) = (minimum.place.text(), minimum.curvature)
      guard curvature.low > 0, let kappa = curvature.conditionNumber else {
        return ["at \(place) it does not bend in every direction, so that no rate is best there"]
      }
      var lines = [
        "at \(place) the eigenvalues of the Hessian are \(Decimal.significant(curvature.low)), along the "
          + "flattest direction, and \(Decimal.significant(curvature.high)), along the steepest: condition "
          + "number κ = \(Decimal.significant(kappa))"
      ]
      if let formula = descent.optimizer.stabilityFormula,
        let limit = descent.optimizer.stabilityLimit(curvature: curvature.high)
      {
        let bound = formula.replacing("f″", with: "λmax")
        var line =
          "so \(descent.optimizer.name) settles only with η below \(bound) = \(Decimal.significant(limit))"
        if descent.optimizer == .sgd, let best = curvature.bestLearningRate,
          let left = curvature.bestContraction
        {
          line +=
            "; the best is 2/(λmin + λmax) = \(Decimal.significant(best)), and even then a step leaves up "
            + "to (κ - 1)/(κ + 1) = \(Decimal.significant(left)) of the distance"
        }
        lines.append(line)
      }
      return lines
    }
  }

  /// Where it begins, and what a step does.
  private func rule(from start: PlanePoint, isFirst: Bool) -> [String] {
    let from = "from \(names) = \(start.text(digits: 6))"
    let bend =
      "there the eigenvalues of the Hessian are \(descent.surface.curvature(at: start).words)"
    guard isFirst else { return [from, bend] }
    let (optimizer, schedule) = (descent.optimizer, descent.schedule)
    let under =
      schedule.resolved == .constant ? "" : ", η under the schedule \(schedule.specification)"
    let (x, y) = (formula.variables[0], formula.variables[1])
    let step = optimizer.stepRule(variable: x).replacing("f′(\(x))", with: "∂f/∂\(x)")
    return [
      "\(from), \(Decimal.count(descent.steps, "step")) of \(optimizer.specification)\(under)",
      bend,
      "a step: \(step), and \(y) likewise; η is the learning rate",
    ]
  }
}
