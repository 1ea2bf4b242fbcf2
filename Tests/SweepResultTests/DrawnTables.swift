import Experiment
import RandomStreams
import Statistics

/// Tables of losses with known levels.
struct DrawnTables {
  var levels: [Double]
  /// The standard deviation of the noise of each configuration, and that of the replicates' effects.
  var noise: [Double]
  var effect: Double
  var seeds: Int
  /// The probability that a loss is missing; each configuration keeps the loss of one seed.
  var missing: Double

  init(
    levels: [Double], noise: [Double]? = nil, seeds: Int = 4, effect: Double = 1,
    missing: Double = 0
  ) {
    (self.levels, self.effect, self.seeds) = (levels, effect, seeds)
    self.noise = noise ?? [Double](repeating: 1, count: levels.count)
    self.missing = missing
  }

  func next(_ stream: inout RandomStream) -> [[Replicate: Double]] {
    let effects = (0..<seeds).map { _ in effect * Self.normal(&stream) }
    return levels.indices.map { row in
      let kept = Int(Self.unit(&stream) * Double(seeds))
      var losses: [Replicate: Double] = [:]
      for seed in 0..<seeds {
        let loss = levels[row] + effects[seed] + noise[row] * Self.normal(&stream)
        if Self.unit(&stream) >= missing || seed == kept {
          losses[Replicate(seed: UInt64(seed))] = loss
        }
      }
      return losses
    }
  }

  private static func unit(_ stream: inout RandomStream) -> Double {
    (Double(stream.next() >> 12) + 0.5) * 0x1p-52
  }

  private static func normal(_ stream: inout RandomStream) -> Double {
    Normal.quantile(unit(&stream))
  }
}
