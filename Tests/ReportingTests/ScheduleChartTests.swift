import Reporting
import Testing
import Training

@Suite struct ScheduleChartTests {
  private func lines(_ texts: [String], optimizer: Optimizer = .sgd) throws -> [String] {
    ScheduleChart(try ScheduleTableTests.curves(texts, steps: 100, optimizer: optimizer))
      .lines(Style(hasColor: false))
  }

  @Test func one() throws {
    let lines = try lines(["step:every=50%"])
    #expect(lines[0] == "step:every=50%")
    #expect(lines[1] == "first 0.1, last 0.01")
    let bar = String(repeating: "•", count: 30)
    #expect(lines[2] == "     0.1 ┤\(bar)")
    #expect(lines[6] == "    0.05 ┤")
    #expect(lines[9] == "         ┤\(String(repeating: " ", count: 30))\(bar)")
    #expect(lines[10] == "       0 ┤")
    #expect(lines[12].hasSuffix("step 100"))
    #expect(lines.count == 13)
  }

  @Test func twoStandBesideEachOther() throws {
    let lines = try lines(["cosine", "onecycle"], optimizer: .momentum())
    #expect(lines[0].hasPrefix("cosine  ") && lines[0].hasSuffix("  onecycle"))
    #expect(lines[2].hasSuffix("momentum 0.95 to 0.85"))
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func threeTakeTwoRows() throws {
    let lines = try lines(["cosine", "linear", "resnet"])
    #expect(lines.contains(""))
    #expect(lines.contains("resnet"))
  }

  /// A name that is too long for half of a terminal puts the charts below each other.
  @Test func longNamesGetTheWholeWidth() throws {
    let long = "multistep:warmup=5%,at=30%|60%|80%|90%,gamma=0.3"
    let lines = try lines(["cosine", long])
    #expect(lines.contains("cosine") && lines.contains(long))
  }
}
