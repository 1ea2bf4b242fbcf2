import Descent
import Reporting
import Testing
import Training

/// What is printed stays within the terminal, and its pictures hold what was descended.
@Suite struct WidthTests {
  static let formulas = [
    "x^2", "5x^3", "x^4 - 3x^2 + x", "sin(x)", "abs(x)", "1/x", "exp(-x)", "x log(x)", "sqrt(x)",
    "x^2 + 10y^2", "(1-x)^2 + 100(y-x^2)^2", "x^2 - y^2", "abs(x) + abs(y)", "exp(-x^2 - y^2)",
    "x + log(y)",
  ]

  private func summary(
    _ text: String, columns: Int, rates: [Double], style: Style? = nil
  ) throws -> [String] {
    let style = style ?? Style(hasColor: false, columns: columns)
    let formula = try Formula(parsing: text)
    if formula.variables.count == 1 {
      let descent = Descent(
        Curve(formula), from: 2, steps: 30,
        schedule: (
          ScheduleSpecification(.linear()),
          try ScheduleSpecification(.linear()).resolved(
            budgetSteps: 30, stepsPerEpoch: nil)
        ))
      return DescentReport(
        descent, runs: rates.map { descent.run(learningRate: $0) }, version: "0"
      ).summary(style)
    }
    let schedule = ScheduleSpecification(.linear())
    let descent = PlaneDescent(
      formula, from: PlanePoint(2, 1), steps: 30,
      schedule: (schedule, try schedule.resolved(budgetSteps: 30, stepsPerEpoch: nil)))
    return PlaneReport(rates.map { descent.run(learningRate: $0) }, version: "0")
      .summary(style)
  }

  @Test(arguments: formulas)
  func everyLineFits(text: String) throws {
    for columns in [60, 80, 120] {
      for rates in [
        [0.1], [1, 5], [0.1, 1, 5], [1, 0.5, 5, 0.0001, 1e-15], [0.123456789012345, 1],
      ] {
        let lines = try summary(text, columns: columns, rates: rates)
        for line in lines {
          #expect(line.count <= columns, "\(columns): \(line)")
          #expect(!line.contains("nan"))
        }
        #expect(lines.contains { $0.contains("•") || $0.contains("S") }, "a path is drawn")
      }
    }
  }

  /// Symbols are spelled before lines are broken, or these would be broken twice.
  @Test(arguments: formulas, [60, 80])
  func everyLineFitsInASCII(text: String, columns: Int) throws {
    let style = Style(hasColor: false, columns: columns, isASCII: true)
    for line in try summary(text, columns: columns, rates: [0.1, 1], style: style) {
      #expect(style.spelled(line).count <= columns, "\(line)")
    }
  }

  /// The ends of both axes of the curve are beyond what the runs that stay near visited.
  @Test(arguments: [("x^2", [0.9, 0.1]), ("x^4 - 3x^2 + x", [0.22, 0.01]), ("5x^3", [0.001])])
  func axesHoldWhatWasDescended(text: String, rates: [Double]) throws {
    let descent = Descent(try Polynomial(parsing: text), from: 2, steps: 15)
    let runs = rates.map { descent.run(learningRate: $0) }
    let lines = DescentReport(descent, runs: runs, version: "0")
      .summary(Style(hasColor: false, columns: 80))
    // The line below the curve's rule has its ends; the first panel's stand there too.
    let rule = try #require(lines.firstIndex { $0.hasPrefix("         └") })
    let ends = lines[rule + 1].split(separator: " ").compactMap { Double($0) }
    for x in runs.flatMap({ $0.path.prefix(16) })
    where runs.allSatisfy({ $0.verdict.target != nil }) {
      #expect(ends[0] <= x && x <= ends[1], "\(ends) \(x)")
    }
    let marks = lines[..<rule].joined().count { $0 == "•" }
    #expect(marks >= runs.count)
  }
}
