import Running
import Tabular
import Testing
import Training

/// Rounds on a small made-up data set.
struct RunnerTests {
  private let dataset = Dataset.blobs(rows: 120, features: 5, classes: 3)
  private let settings = TrainingSettings(
    model: .mlp(hidden: [8], activation: .relu), optimizer: .momentum(), batchSize: 16)

  private func lanes(_ count: Int) -> [Lane] {
    (0..<count).map { Lane(learningRate: 0.001 * Double($0 + 1), repeat: $0 % 3) }
  }

  private func run(_ round: Round, workers: Int, states: inout [Lane: LaneState])
    -> RoundResult
  {
    Runner(
      splits: [dataset], settings: settings, workers: workers, progress: ProgressCounter()
    ).run(round, states: &states)
  }

  @Test(arguments: [1, 2, 7])
  func `results do not depend on the number of workers`(workers: Int) {
    let round = Round(lanes: lanes(40), checkpoints: [5, 10], end: 10)
    var (alone, spread): ([Lane: LaneState], [Lane: LaneState]) = ([:], [:])
    let first = run(round, workers: 1, states: &alone)
    let second = run(round, workers: workers, states: &spread)
    #expect(first.lanes.map(\.lane) == round.lanes)
    #expect(first.lanes.map(\.trainingLosses) == second.lanes.map(\.trainingLosses))
    #expect(first.lanes.map(\.evaluations) == second.lanes.map(\.evaluations))
    #expect(alone == spread)
    #expect(first.cost == 400 && second.cost == 400)
  }

  /// Lanes of a large model share a batch with as many others as the workers leave them.
  @Test(arguments: [2, 3, 7])
  func `nor where the groups do`(workers: Int) {
    let dataset = Dataset.blobs(rows: 60, features: 250, classes: 3)
    let settings = TrainingSettings(
      model: .mlp(hidden: [280], activation: .relu), optimizer: .sgd, batchSize: 16)
    let lanes = (0..<6).map {
      Lane(learningRate: $0 == 2 ? 1e30 : 0.01 * Double($0 + 1), repeat: $0 % 2)
    }
    func groups(_ workers: Int) -> [Int] {
      Runner.groups(
        of: lanes, settings: settings, inputs: 250, outputs: 3, workers: workers
      ).map(\.count)
    }
    #expect(groups(1) == [4, 2])
    #expect(groups(workers) == [2: [3, 3], 3: [2, 2, 2], 7: [1, 1, 1, 1, 1, 1]][workers])
    let round = Round(lanes: lanes, checkpoints: [4, 8], end: 8)
    func run(_ workers: Int) -> (RoundResult, [Lane: LaneState]) {
      var states: [Lane: LaneState] = [:]
      let runner = Runner(
        splits: [dataset], settings: settings, workers: workers, progress: ProgressCounter())
      return (runner.run(round, states: &states), states)
    }
    let (alone, spread) = (run(1), run(workers))
    let losses = [alone, spread].map { $0.0.lanes.map { $0.trainingLosses.map(\.bitPattern) } }
    #expect(losses[0] == losses[1])
    #expect(alone.0.lanes.map(\.evaluations.count) == spread.0.lanes.map(\.evaluations.count))
    #expect(alone.0.cost == spread.0.cost)
    for lane in lanes where lane.learningRate < 1 { #expect(alone.1[lane] == spread.1[lane]) }
  }

  @Test func `a round goes on where an earlier one ended`() {
    let whole = Round(lanes: lanes(6), checkpoints: [20], end: 20)
    var states: [Lane: LaneState] = [:]
    let expected = run(whole, workers: 1, states: &states)

    states = [:]
    _ = run(Round(lanes: lanes(6), end: 7), workers: 1, states: &states)
    let rest = run(
      Round(lanes: lanes(6), start: 7, checkpoints: [20], end: 20), workers: 2, states: &states)
    #expect(rest.lanes.map(\.evaluations) == expected.lanes.map(\.evaluations))
    #expect(
      rest.lanes.map(\.trainingLosses) == expected.lanes.map { Array($0.trainingLosses[7...]) })
  }

  @Test func `a stop rule ends a lane that has shown enough`() throws {
    let round = Round(
      lanes: [
        Lane(learningRate: 1e-4, schedule: .exponentialRange(factor: 1e8, steps: 60)),
        Lane(learningRate: 1e-4, schedule: .constant),
      ], end: 60, stopRule: StopRule(factor: 4, beta: 0.5))
    var states: [Lane: LaneState] = [:]
    let result = run(round, workers: 1, states: &states)
    #expect(result.lanes[0].trainingLosses.count < 60)
    #expect(result.lanes[1].trainingLosses.count == 60)
    #expect(result.cost == 120, "both lanes were trained side by side to the end")
  }
}
