import Descent
import Training

/// The reader of polynomials, and a short descent on what it takes.
enum PolynomialTarget {
  private static let steps = 64

  static func check(_ text: String) {
    do throws(PolynomialError) {
      let polynomial = try Polynomial(parsing: text)
      require(polynomial.coefficients.allSatisfy(\.isFinite), "coefficients are finite")
      require(
        (try? Polynomial(parsing: polynomial.description))?.coefficients == polynomial.coefficients,
        "a polynomial reads back as the same")
      descend(on: polynomial)
    } catch {
      require(!error.description.isEmpty, "a message has words")
    }
  }

  /// Under a schedule, for a constant rate is followed for a million steps.
  private static func descend(on polynomial: Polynomial) {
    let schedule = ScheduleSpecification(.linear())
    guard let resolved = try? schedule.resolved(budgetSteps: steps, stepsPerEpoch: nil) else {
      fail("a linear schedule can be followed")
    }
    for start in [-1e3, 0.5, 2] {
      let descent = Descent(
        polynomial, from: start, steps: steps, schedule: (schedule, resolved))
      require(
        descent.landscape.stationaryPoints.allSatisfy(\.x.isFinite), "stationary points are finite")
      for rate in [1e-3, 0.5, 1e300] {
        let run = descent.run(learningRate: rate)
        require(run.path.allSatisfy(\.isFinite), "places are finite")
      }
    }
  }
}
