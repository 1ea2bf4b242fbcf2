/// How many lanes a group has.
///
/// A step walks through the parameters and optimizer state of all lanes of its group, so they
/// should fit a processor's second-level cache; where layers are tiny, wide groups make one
/// product of a usual size out of many small ones. The rule depends on the plan alone, with a
/// constant cache size, because the width decides the last bits of a result.
package enum GroupWidth {
  /// The cache that a group should fit, in bytes: a common second-level cache.
  static let cacheBytes = 1 << 20
  /// The widest group; beyond it nothing is gained.
  static let widest = 16

  /// The number of lanes of a group.
  ///
  /// - Parameters:
  ///   - settings: What the lanes share.
  ///   - inputs: The number of features.
  ///   - outputs: The number of outputs of a lane.
  /// - Returns: The width, from 1 to `widest`.
  package static func lanes(for settings: TrainingSettings, inputs: Int, outputs: Int) -> Int {
    let network = Network(widths: [inputs] + settings.model.hidden + [outputs], lanes: 1)
    let tensors = 2 + settings.optimizer.initialState.count
    let bytes = network.parameterCount * tensors * MemoryLayout<Float>.stride
    return min(widest, max(1, cacheBytes / bytes))
  }
}
