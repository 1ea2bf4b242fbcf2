import Experiment
import Training
import Tuning

extension TrialResult {
  /// A made trial; without a loss it diverged at step 3.
  static func made(
    _ rate: Double, seed: UInt64, loss: Double?, schedule: ScheduleSpecification = .constant,
    optimizer: Optimizer = .sgd, steps: Int = 100, horizon: Int? = nil, batchSize: Int = 32
  ) -> TrialResult {
    TrialResult(
      id: "t\(schedule)-\(optimizer.name)-\(rate)-\(seed)-\(steps)-\(batchSize)",
      configuration: Configuration(
        Setting(
          schedule: schedule, optimizer: optimizer, weightDecay: 0, batchSize: batchSize,
          model: .mlp(hidden: [64], activation: .relu)), learningRate: rate), seed: seed,
      steps: steps,
      status: loss == nil ? .diverged : .ok, divergedAtStep: loss == nil ? 3 : nil,
      untrainedLoss: 2, trainLoss: loss.map { $0 / 2 }, validationLoss: loss,
      metric: loss.map { 1 - $0 / 4 },
      checkpoints: [
        Checkpoint(step: 0, learningRate: rate, trainLoss: nil, validationLoss: 2),
        Checkpoint(step: steps, learningRate: rate / 4, trainLoss: loss, validationLoss: loss),
      ], horizon: horizon)
  }
}

/// Made sweeps.
enum MadeSweep {
  /// 0.2 + 0.1 · (log₁₀ η + 1)² at half decades from 1e-3 to 10, without noise.
  static let parabola: [TrialResult] = (0...8).flatMap { index -> [TrialResult] in
    let x = Double(index) / 2 - 3
    let rate = LearningRate.atDecade(x)
    return (0..<2).map { .made(rate, seed: $0, loss: 0.2 + 0.1 * (x + 1) * (x + 1)) }
  }

  /// 9 rates, 3 schedules, 2 optimizers, 3 seeds; the highest rates diverge.
  static let large: [TrialResult] = {
    var bits: UInt64 = 1
    func noise() -> Double {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(bits >> 40) * 0x1p-24 - 0.5
    }
    let effects = (0..<3).map { _ in noise() * 0.02 }
    var trials: [TrialResult] = []
    for (offset, optimizer) in [(0.0, Optimizer.sgd), (-1.5, .adam())] {
      for (gain, text) in [(0.0, "constant"), (0.03, "cosine"), (0.025, "linear:warmup=5%")] {
        guard let schedule = try? ScheduleSpecification.parse(text) else { continue }
        for index in 0...8 {
          let x = Double(index) / 2 - 3.5
          for seed in 0..<3 {
            let distance = x - offset + 0.7
            let loss =
              0.1 - gain + min(1.9, 0.12 * distance * distance) + effects[seed] + 0.01 * noise()
            trials.append(
              .made(
                LearningRate.atDecade(x), seed: UInt64(seed),
                loss: distance > 1.4 && (seed != 1 || distance > 2) ? nil : loss,
                schedule: schedule, optimizer: optimizer))
          }
        }
      }
    }
    return trials
  }()
}
