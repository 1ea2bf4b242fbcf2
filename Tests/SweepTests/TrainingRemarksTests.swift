import Planning
import Reporting
import Tabular
import Testing

/// What is said of trainings before they begin.
struct TrainingRemarksTests {
  private let dataset = Dataset.blobs(rows: 320, features: 3, classes: 2)

  private func lines(_ settings: [String: String]) throws -> [String] {
    TrainingRemarks.lines(of: try SweepPlanTests.plan(settings), on: dataset)
  }

  /// 256 rows are 8 batches an epoch, 20 epochs 160 steps, which become 200; 50 looks.
  @Test func `a plateau's patience is said in its unit`() throws {
    let lines = try lines(["lr": "0.1", "schedule": "constant,plateau:patience=3,cooldown=2"])
    #expect(
      lines == [
        "plateau looks at the validation loss every 4 steps (0.5 epochs), 50 times; patience 3 and "
          + "cooldown 2 count these looks"
      ])
  }

  @Test func `a rate that nobody gave is said`() throws {
    #expect(
      try lines(["optimizer": "dog,prodigy"]) == [
        "learning rate 1, at which the authors of dog, prodigy promise that nothing has to be tuned; "
          + "--lr takes another"
      ])
    #expect(
      try lines(["optimizer": "dog,schedule-free-adamw,prodigy"]) == [
        "learning rates 0.0025 for schedule-free-adamw and 1 for dog, prodigy, at which their authors promise "
          + "that nothing has to be tuned; --lr takes others, the same for all"
      ])
  }

  @Test func `nothing is said of other trainings`() throws {
    #expect(try lines(["lr": "0.1", "schedule": "cosine"]).isEmpty)
  }
}
