import Running
import Tabular
import TestSupport
import Testing
import Training

@Suite struct RunnerGroupsTests {
  private static func lanes(_ names: [String]) throws -> [Lane] {
    try names.enumerated().map { index, name in
      Lane(
        learningRate: 0.01 * Double(index + 1),
        schedule: try ScheduleSpecification.parse(name).resolved(
          budgetSteps: 30, stepsPerEpoch: 10))
    }
  }

  private static let mixed = ["constant", "onecycle", "cosine", "onecycle:pct=50%", "onecycle"]

  @Test(arguments: [
    (Optimizer.sgd, [[0, 1, 2, 3, 4]]),
    (.rmsprop(), [[0, 1, 2, 3, 4]]),
    (.momentum(), [[0, 2], [1, 4], [3]]),
    (.adam(), [[0, 2], [1, 4], [3]]),
  ])
  func coursesOfMomentumAreApart(_ optimizer: Optimizer, _ expected: [[Int]]) throws {
    let groups = Runner.groups(
      of: try Self.lanes(Self.mixed),
      settings: TrainingSettings(model: .logistic, optimizer: optimizer), inputs: 4, outputs: 3)
    #expect(groups == expected)
  }

  @Test func groupsAreNoWiderThanTheyMayBe() throws {
    let groups = Runner.groups(
      of: try Self.lanes(Array(repeating: "constant", count: 35)),
      settings: TrainingSettings(model: .logistic, optimizer: .adam()), inputs: 4, outputs: 3)
    #expect(groups.map(\.count) == [16, 16, 3])
    #expect(Array(groups.joined()) == Array(0..<35))
  }

  /// Results stand in the round's order although groups took lanes out of it, and a second round
  /// goes on from each lane's own state.
  @Test(arguments: [1, 2])
  func resultsKeepTheOrder(workers: Int) throws {
    let dataset = try BundledDataset.load("iris")
    let lanes = try Self.lanes(Self.mixed)
    let runner = Runner(
      splits: [dataset], settings: TrainingSettings(model: .logistic, optimizer: .momentum()),
      workers: workers, progress: ProgressCounter())
    var states: [Lane: LaneState] = [:]
    let first = runner.run(Round(lanes: lanes, checkpoints: [10], end: 10), states: &states)
    let second = runner.run(
      Round(lanes: lanes, start: 10, checkpoints: [30], end: 30), states: &states)
    #expect(first.lanes.map(\.lane) == lanes)
    #expect(second.lanes.map(\.lane) == lanes)

    for (index, lane) in lanes.enumerated() {
      var alone: [Lane: LaneState] = [:]
      let whole = runner.run(Round(lanes: [lane], checkpoints: [30], end: 30), states: &alone)
      // Another group width may give other last bits.
      let difference = abs(
        whole.lanes[0].evaluations[0].loss - second.lanes[index].evaluations[0].loss)
      #expect(difference < 1e-5)
    }
  }
}
