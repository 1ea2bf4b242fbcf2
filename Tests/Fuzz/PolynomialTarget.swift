import Descent
import Training

/// The reader of formulas, and a short descent on what it takes.
enum PolynomialTarget {
  private static let steps = 64

  static func check(_ text: String) {
    do throws(FormulaError) {
      let formula = try Formula(parsing: text)
      require(
        (try? Formula(parsing: formula.expression.text(formula.variables))) != nil
          || formula.expression.size > 100, "what is printed is read back")
      guard formula.variables.count == 1 else { return }
      if let polynomial = formula.polynomial {
        require(polynomial.coefficients.allSatisfy(\.isFinite), "coefficients are finite")
        require(
          (try? Polynomial(parsing: polynomial.description))?.coefficients
            == polynomial.coefficients,
          "a polynomial reads back as the same")
      }
      descend(on: Curve(formula))
    } catch {
      require(!error.description.isEmpty, "a message has words")
    }
  }

  /// Under a schedule, for a constant rate is followed for a million steps.
  private static func descend(on curve: Curve) {
    let schedule = ScheduleSpecification(.linear())
    guard let resolved = try? schedule.resolved(budgetSteps: steps, stepsPerEpoch: nil) else {
      fail("a linear schedule can be followed")
    }
    for start in [-1e3, 0.5, 2] {
      let descent = Descent(
        curve, from: start, steps: steps, schedule: (schedule, resolved))
      require(
        descent.landscape.stationaryPoints.allSatisfy(\.x.isFinite), "stationary points are finite")
      for rate in [1e-3, 0.5, 1e300] {
        let run = descent.run(learningRate: rate)
        require(run.path.allSatisfy(\.isFinite), "places are finite")
      }
    }
  }
}
