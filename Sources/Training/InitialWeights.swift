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
    return network.layers.flatMap { layer in
      let bound = 1 / Float(layer.inputs).squareRoot()
      return (0..<layer.outputs * (layer.inputs + 1)).map { _ in
        (2 * stream.unitFloat() - 1) * bound
      }
    }
  }
}
