import Descent

/// A walk through the classic examples: the command of each, its picture, what becomes of it, and a
/// few words. Every number in it is computed.
package struct DescentTour: Sendable {
  private let version: String

  /// - Parameter version: The version of lrfind.
  package init(version: String) { self.version = version }

  /// A stop of the walk.
  private struct Stop {
    var title: String
    /// What to look at.
    var words: String
    var formula: String
    /// A start in each.
    var starts: [[Double]]
    var rates: [Double]
    var steps = 100
  }

  private static let stops = [
    Stop(
      title: "Steps of several lengths",
      words:
        "A step goes against the slope, by the slope times η. The same curve and the same start: "
        + "what becomes of it is decided by η alone.",
      formula: "x^2", starts: [[2]], rates: [1, 5, 0.0001, 0.1]),
    Stop(
      title: "Other starts",
      words:
        "On a parabola the start does not matter: each step multiplies the distance by the same "
        + "number. What bounces from 2 bounces from -2 and from 5, and what explodes, explodes.",
      formula: "x^2", starts: [[-2], [5]], rates: [1, 5, 0.0001, 0.1]),
    Stop(
      title: "A slope of 0 is not yet a minimum",
      words:
        "5x^3 is flat at 0, and goes on falling behind it. A small η stalls in front of it, a large "
        + "one jumps over it and falls for ever, and a tiny one does not get anywhere, which is not to "
        + "stall.",
      formula: "5x^3", starts: [[2]], rates: [0.001, 0.1, 1e-15]),
    Stop(
      title: "A bowl of two variables",
      words: "Across the valley it is steep, along it flat. One η has to do for both: the steep "
        + "direction says how large it may be, the flat one how long it takes. That is what the "
        + "condition number measures, and what momentum and Adam were made for.",
      formula: "x^2 + 10y^2", starts: [[2, 1]], rates: [0.05, 0.0909, 0.1, 0.2]),
    Stop(
      title: "A saddle",
      words:
        "Exactly on the ridge a descent comes to the saddle and stays; a little beside it, it is "
        + "thrown off. In a network there is always a little beside.",
      formula: "x^2 - y^2", starts: [[2, 0], [2, 0.000001]], rates: [0.1]),
  ]

  /// The lines of the walk.
  ///
  /// - Parameter style: What the terminal can show.
  /// - Returns: The lines, without newlines.
  package func lines(_ style: Style) -> [String] {
    var lines: [String] = []
    for (number, stop) in Self.stops.enumerated() {
      lines.append(style.bold("\(number + 1). \(stop.title)"))
      lines += style.broken(stop.words, indent: "")
      lines += ["", "   \(command(stop))", ""]
      lines += answer(stop, style) + [""]
    }
    lines += style.broken(
      "Too large explodes, too small crawls, and between them lies a good rate. Nobody has the "
        + "formula of a network's loss, so lrfind measures: lrfind train.csv", indent: "")
    return lines
  }

  private func command(_ stop: Stop) -> String {
    let starts = stop.starts.map { $0.map(Decimal.learningRate).joined(separator: ",") }
    let from =
      stop.starts[0].count == 1
      ? "--from \(starts.joined(separator: ","))"
      : starts.map { "--from \($0)" }.joined(separator: " ")
    return "lrfind descend \"\(stop.formula)\" \(from) --lr "
      + stop.rates.map(Decimal.learningRate).joined(separator: ",")
  }

  private func answer(_ stop: Stop, _ style: Style) -> [String] {
    guard let formula = try? Formula(parsing: stop.formula) else {
      preconditionFailure("the tour's formulas are read")
    }
    if formula.variables.count == 1 {
      let descents = stop.starts.map { Descent(Curve(formula), from: $0[0], steps: stop.steps) }
      let runs = descents.flatMap { descent in stop.rates.map { descent.run(learningRate: $0) } }
      return DescentReport(descents[0], runs: runs, version: version)
        .summary(style)
    }
    let runs = stop.starts.flatMap { start in
      let descent = PlaneDescent(formula, from: PlanePoint(start[0], start[1]), steps: stop.steps)
      return stop.rates.map { descent.run(learningRate: $0) }
    }
    return PlaneReport(runs, version: version).summary(style)
  }
}
