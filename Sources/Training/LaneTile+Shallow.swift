import LinearAlgebra

/// What a tile does whose lanes have one hidden layer and few outputs; see `ShallowNetwork`.
extension LaneTile {
  /// Takes all lanes forward, through the loss and back, to the gradient of every parameter or, on the
  /// fused paths, to the parameters themselves.
  func passShallow(_ shape: ShallowNetwork.Shape, _ batch: GatheredRows) {
    let (destination, beta) = updatePath.destination(in: buffers, optimizer: optimizer)
    var network = shallowNetwork(
      shape, input: batch.input(rows: batch.batch.rows), targets: batch.lossTargets(of: dataset))
    network.setDestinations(
      tensors(in: destination), batch: batch.batch, scale: buffers.lossScales, beta: beta)
    kernels.takeStep(of: &network, losses: buffers.losses)
  }

  /// Gives every lane its sum of the loss over rows, and of classes the number of correct ones.
  func scoreShallow(_ shape: ShallowNetwork.Shape, _ input: Matrix, against targets: LossTargets) {
    var network = shallowNetwork(shape, input: input, targets: targets)
    kernels.score(&network, losses: buffers.losses, correct: buffers.correct)
  }

  private func shallowNetwork(
    _ shape: ShallowNetwork.Shape, input: Matrix, targets: LossTargets
  ) -> ShallowNetwork {
    ShallowNetwork(
      shape, parameters: tensors(in: point),
      room: ShallowNetwork.Room(
        hidden: buffers.shared.activations[0], outputs: buffers.shared.activations[1],
        units: buffers.shared.room),
      input: input, targets: targets)
  }

  private func tensors(in tensor: UnsafeMutablePointer<Float>) -> ShallowNetwork.Tensors {
    ShallowNetwork.Tensors(
      weights: tensor + network.layers[0].weights, bias: tensor + network.layers[0].biases,
      headWeights: tensor + network.layers[1].weights, headBias: tensor + network.layers[1].biases)
  }
}
