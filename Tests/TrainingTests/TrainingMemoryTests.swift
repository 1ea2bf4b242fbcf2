import AllocationCounter
import Tabular
import Testing
import Training

/// What is worked out beforehand is what training takes at its height, within a tenth.
@Suite(.enabled(if: lrf_can_count() != 0, "a sanitizer counts for itself"))
struct TrainingMemoryTests {
  /// Shapes where parameters, batches or curves weigh most.
  private static let shapes: [(hidden: [Int], batchSize: Int, steps: Int, lanes: Int)] = [
    ([200, 200], 32, 3, 1), ([250], 16, 3, 4), ([8], 600, 2, 1), ([4], 4, 200_000, 1),
  ]

  @Test(arguments: [Optimizer.sgd, .momentum(), .adam()], shapes)
  func isWhatTrainingTakes(
    _ optimizer: Optimizer, _ shape: (hidden: [Int], batchSize: Int, steps: Int, lanes: Int)
  ) {
    let dataset = TrainingFixture.dataset(
      .fourClasses, rows: 900, features: 100, validationRows: 10)
    let settings = TrainingSettings(
      model: .mlp(hidden: shape.hidden, activation: .relu), optimizer: optimizer,
      batchSize: shape.batchSize)
    let memory = TrainingMemory(settings, on: dataset)
    for keepsStates in [false, true] {
      let lanes = (0..<shape.lanes).map {
        Lane(learningRate: 1e-9, weightDecay: $0 > 0 ? 0.01 : 0, repeat: $0)
      }
      let round = Round(lanes: lanes, checkpoints: [0], end: 1)
      let peak = Self.peak {
        let trainer = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
        var curves = lanes.map { _ in [Float]() }
        for index in curves.indices { curves[index].reserveCapacity(shape.steps) }
        _ = trainer.train(through: round, evaluatingOn: dataset.validationRows)
        if keepsStates { _ = lanes.indices.map { trainer.state(ofLane: $0) } }
      }
      let expected = memory.groupBytes(
        of: lanes, steps: shape.steps, keepsStates: keepsStates)
      #expect(
        abs(Double(expected) / Double(peak) - 1) < 0.1,
        "\(shape), states \(keepsStates): \(expected) bytes expected, \(peak) taken")
    }
  }

  private static func peak(_ body: () -> Void) -> Int64 {
    lrf_start_counting()
    body()
    _ = lrf_stop_counting()
    return lrf_peak_bytes()
  }
}
