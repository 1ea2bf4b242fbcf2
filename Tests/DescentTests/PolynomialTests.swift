import Descent
import Testing

@Suite struct PolynomialTests {
  /// What is typed, how it is printed, and its derivative.
  static let texts: [(text: String, printed: String, derivative: String)] = [
    ("x^2", "x^2", "2x"),
    ("5x^3", "5x^3", "15x^2"),
    ("x^4 - 3x^2 + x", "x^4 - 3x^2 + x", "4x^3 - 6x + 1"),
    ("2*x**2", "2x^2", "4x"),
    ("2 * x ** 2", "2x^2", "4x"),
    ("-x^2", "-x^2", "-2x"),
    ("+x", "x", "1"),
    ("−x²+3x", "-x^2 + 3x", "-2x + 3"),
    ("x¹²", "x^12", "12x^11"),
    ("  x ^ 2-1 ", "x^2 - 1", "2x"),
    ("7", "7", "0"),
    ("0", "0", "0"),
    ("x - x", "0", "0"),
    ("0x^3 + x", "x", "1"),
    ("-0.5", "-0.5", "0"),
    (".5x + 2.", "0.5x + 2", "0.5"),
    ("0.1x^3", "0.1x^3", "0.3x^2"),
    ("1e-3x^2", "0.001x^2", "0.002x"),
    ("1E+2x", "100x", "100"),
    ("1e-7x", "1e-07x", "1e-07"),
    ("x*x*x", "x^3", "3x^2"),
    ("2x*3x", "6x^2", "12x"),
    ("x*2", "2x", "2"),
    ("x^2/2", "0.5x^2", "x"),
    ("1/2*x^2", "0.5x^2", "x"),
    ("3·t^2 × 2", "6t^2", "12t"),
    ("θ^2 - θ", "θ^2 - θ", "2θ - 1"),
    ("x + 1 + x + 2", "2x + 3", "2"),
    ("x^0", "1", "0"),
    ("x^1", "x", "1"),
    ("x^50", "x^50", "50x^49"),
    ("(x-1)^2", "x^2 - 2x + 1", "2x - 2"),
    ("2(x+1)", "2x + 2", "2"),
    ("-(x^2)", "-x^2", "-2x"),
    ("-(x - 3)(x + 3)", "-x^2 + 9", "-2x"),
    ("x(x^2)/4", "0.25x^3", "0.75x^2"),
    ("2^3x", "8x", "8"),
    ("sqrt(4)x", "2x", "2"),
    ("9007199254740993x", "9007199254740992x", "9007199254740992"),
  ]

  @Test(arguments: texts)
  func readsAndPrints(_ row: (text: String, printed: String, derivative: String)) throws {
    let polynomial = try Polynomial(parsing: row.text)
    #expect(polynomial.readable == row.printed)
    #expect(polynomial.derivative.readable == row.derivative)
    #expect(try Polynomial(parsing: "\(polynomial)") == polynomial, "what is printed is read back")
  }

  /// A derivative's coefficient that decimals cannot show shortly is still printed shortly.
  @Test func descriptionIsExactAndReadableIsShort() throws {
    let derivative = try Polynomial(parsing: "0.1x^3").derivative
    #expect("\(derivative)" == "0.30000000000000004x^2")
    #expect(derivative.readable == "0.3x^2")
    #expect(try Polynomial(parsing: "\(derivative)") == derivative)
  }

  static let errors: [(text: String, message: String)] = [
    ("", "it is empty; give one such as \"x^2\" or \"x^4 - 3x^2 + x\""),
    ("   ", "it is empty; give one such as \"x^2\" or \"x^4 - 3x^2 + x\""),
    ("xx", "character 1: 'xx' is not understood; write x^2 for a power"),
    ("x^", "character 3: a power should follow, as in x^2"),
    (
      "x2",
      "character 2: a number stands behind another factor; write x^2 for a power and * between factors"
    ),
    ("2 3x", "character 3: a number stands behind another factor; write * between factors"),
    ("1/3x", "character 4: what is divided by what? Write * in front of 'x', as in 1/3*x"),
    ("x/0", "character 3: division by 0"),
    ("0,5x", "character 2: a comma is not understood; decimals have a point, as in 0.5"),
    ("y = x^2", "character 3: '=' is not understood; give only what is behind it"),
    ("x^2 +", "character 6: it ends where a number or the variable should follow"),
    ("2*", "character 3: it ends where a number or the variable should follow"),
    ("x + * 2", "character 5: '*' is not understood here; a number or the variable should follow"),
    ("x ? 2", "character 3: '?' is not understood here; a number or the variable should follow"),
    ("x --x", "character 4: '-' is not understood here; a number or the variable should follow"),
    (".", "character 1: '.' is not a number"),
    ("sin x", "character 5: parentheses should follow 'sin', as in sin(x)"),
    ("sin(x", "character 4: this parenthesis is not closed; add ')'"),
    ("(x", "character 1: this parenthesis is not closed; add ')'"),
    ("()", "character 2: ')' is not understood here; is a '(' or a factor missing in front of it?"),
    ("x)", "character 2: ')' is not understood here; is a '(' or a factor missing in front of it?"),
    ("[x]", "character 1: such brackets are not understood; write ( and )"),
    ("|x|", "character 1: '|' is not understood; write abs(x)"),
    ("x/2y", "character 4: what is divided by what? Write * in front of 'y', as in 1/3*x"),
    ("1/2(x+1)", "character 4: what is divided by what? Write * in front of '(', as in 1/3*x"),
    (
      "x + y + z",
      "character 9: there are three variables, 'x', 'y' and 'z'; at most two are understood"
    ),
    (
      "sinh(x)",
      "character 1: 'sinh' is not understood: only numbers, one or two letters as variables, + - * / ^, parentheses, pi, e and sin, cos, tan, exp, log, sqrt, abs, sign are"
    ),
    ("xe", "character 1: 'xe' is not understood; write * between factors"),
    ("E^2", "character 1: 'E' is read as part of numbers, as in 1E-3; name the variable x"),
    (
      String(repeating: "(", count: 40) + "x" + String(repeating: ")", count: 40),
      "character 31: it is nested too deeply: at most 30 levels are understood"
    ),
    // A mark would join the sign in front of it.
    (
      "\u{5BC}",
      "character 1: '\u{5BC}' is not understood here; a number or the variable should follow"
    ),
    ("1e400x", "character 1: this number is too large for double precision (at most 1.8e308)"),
    (
      "1e308x^3", "its derivatives are too large for double precision (at most 1.8e308)"
    ),
    (
      "x^2 + 1e308x + 1e308x",
      "its coefficients are too large for double precision (at most 1.8e308)"
    ),
  ]

  @Test(arguments: errors)
  func saysWhatIsWrong(_ row: (text: String, message: String)) {
    #expect {
      try Formula(parsing: row.text)
    } throws: { error in
      "\(error)" == "formula '\(row.text)': \(row.message)"
    }
  }

  @Test func valueAndDerivatives() throws {
    // x⁴ - 3x² + x at 2: 16 - 12 + 2; 4·8 - 6·2 + 1; 12·4 - 6
    let polynomial = try Polynomial(parsing: "x^4 - 3x^2 + x")
    #expect(polynomial.value(at: 2) == 6)
    #expect(polynomial.derivative.value(at: 2) == 21)
    #expect(polynomial.derivative.derivative.value(at: 2) == 42)
    #expect(polynomial.value(at: 1e200) == .infinity)
    #expect(polynomial.derivative.value(at: -1e200) == -.infinity)
  }
}

@Suite struct LandscapeTests {
  /// Polynomials, and where their slope is 0: to 12 digits, and what is there.
  static let curves: [(text: String, points: [(x: Double, kind: StationaryPoint.Kind)])] = [
    ("7", []),
    ("2x", []),
    ("x^3 + x", []),
    ("x^2", [(0, .minimum)]),
    ("-x^2", [(0, .maximum)]),
    ("x^2 - 6x + 9", [(3, .minimum)]),
    ("5x^3", [(0, .inflection)]),
    ("x^4", [(0, .minimum)]),
    ("x^50", [(0, .minimum)]),
    ("x^3 - 3x", [(-1, .maximum), (1, .minimum)]),
    ("x^4 - 2x^2", [(-1, .minimum), (0, .maximum), (1, .minimum)]),
    // 4x³ - 6x + 1 = 0
    (
      "x^4 - 3x^2 + x",
      [
        (-1.3008395659415772, .minimum), (0.16993844331159128, .maximum),
        (1.130901122629986, .minimum),
      ]
    ),
    // f′ = 12x³ - 24x² + 12x = 12x·(x - 1)²
    ("3x^4 - 8x^3 + 6x^2", [(0, .minimum), (1, .inflection)]),
    // f′ = 5·(x - 0.1)⁴, expanded, with coefficients that binary fractions only approximate
    ("x^5 - 0.5x^4 + 0.1x^3 - 0.01x^2 + 0.0005x", [(0.1, .inflection)]),
    ("1e-30x^2", [(0, .minimum)]),
    ("x^2 - 2e8x", [(1e8, .minimum)]),
  ]

  @Test(arguments: curves)
  func stationaryPoints(
    _ row: (text: String, points: [(x: Double, kind: StationaryPoint.Kind)])
  ) throws {
    let points = Landscape(try Polynomial(parsing: row.text)).stationaryPoints
    try #require(points.map(\.kind) == row.points.map(\.kind))
    for (point, expected) in zip(points, row.points) {
      #expect(abs(point.x - expected.x) <= 1e-11 * max(1, abs(expected.x)))
    }
  }

  /// f′ = (x - 1)(x - 2)…(x - 9), whose roots are where they are by construction.
  @Test func manyRoots() {
    var slope = Polynomial([1])
    for root in 1...9 {
      slope = Polynomial([0] + slope.coefficients).subtracting(slope, times: Double(root))
    }
    let roots = slope.realRoots
    #expect(roots.count == 9)
    for (root, expected) in zip(roots, 1...9) { #expect(abs(root - Double(expected)) < 1e-8) }
  }

  @Test func downhillAndLowest() throws {
    let landscape = Landscape(try Polynomial(parsing: "x^4 - 3x^2 + x"))
    #expect(landscape.minimumDownhill(from: 0.5)?.x == landscape.stationaryPoints[2].x)
    #expect(landscape.minimumDownhill(from: 0.1)?.x == landscape.stationaryPoints[0].x)
    #expect(landscape.lowestMinimum?.x == landscape.stationaryPoints[0].x)
    let cubic = Landscape(try Polynomial(parsing: "x^3 - 3x"))
    #expect(cubic.minimumDownhill(from: -2) == nil)
    #expect(cubic.lowestMinimum == nil)
    #expect(cubic.fallsWithoutBound(side: -1) && !cubic.fallsWithoutBound(side: 1))
  }
}

extension Polynomial {
  fileprivate func subtracting(_ other: Polynomial, times factor: Double) -> Polynomial {
    var result = self
    for (power, coefficient) in other.coefficients.enumerated() {
      result = result.adding(-factor * coefficient, power: power)
    }
    return result
  }
}
