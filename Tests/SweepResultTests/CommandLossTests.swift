import Experiment
import Statistics
import Testing

/// A command's own losses say nothing of before training.
struct CommandLossTests {
  /// Runs that told one loss each, the last: half of them are worse than the mean of all.
  @Test func everyRunThatEndedIsCompared() {
    let trials = [(0.01, 5.7), (0.1, 0.9), (1, 1.2)].flatMap { rate, loss in
      (0..<2).map { seed in
        var trial = TrialResult.made(rate, seed: UInt64(seed), loss: loss + Double(seed) / 10)
        trial.configuration.setting = .ofCommand(["x": "1"])
        trial.untrainedLoss = trial.validationLoss ?? 0
        return trial
      }
    }
    let entries = SweepSummary(trials).entries
    #expect(entries.map(\.configuration.learningRate) == [0.1, 1, 0.01])
    #expect(entries.allSatisfy { $0.comparison != nil })
    // Of trainings that are built in, the last would be left out as worse than untrained.
    let builtIn = trials.map { trial in
      var trial = trial
      trial.configuration.setting = TrialResult.made(0.1, seed: 0, loss: 1).configuration.setting
      return trial
    }
    #expect(SweepSummary(builtIn).entries.last?.comparison == nil)
  }
}
