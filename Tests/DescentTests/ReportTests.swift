import Descent
import Foundation
import Reporting
import Testing
import Training

/// What is printed.
@Suite struct ReportTests {
  private func report(
    _ polynomial: String, from start: Double, _ learningRates: [Double],
    with optimizer: String = "sgd",
    steps: Int = 100
  ) throws -> DescentReport {
    let choice = try Optimizer.parse(optimizer)
    let descent = Descent(
      try Polynomial(parsing: polynomial), from: start, steps: steps, optimizer: choice.optimizer,
      weightDecay: choice.weightDecay ?? choice.optimizer.traits.defaultWeightDecay)
    return DescentReport(
      descent, runs: learningRates.map { descent.run(learningRate: $0) }, version: "0")
  }

  private func summary(
    _ polynomial: String, from start: Double, _ learningRates: Double...,
    with optimizer: String = "sgd",
    steps: Int = 100, columns: Int = 80
  ) throws -> String {
    try report(polynomial, from: start, learningRates, with: optimizer, steps: steps)
      .summary(Style(hasColor: false, columns: columns)).joined(separator: "\n")
  }

  /// All of the introduction's page.
  @Test func introduction() throws {
    #expect(
      try summary("x^2", from: 2, 1, 0.5, 1.5, 0.0001) == """
        f(x) = x^2, f′(x) = 2x
        the slope is 0 at: a minimum at x = 0
        stability limit at x = 0: the slope changes at the rate f″ = 2, so sgd settles
          only with η below 2/f″ = 1

        from x = 2, 100 steps of sgd
        a step: x becomes x - η·f′(x); η is the learning rate

                  η = 1             η = 0.5           η = 1.5           η = 0.0001
            6.76 ┤·              · │·              · │·              · │·              ·
                 ┤                 │                 │                 │
                 ┤ ·            ·  │ ·            ·  │ ·            ·  │ ·            ·
                 ┤  •          •   │             •   │             •   │             •
                 ┤  ·          ·   │  ·          ·   │  ·          ·   │  ·          ·
                 ┤   ·        ·    │   ·        ·    │   ·        ·    │   ·        ·
                 ┤    ·      ·     │    ·      ·     │    ·      ·     │    ·      ·
                 ┤     ·    ·      │     ·    ·      │     ·    ·      │     ·    ·
               0 ┤      ····       │      ··•·       │      ····       │      ····
                 └──────────────── └──────────────── └──────────────── └────────────────
                  -2.6         2.6  -2.6         2.6  -2.6         2.6  -2.6         2.6

               2 ┤• • • • • • • •  │•                │• ▲ ▲ ▲ ▲ ▲ ▲ ▲  │••••••••••••••••
                 ┤                 │                 │                 │
                 ┤                 │                 │                 │
                 ┤                 │                 │                 │
               0 ┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ │┈••••••••••••••• │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
                 ┤                 │                 │                 │
                 ┤                 │                 │                 │
                 ┤                 │                 │                 │
              -2 ┤ • • • • • • • • │                 │ ▼ ▼ ▼ ▼ ▼ ▼ ▼ ▼ │
                 └──────────────── └──────────────── └──────────────── └────────────────
                  0       15 steps  0       15 steps  0       15 steps  0      100 steps

        η = 1       bounces for ever between -2 and 2
                    it jumps over the minimum at x = 0 again and again: lower η
                    each step multiplies the distance to x = 0 by 1 - η·f″ = -1
                    η is exactly the stability limit 1
        η = 0.5     lands in one step on the minimum at x = 0
                    each step multiplies the distance to x = 0 by 1 - η·f″ = 0
                    η is below the stability limit 1
        η = 1.5     diverges: after 1,022 steps it is too far out for the computer's
                    numbers
                    after 100 steps x = 2.535e+30: lower η
                    each step multiplies the distance to x = 0 by 1 - η·f″ = -2
                    η is above the stability limit 1
        η = 0.0001  too slow for 100 steps: it takes 34,536 to be within 0.002 of the
                    minimum at x = 0
                    after 100 steps x = 1.96; its steps are short, the first one is
                      0.0004: raise η
                    each step multiplies the distance to x = 0 by 1 - η·f″ = 0.9998
                    the stability limit 1 is 10,000 times η
        """)
  }

  /// One rate has a wide chart, with all steps of a slow way: x = 2·0.98ᵗ.
  @Test func wideChart() throws {
    let lines = try summary("x^2", from: 2, 0.01).split(separator: "\n").map(String.init)
    #expect(
      Array(lines[17...27]) == [
        "       2 ┤••",
        "         ┤  ••••",
        "         ┤      •••••",
        "         ┤           ••••••",
        "         ┤                 •••••••",
        "         ┤                        ••••••••••",
        "         ┤                                  •••••••••••••••",
        "         ┤                                                ••••••••••••",
        "       0 ┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈",
        "         └────────────────────────────────────────────────────────────",
        "          0                                                  100 steps",
      ])
  }

  @Test func anotherVariableIsNamedThroughout() throws {
    let text = try summary("t^2", from: 2, 0.1)
    #expect(text.contains("f(t) = t^2, f′(t) = 2t"))
    #expect(text.contains("t becomes t - η·f′(t)"))
    #expect(text.contains("the minimum at t = 0"))
    #expect(!text.contains("x"))
  }

  /// A case for each thing that can be said, with a piece of it.
  static let sentences:
    [(polynomial: String, start: Double, rate: Double, optimizer: String, text: String)] = [
      ("5", 1, 1, "sgd", "nothing to descend: the slope is 0 everywhere"),
      ("2x", 1, 1, "sgd", "the slope is 0 nowhere: there is no minimum"),
      ("x^2", 0, 1, "sgd", "starts at the minimum: the slope is 0, so it stays"),
      ("-x^2", 0, 1, "sgd", "never starts: a maximum is flat too, and a slope of 0 makes no step"),
      (
        "x^2", 2, 0.1, "sgd",
        "converges: after 31 steps it stays within 0.002 of the minimum at x = 0"
      ),
      ("x^2", 2, 0.9, "sgd", "it jumps over the minimum 31 times, ever less far"),
      ("x^2", 2, 0.9, "sgd", "each step multiplies the distance to x = 0 by 1 - η·f″ = -0.8"),
      ("x^2", 2, 1e-9, "sgd", "it would take about 3.45e+09 (an estimate) to be within 0.002"),
      ("x^2", 2, 1e-300, "sgd", "its steps are so short that rounding swallows them: raise η"),
      (
        "x^2", 2, 0.99, "sgd",
        "it swings over the minimum (100 times so far) and loses little: lower η"
      ),
      ("x^2", 2, 0.9, "momentum", "η is below the stability limit 1.9"),
      ("x^2", 2, 1.9, "momentum", "η is exactly the stability limit 1.9"),
      ("x^2", 2, 2, "momentum", "so momentum settles only with η below (2 + 2β)/f″ = 1.9"),
      ("x^2", 2, 2, "momentum:dampening=0.5", "η below (2 + 2β)/((1 - dampening)·f″) = 3.8"),
      ("x^2", 2, 2, "nesterov", "η below (2 + 2β)/((1 + 2β)·f″) = 0.679"),
      (
        "x^2", 2, 1e300, "sgd",
        "diverges: after 1 step it is too far out for the computer's numbers"
      ),
      ("x^4", 1e150, 1, "sgd", "diverges: the first step already leads too far out"),
      ("x^2", 2, 1.0000000001, "sgd", "diverges, slowly: it gets farther away with every swing"),
      ("x^4 - 3x^2 + x", 0.5, 0.01, "sgd", "the lowest minimum is at x = -1.3, where f = -3.51"),
      (
        "x^4 - 3x^2 + x", 20, 0.01, "sgd",
        "η is below the stability limit 0.214, but that is for close by"
      ),
      (
        "x^4 - 3x^2 + x", 0.5, 0.3, "sgd",
        "bounces for ever between 0.542 and 1.35, without a pattern"
      ),
      ("x^3 - 3x", 2, 0.1, "sgd", "beyond the maximum next to it, the curve falls without bound"),
      ("x^4", 1, 0.1, "sgd", "no rate is too large very close to it"),
      ("5x^3", 1, 0.01, "sgd", "stalls at x = 0, an inflection point and no minimum"),
      (
        "5x^3", -1, 0.01, "sgd",
        "falls without bound: the curve has no lowest value on this side"
      ),
      (
        "5x^3", 1, 1e-15, "sgd",
        "hardly moves: 100 steps take it 1.5e-12; it would take about 6.67e+11 (an estimate) to get"
      ),
      (
        "5x^3", 1, 1e-15, "sgd",
        "a hundredth of the way to x = 0, an inflection point and no minimum"
      ),
      ("5x^3", 1, 1e-9, "sgd", "673,401 take it 0.01"),
      ("x^2", 2, 0.1, "rmsprop", "and in the steps from 500,001 to 1,000,000 it is between"),
      ("x^2", 2, 0.1, "rmsprop:alpha=0", "still bounces after 1,000,000 steps, between"),
      (
        "0.25x^4 - 0.5x^2", 2, 0.3333333333333333, "sgd",
        "it landed exactly there, where the slope is 0"
      ),
      ("x^2", 2, 0.1, "rmsprop", "but not for ever: its steps do not get shorter near the minimum"),
      ("x^2", 1e200, 0.1, "adam", "breaks down at step 1: the square of the slope is too large"),
      (
        "x^2 - 6x + 9", 8, 0.1, "adamw:weight-decay=10",
        "comes to rest at x = 0.1, where the slope is not 0"
      ),
      ("x^2 - 6x + 9", 8, 0.1, "sgd:weight-decay=1", "so the descent is on 1.5x^2 - 6x + 9"),
      ("x^2", 2, 0.1, "adamw", "(weight-decay=0 switches it off)"),
    ]

  @Test(arguments: sentences)
  func says(
    _ row: (polynomial: String, start: Double, rate: Double, optimizer: String, text: String)
  ) throws {
    let text = try summary(
      row.polynomial, from: row.start, row.rate, with: row.optimizer, columns: 400)
    #expect(text.contains(row.text), "\(text)")
    #expect(!text.contains("nan") && !text.contains("inf ") && !text.contains("-inf"))
  }

  /// The smallest, the largest and the flattest: every chart has nine rows and no number is lost.
  @Test(arguments: [.leastNonzeroMagnitude, 1e-300, 1, 1e150, 1e300, -1e308])
  func extremeStarts(start: Double) throws {
    for polynomial in ["x^2", "2x", "-x^4"] {
      for optimizer in Optimizer.all where optimizer.obstacleToDescent == nil {
        let text = try summary(polynomial, from: start, 1e-3, 1, with: optimizer.name, steps: 5)
        #expect(text.contains("η = 0.001") && !text.contains("nan"))
      }
    }
  }

  @Test func csv() throws {
    let bytes = try report("x^2", from: 2, [0.25, 1e300], steps: 2).stepsCSV()
    let expected = [
      "base_learning_rate,step,x,value,slope,learning_rate,update,from",
      "0.25,0,2,4,4,0.25,-1,2",
      "0.25,1,1,1,2,0.25,-0.5,2",
      "0.25,2,0.5,0.25,1,,,2",
      // 2 - 1e300·4; the square of that, and the next step, overflow
      "1e+300,0,2,4,4,1e+300,-4e+300,2",
      "1e+300,1,-4e+300,,-8e+300,,,2",
      "",
    ]
    #expect(String(decoding: bytes, as: UTF8.self) == expected.joined(separator: "\r\n"))
    #expect(DescentReport.isStepsCSV(bytes[...]))
    #expect(!DescentReport.isStepsCSV(Array("step,x\r\n".utf8)[...]))
    // What earlier versions wrote is ours too.
    let earlier = "base_learning_rate,step,x,value,slope,learning_rate,update\r\n"
    #expect(DescentReport.isStepsCSV(Array(earlier.utf8)[...]))
  }

  @Test func json() throws {
    let text = try report("x^2 - 6x + 9", from: 8, [1, 0.5, 3, 1e-9, 0.1]).json
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["polynomial"] as? String == "x^2 - 6x + 9")
    #expect(object["derivative"] as? String == "2x - 6")
    let runs = try #require(object["runs"] as? [[String: Any]])
    #expect(
      runs.map { $0["verdict"] as? String } == [
        "bounces", "lands_in_one_step", "diverges", "too_slow", "converges",
      ])
    #expect(
      runs.map { $0["steps_needed_is_estimate"] as? Bool } == [false, false, false, true, false])
    #expect(runs.allSatisfy { $0["stability_limit"] as? Double == 1 })
    #expect(runs[0]["low"] as? Double == -2 && runs[0]["high"] as? Double == 8)
    #expect(runs[1]["steps_needed"] as? Int == 1 && runs[1]["final_x"] as? Double == 3)
    #expect(runs[2]["steps_needed"] is NSNull)
    #expect(runs[4]["steps_needed"] as? Int == 31 && runs[4]["tolerance"] as? Double == 0.005)
  }
}
