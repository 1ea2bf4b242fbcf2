/// How many lanes a group has, and how it is walked through.
///
/// A step walks through the parameters and optimizer state of a *tile* of lanes, so they should fit
/// a processor's second-level cache; where layers are tiny, a wide tile makes one product of a usual
/// size out of many small ones. The tiles of a group share each gathered batch. The rules depend on
/// the plan alone, with a constant cache size: the width of a tile decides the last bits of a result.
package enum GroupWidth {
  /// The cache that a tile should fit, in bytes: a common second-level cache.
  static let cacheBytes = 1 << 20
  /// The widest tile; beyond it nothing is gained.
  static let widest = 16
  /// The lanes that share a batch where gathering it counts: a quarter of that cost is little, and
  /// wider groups are large pieces of work for one worker.
  static let sharing = 4
  /// The parameters a feature from which gathering does not count: it is under 2 % of a step there.
  static let heavy = 512

  /// The number of lanes of a group.
  ///
  /// - Parameters:
  ///   - settings: What the lanes share.
  ///   - inputs: The number of features.
  ///   - outputs: The number of outputs of a lane.
  /// - Returns: The width, a whole number of tiles.
  package static func lanes(for settings: TrainingSettings, inputs: Int, outputs: Int) -> Int {
    let tile = tile(for: settings, inputs: inputs, outputs: outputs)
    let parameters = parameterCount(settings, inputs: inputs, outputs: outputs)
    guard parameters < heavy * inputs else { return tile }
    return (sharing + tile - 1) / tile * tile
  }

  /// The number of lanes of a group where so many lanes are to keep some workers busy: fewer tiles
  /// share a batch then, which changes no result.
  package static func lanes(
    for settings: TrainingSettings, inputs: Int, outputs: Int, of count: Int, workers: Int
  ) -> Int {
    let tile = tile(for: settings, inputs: inputs, outputs: outputs)
    let widest = lanes(for: settings, inputs: inputs, outputs: outputs)
    return min(widest, max(1, count / (tile * workers)) * tile)
  }

  /// The number of lanes that take each step together, from 1 to `widest`.
  package static func tile(for settings: TrainingSettings, inputs: Int, outputs: Int) -> Int {
    let tensors = 2 + settings.optimizer.traits.initialState.count
    let parameters = parameterCount(settings, inputs: inputs, outputs: outputs)
    let bytes = parameters * tensors * MemoryLayout<Float>.stride
    return min(widest, max(1, cacheBytes / bytes))
  }

  private static func parameterCount(
    _ settings: TrainingSettings, inputs: Int, outputs: Int
  ) -> Int {
    Network(widths: [inputs] + settings.model.hidden + [outputs]).parameterCount
  }
}
