import Reporting
import Tabular
import Testing
import Training

@Suite struct ScheduleTableTests {
  static func curves(
    _ texts: [String], steps: Int, optimizer: Optimizer = .sgd
  ) throws -> [ScheduleCurve] {
    try texts.map { text in
      let specification = try ScheduleSpecification.parse(text)
      return ScheduleCurve(
        specification,
        schedule: try specification.resolved(budgetSteps: steps, stepsPerEpoch: 2),
        learningRate: 0.1, steps: steps, optimizer: optimizer)
    }
  }

  private func csv(_ texts: [String], optimizer: Optimizer = .sgd) throws -> String {
    let curves = try Self.curves(texts, steps: 4, optimizer: optimizer)
    return String(decoding: ScheduleTable(curves, optimizer: optimizer).csv(), as: UTF8.self)
  }

  @Test func one() throws {
    #expect(
      try csv(["linear"])
        == "step,learning_rate\r\n1,0.1\r\n2,0.075\r\n3,0.05\r\n4,0.025\r\n")
  }

  /// The rise ends at step 0.3 · 4 − 1 = 0.2, counted from 0; so the second step is at
  /// 0.8 / 2.8 of the fall: 0.95 − 0.05 · (1 + cos(π · 0.2857)) = 0.8688.
  @Test func severalWithMomentum() throws {
    let text = try csv(["step:every=2", "onecycle:div=10,final=10"], optimizer: .adamw())
    let lines = text.split(separator: "\r\n")
    #expect(
      lines[0]
        == "step,learning_rate step:every=2,\"learning_rate onecycle:div=10,final=10\","
        + "\"beta1 onecycle:div=10,final=10\"")
    #expect(lines[1] == "1,0.1,0.01,0.95")
    #expect(lines[2].hasPrefix("2,0.1,0.0813") && lines[2].hasSuffix(",0.868825509907"))
    #expect(lines[4] == "4,0.01,0.001,0.95")
    for (optimizer, header) in [
      (Optimizer.nesterov(), "step,learning_rate,momentum"), (.sgd, "step,learning_rate"),
    ] {
      #expect(try csv(["onecycle"], optimizer: optimizer).split(separator: "\r\n")[0] == header)
    }
  }

  @Test(arguments: [
    ["cosine"], ["onecycle"], ["linear:warmup=1,end=0.1", "onecycle", "multistep:at=25%|75%"],
    ScheduleSpecification.Shape.examples.map(\.fullDescription),
  ])
  func recognisesItsOwn(_ texts: [String]) throws {
    for optimizer in [Optimizer.sgd, .adam(), .momentum()] {
      let curves = try Self.curves(texts, steps: 8, optimizer: optimizer)
      for options in [CSVWriter.Options(), .init(bom: true), .init(decimalComma: true)] {
        let bytes = ScheduleTable(curves, optimizer: optimizer).csv(options)
        #expect(ScheduleTable.isScheduleCSV(bytes[...]))
      }
    }
  }

  @Test(arguments: [
    "", "step\r\n", "step,learning_rate\n1,0.1\n", "step,loss\r\n", "step,learning_rate,loss\r\n",
    "step,learning_rate,momentum,loss\r\n", "step,learning_rate a,learning_rate b\r\n",
    "step,momentum\r\n", "epoch,learning_rate\r\n", "step,\"learning_rate\r\n",
  ])
  func recognisesOthers(_ text: String) {
    #expect(!ScheduleTable.isScheduleCSV(Array(text.utf8)[...]))
  }

  @Test(arguments: [
    ("constant", false), ("step:every=9", true), ("plateau", false), ("step:every=2", false),
  ])
  func staysAtPeak(_ text: String, _ expected: Bool) throws {
    #expect(try Self.curves([text], steps: 4)[0].staysAtPeak == expected)
  }
}
