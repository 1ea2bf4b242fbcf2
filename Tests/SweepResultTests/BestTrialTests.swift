import Experiment
import Testing

/// Which of several trainings is named as the best so far.
struct BestTrialTests {
  private func best(_ trials: [TrialResult]) -> TrialResult? {
    trials.reduce(nil) { $1.isBetter(than: $0) ? $1 : $0 }
  }

  /// Halving stops after 50 and 100 of 200 steps, and rounds.
  @Test func `the lowest of those that went furthest, in whatever order they come`() {
    let whole = TrialResult.made(0.1, seed: 0, loss: 0.5, steps: 200)
    let other = TrialResult.made(0.2, seed: 0, loss: 0.6, steps: 200)
    let half = TrialResult.made(0.3, seed: 0, loss: 0.3, steps: 100, horizon: 200)
    let quarter = TrialResult.made(0.4, seed: 0, loss: 0.1, steps: 50, horizon: 200)
    let diverged = TrialResult.made(1, seed: 0, loss: nil, steps: 200)
    let all = [whole, other, half, quarter, diverged]
    for offset in all.indices {
      let turned = Array(all[offset...] + all[..<offset])
      #expect(best(turned) == whole && best(turned.reversed()) == whole)
    }
    #expect(best([quarter, half]) == half && best([diverged]) == nil)
    let rounded = TrialResult.made(0.5, seed: 0, loss: 0.2, steps: 97, horizon: 200)
    #expect(best([half, rounded]) == rounded && best([rounded, half]) == rounded)
  }

  /// Of batch sizes with as many epochs the smaller takes more steps, and goes as far.
  @Test func `all that went to the end went as far`() {
    let small = TrialResult.made(0.1, seed: 0, loss: 0.5, steps: 400, batchSize: 8)
    let large = TrialResult.made(0.1, seed: 0, loss: 0.4, steps: 100)
    #expect(best([small, large]) == large && best([large, small]) == large)
  }

  @Test func `the mean training loss counts steps`() {
    var trial = TrialResult.made(0.1, seed: 0, loss: 0.4, steps: 100)
    trial.checkpoints.insert(
      .init(step: 75, learningRate: 0.1, trainLoss: 1.2, validationLoss: 1), at: 1)
    #expect(trial.meanTrainingLoss == (75 * 1.2 + 25 * 0.4) / 100)
    trial.checkpoints[1].trainLoss = nil
    #expect(trial.meanTrainingLoss == nil)
  }
}
