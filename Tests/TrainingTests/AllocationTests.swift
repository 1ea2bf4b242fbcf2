import AllocationCounter
import Testing
import Training

/// A step asks for no memory: everything is there before the first. (What OpenBLAS does inside a
/// product is its own affair.)
@Suite(.enabled(if: lrf_can_count() != 0, "a sanitizer counts for itself"))
struct AllocationTests {
  private func allocations(_ body: () -> Void) -> UInt64 {
    lrf_start_counting()
    body()
    return lrf_stop_counting()
  }

  @Test func countingSeesAnArray() {
    var array = [1]
    #expect(allocations { array = (0..<1000).map { $0 * array[0] } } > 0)
    #expect(array.count == 1000)
  }

  /// Over several epochs; layers narrow and wide, with and without what stands between product and
  /// update.
  @Test(arguments: OptimizerTable.all, Task.allCases)
  func stepsAskForNoMemory(_ optimizer: Optimizer, task: Task) {
    let dataset = TrainingFixture.dataset(task, rows: 150, features: 37)
    for model in [Model.logistic, .mlp(hidden: [33, 18], activation: .relu)] {
      for clipNorm in [nil, 0.4] {
        let settings = TrainingSettings(
          model: model, optimizer: optimizer, batchSize: 48, clipNorm: clipNorm, seed: 4)
        let lanes = (0..<11).map {
          Lane(learningRate: optimizer.moderateRate, weightDecay: 0.01 * Double($0))
        }
        let trainer = GroupTrainer(dataset: dataset, settings: settings, lanes: lanes)
        var losses = lanes.map { _ in [Float]() }
        for index in losses.indices { losses[index].reserveCapacity(50) }
        trainer.advance(to: 4, recording: &losses)
        let count = allocations { trainer.advance(to: 40, recording: &losses) }
        #expect(count == 0, "\(model), clip \(clipNorm.map { "\($0)" } ?? "none")")
      }
    }
  }
}
