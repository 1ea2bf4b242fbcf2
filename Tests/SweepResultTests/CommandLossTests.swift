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

  /// Each tells its last loss alone, so that the first is no loss before training. Losses 1, 2 / 3, 4 are a sum of both
  /// axes, whose squares are as 1 to 4.
  @Test func noShareIsOfALossBeforeTraining() throws {
    let trials = [(0.1, "a", 1.0), (1, "a", 2), (0.1, "b", 3), (1, "b", 4)].map { rate, x, loss in
      var trial = TrialResult.made(rate, seed: 0, loss: loss)
      trial.configuration.setting = .ofCommand(["x": x])
      trial.untrainedLoss = loss
      return trial
    }
    let summary = SweepSummary(trials)
    #expect(summary.untrainedLoss == nil && summary.plateau(of: summary.entries[0]) == nil)
    let effects = try MainEffects(summary)
    #expect(effects.axes.map(\.axes) == [["x"], ["learning rate"]])
    #expect(abs(effects.axes[0].share - 0.8) < 1e-12 && abs(effects.axes[1].share - 0.2) < 1e-12)
  }
}
