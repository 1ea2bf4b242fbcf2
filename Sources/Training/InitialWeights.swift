import RandomStreams

/// Initial parameters as `torch.nn.Linear` draws them: weights and biases both uniform in
/// ±1/√inputs (He's uniform rule with a = √5, and PyTorch's rule for biases).
enum InitialWeights {
  /// Draws one lane's parameters: each layer's weights, (out, in), then its biases, (out).
  ///
  /// - Parameters:
  ///   - network: The layers.
  ///   - seed: The seed of the run.
  ///   - repeat: Which of the seed's draws.
  /// - Returns: The parameters, in the order of a lane's state.
  static func draw(for network: Network, seed: UInt64, repeat: Int) -> [Float] {
    var stream = RandomStream(seed: seed, purpose: .initialWeights, index: UInt64(`repeat`))
    var parameters: [Float] = []
    // Arrays that grow hold twice what they need, and large models are most of the memory there is.
    parameters.reserveCapacity(network.laneParameterCount)
    for layer in network.layers {
      let bound = 1 / Float(layer.inputs).squareRoot()
      for _ in 0..<layer.outputs * (layer.inputs + 1) {
        parameters.append((2 * stream.unitFloat() - 1) * bound)
      }
    }
    return parameters
  }
}
