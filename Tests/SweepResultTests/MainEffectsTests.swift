import Experiment
import Statistics
import Testing
import Training

struct MainEffectsTests {
  /// A trial of one of two schedules and a rate, with a loss.
  private func trial(
    _ rate: Double, _ schedule: String, _ loss: Double?, steps: Int = 100, horizon: Int? = nil
  ) throws -> TrialResult {
    .made(
      rate, seed: 0, loss: loss, schedule: try .parse(schedule), steps: steps, horizon: horizon)
  }

  // Losses 1, 0.5 / 0.75, 0.25 are a sum of both axes: their mean is 0.625, the rate moves them by
  // ±0.25 and the schedule by ±0.125, so that squares are as 4 to 1.
  @Test func `shares of a sum are those of its parts`() throws {
    let effects = try MainEffects(
      SweepSummary([
        trial(0.1, "constant", 1), trial(1, "constant", 0.5), trial(0.1, "cosine", 0.75),
        trial(1, "cosine", 0.25),
      ]))
    #expect(effects.axes.map(\.axes) == [["learning rate"], ["schedule"]])
    #expect(abs(effects.axes[0].share - 0.8) < 1e-12 && abs(effects.axes[1].share - 0.2) < 1e-12)
    #expect(effects.pairs[0].share < 1e-12 && effects.rest < 1e-12)
  }

  // ±0.25 by the product of both signs alone.
  @Test func `what neither axis explains alone is their pair's`() throws {
    let effects = try MainEffects(
      SweepSummary([
        trial(0.1, "constant", 1), trial(1, "constant", 0.5), trial(0.1, "cosine", 0.5),
        trial(1, "cosine", 1),
      ]))
    #expect(effects.axes.allSatisfy { $0.share < 1e-12 })
    #expect(abs(effects.pairs[0].share - 1) < 1e-12)
  }

  // Untrained is 2: a diverged one counts as such, and so does one that ended above.
  @Test func `what diverged counts as untrained`() throws {
    let effects = try MainEffects(
      SweepSummary([
        trial(0.1, "constant", 1), trial(1, "constant", nil), trial(0.1, "cosine", 1),
        trial(1, "cosine", 7),
      ]))
    #expect(effects.axes[0].axes == ["learning rate"])
    #expect(abs(effects.axes[0].share - 1) < 1e-12)
  }

  @Test func `says why there are none`() throws {
    let one = try trial(0.1, "constant", 1)
    #expect(throws: MainEffects.Obstacle.tooFewAxes) { try MainEffects(SweepSummary([one])) }
    #expect(throws: MainEffects.Obstacle.incomplete(trained: 3, combinations: 4)) {
      try MainEffects(
        SweepSummary([one, self.trial(1, "constant", 0.5), self.trial(1, "cosine", 0.5)]))
    }
    #expect(throws: MainEffects.Obstacle.unequalLengths) {
      try MainEffects(
        SweepSummary([
          one, self.trial(1, "constant", 0.5),
          self.trial(0.1, "cosine", 0.5, steps: 30, horizon: 100),
          self.trial(1, "cosine", 0.5, steps: 30, horizon: 100),
        ]))
    }
    #expect(throws: MainEffects.Obstacle.noVariance) {
      try MainEffects(
        SweepSummary([
          one, self.trial(1, "constant", 1), self.trial(0.1, "cosine", 1),
          self.trial(1, "cosine", 1),
        ]))
    }
  }

  // Gains are 1.8 from 2 to 0.2, of which 5 % are 0.09: on the parabola half a decade off loses 0.025 and
  // a whole one 0.1.
  @Test func `the plateau ends where more than a twentieth of the gain is lost`() throws {
    let summary = SweepSummary(MadeSweep.parabola)
    let plateau = try #require(summary.plateau(of: summary.entries[0]))
    #expect(relativeError(plateau.lowerBound, 0.0316228) < 1e-5)
    #expect(relativeError(plateau.upperBound, 0.316228) < 1e-5)
    #expect(summary.divergenceEdge(above: summary.entries[0]) == nil)
  }

  @Test func `the edge is the first rate above at which a seed diverged`() throws {
    let summary = SweepSummary([
      .made(0.01, seed: 0, loss: nil), .made(0.1, seed: 0, loss: 1), .made(1, seed: 0, loss: 1.5),
      .made(10, seed: 0, loss: nil), .made(100, seed: 0, loss: nil),
    ])
    #expect(summary.divergenceEdge(above: summary.entries[0]) == 10)
  }

  @Test func `without neighbours of its length a rate has no plateau`() throws {
    let alone = SweepSummary([.made(0.1, seed: 0, loss: 1)])
    #expect(alone.plateau(of: alone.entries[0]) == nil)
    let halved = SweepSummary([
      .made(0.01, seed: 0, loss: 1.01, steps: 30, horizon: 100), .made(0.1, seed: 0, loss: 1),
      .made(1, seed: 0, loss: 1.5),
    ])
    #expect(halved.entries[0].configuration.learningRate == 0.1)
    #expect(halved.plateau(of: halved.entries[0]) == nil)
  }
}
