import Descent
import Foundation
import Testing
import Training

/// What is read, and that its derivatives are exact.
@Suite struct FormulaTests {
  /// Formulas of one variable, and their values at 0.7.
  static let values: [(text: String, value: Double)] = [
    ("-x^2", -0.49), ("(-x)^2", 0.49), ("2^3^2", 512), ("2^-x", pow(2, -0.7)), ("x^-1", 1 / 0.7),
    ("2(x+1)", 3.4), ("x(x+1)", 1.19), ("3x^2/2", 0.735), ("6/2*x", 2.1), ("1/2/x", 0.5 / 0.7),
    ("x sin(x)", 0.7 * sin(0.7)), ("sin(x)cos(x)", sin(0.7) * cos(0.7)),
    ("sin(x)^2", pow(sin(0.7), 2)),
    ("tan(x)", tan(0.7)), ("exp(-x)", exp(-0.7)), ("e^x", exp(0.7)), ("log(x)", log(0.7)),
    ("ln(x)", log(0.7)), ("sqrt(x)", 0.7.squareRoot()), ("abs(x - 1)", 0.3), ("pi x", .pi * 0.7),
    ("π·x", .pi * 0.7), ("2e3x", 1400), ("2e*x", 2 * M_E * 0.7), ("x^2.5", pow(0.7, 2.5)),
    ("x**-2", 1 / 0.49), ("(x)²", 0.49), ("2*-x", -1.4), ("x/-2", -0.35), ("1 - 2 - x", -1.7),
    ("((x))", 0.7), ("sign(x)", 1),
  ]

  @Test(arguments: values)
  func hasTheValue(_ row: (text: String, value: Double)) throws {
    let formula = try Formula(parsing: row.text)
    let value = formula.value(at: [0.7])
    #expect(abs(value - row.value) <= 1e-14 * abs(row.value), "\(value)")
    let again = try Formula(parsing: formula.expression.text(formula.variables))
    #expect(abs(again.value(at: [0.7]) - value) <= 1e-13 * abs(value), "what is printed reads back")
  }

  @Test func variablesAreInAlphabeticalOrder() throws {
    let formula = try Formula(parsing: "y^2 + 3x")
    #expect(formula.variables == ["x", "y"])
    #expect(formula.value(at: [2, 5]) == 31)
    #expect(try Formula(parsing: "xy").value(at: [2, 5]) == 10)
  }

  /// A generator of numbers that are the same every time (Knuth's MMIX).
  struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }

    /// A formula of x and y, as deep as is asked for.
    mutating func formula(depth: Int) -> String {
      guard depth > 0 else { return ["x", "y", "2", "0.5", "pi", "3x", "e"][roll(7)] }
      let (first, second) = (formula(depth: depth - 1), formula(depth: depth - 1 - roll(2)))
      switch roll(9) {
      case 0: return "(\(first)) + (\(second))"
      case 1: return "(\(first)) - (\(second))"
      case 2, 3: return "(\(first))(\(second))"
      case 4: return "(\(first))/(1 + (\(second))^2)"
      case 5: return "(\(first))^\(1 + roll(3))"
      case 6: return "(1 + abs(\(first)))^(0.3sin(\(second)))"
      case 7: return "sqrt(2 + cos(\(first)))"
      default: return "\(["sin", "cos", "exp", "abs", "log"][roll(5)])(1.5 + cos(\(first)))"
      }
    }
  }

  /// Gradient and Hessian of a thousand formulas against central differences.
  @Test(arguments: 0..<50)
  func derivativesAreThoseOfFiniteDifferences(seed: UInt64) throws {
    var dice = Dice(state: seed &* 7919 &+ 1)
    var checked = 0
    for _ in 0..<20 {
      let text = "(\(dice.formula(depth: 3))) + 0x + 0y"
      let formula = try Formula(parsing: text)
      let place = [0.3 + Double(dice.roll(100)) / 90, -0.4 + Double(dice.roll(100)) / 110]
      let value = formula.value(at: place)
      guard value.isFinite, abs(value) < 1e6 else { continue }
      let again = try Formula(parsing: formula.expression.text(formula.variables) + " + 0x + 0y")
      #expect(abs(again.value(at: place) - value) <= 1e-9 * (1 + abs(value)), "\(text)")
      func moved(_ variable: Int, _ h: Double) -> [Double] {
        var moved = place
        moved[variable] += h
        return moved
      }
      let h = 1e-5
      for variable in 0...1 {
        let slope = formula.slope(variable, at: place)
        let up = formula.value(at: moved(variable, h))
        let down = formula.value(at: moved(variable, -h))
        // Where a kink or a steep place is within h, differences say nothing.
        let halves = (up - value, value - down)
        guard abs(halves.0 - halves.1) < 1e-2 * (abs(halves.0) + abs(halves.1)) + 1e-9 else {
          continue
        }
        #expect(
          abs(slope - (up - down) / (2 * h)) <= 1e-4 * (1 + abs(slope) + abs(value)), "\(text)")
        for other in 0...1 {
          let curvature = formula.curvatures(at: place)[variable + other]
          let difference =
            (formula.slope(variable, at: moved(other, h))
              - formula.slope(variable, at: moved(other, -h))) / (2 * h)
          #expect(
            abs(curvature - difference) <= 1e-3 * (1 + abs(curvature) + abs(slope)), "\(text)")
        }
        checked += 1
      }
    }
    #expect(checked > 10)
  }

  static let gradients: [(text: String, gradient: [String])] = [
    ("x^2 + 10y^2", ["2x", "20y"]), ("x^2 - y^2", ["2x", "-2y"]),
    ("(1-x)^2 + 100(y-x^2)^2", ["-2(1 - x) - 400(y - x^2)·x", "200(y - x^2)"]),
    ("sin(x)", ["cos(x)"]), ("cos(2x)", ["-2sin(2x)"]), ("x sin(x)", ["sin(x) + x·cos(x)"]),
    ("e^x", ["e^x"]), ("log(x)", ["1/x"]), ("abs(x)", ["sign(x)"]), ("x^2.5", ["2.5x^1.5"]),
  ]

  @Test(arguments: gradients)
  func gradientsAreShort(_ row: (text: String, gradient: [String])) throws {
    let formula = try Formula(parsing: row.text)
    #expect(formula.gradient.map { $0.text(formula.variables) } == row.gradient)
  }

  @Test(
    arguments: [
      ("x + log(x - 1)", 0.5, "log of -0.5"), ("0*sqrt(x)", -2, "sqrt of -2"),
      ("x/x", 0, "0 divided by 0"), ("x^0.5", -4, "-4 to the power 0.5"),
      ("exp(x)/exp(x)", 1000, nil),
      ("sin(exp(x))", 1000, nil), ("x^2", -4, nil),
    ] as [(String, Double, String?)])
  func saysWhatHasNoValue(text: String, place: Double, gap: String?) throws {
    let formula = try Formula(parsing: text)
    #expect(formula.gap(at: [place]) == gap)
  }
}

/// What becomes of descents on curves that are no polynomials.
@Suite struct FormulaVerdictTests {
  static let cases: [(text: String, start: Double, rate: Double, name: String, target: Double?)] = [
    ("sin(x)", 2, 0.1, "converges", 1.5 * .pi),
    ("sin(x)", 2, 1.5, "oscillates_and_converges", 1.5 * .pi),
    ("sin(x)", 0.5 * .pi, 1, "starts_at_rest", 0.5 * .pi), ("sin(x)", 2, 2.5, "bounces", nil),
    ("abs(x)", 2, 0.3, "bounces", nil), ("abs(x - 1)", 5, 0.25, "converges", 1),
    ("exp(-x)", 0, 0.5, "goes_on", nil), ("1/x", 1, 0.1, "goes_on", nil),
    ("-exp(x)", 0, 0.5, "falls_without_bound", nil),
    ("-log(x)", 1, 0.5, "falls_without_bound", nil),
    ("log(x)", 1, 0.1, "leaves_domain", nil), ("sqrt(x)", 1, 0.3, "leaves_domain", nil),
    ("x log(x)", 2, 0.1, "converges", 1 / M_E), ("x - sin(x)", 2, 0.5, "stalls", 0),
    ("exp(x) - 2x", 0, 0.3, "converges", log(2)), ("exp(x^2)", 3, 0.1, "diverges", nil),
    ("(x - 1)^6", 1.9, 0.02, "too_slow", 1), ("x^52", 0.5, 0.1, "too_slow", 0),
    ("abs(x) + x", 1, 0.3, "rests_on_plateau", nil), ("x^51", 0.9, 0.01, "stalls", 0),
    ("cos(x)/x", 10, 0.5, "too_slow", 9.3179),
  ]

  @Test(arguments: cases)
  func verdict(_ row: (text: String, start: Double, rate: Double, name: String, target: Double?))
    throws
  {
    let run = Descent(Curve(try Formula(parsing: row.text)), from: row.start, steps: 100)
      .run(learningRate: row.rate)
    #expect(run.verdict.name == row.name, "\(run.verdict)")
    if let target = row.target {
      #expect(abs(try #require(run.verdict.target).x - target) < 1e-3)
    }
    let isFinite = run.path.allSatisfy(\.isFinite)
    #expect(isFinite)
  }

  /// What was not written out as a polynomial ends as if it was.
  @Test(arguments: [0.05, 0.2, 0.6, 1.5])
  func sameAsThePolynomial(rate: Double) throws {
    let polynomial = Descent(try Polynomial(parsing: "x^2 - 2x"), from: 3, steps: 50)
    let formula = Descent(Curve(try Formula(parsing: "x^2 - 2x + 0sin(x)")), from: 3, steps: 50)
    let (first, second) = (polynomial.run(learningRate: rate), formula.run(learningRate: rate))
    #expect(first.verdict.name == second.verdict.name)
    for (x, other) in zip(first.path, second.path) { #expect(abs(x - other) <= 1e-9 * abs(x)) }
    let points = formula.landscape.stationaryPoints
    #expect(points.count == 1 && abs(points[0].x - 1) < 1e-12 && points[0].kind == .minimum)
  }

  @Test func kinksAreToldFromMinima() throws {
    for (text, isKink) in [("abs(x)", true), ("abs(x - 0.3)", true), ("x^2 + 0sin(x)", false)] {
      let landscape = Descent(Curve(try Formula(parsing: text)), from: 2, steps: 1).landscape
      #expect(landscape.stationaryPoints.map(\.isKink) == [isKink], "\(text)")
    }
  }
}
