/// What is evaluated is not what is trained with every optimizer: some keep an average.
extension LaneTile {
  /// Runs a block with passes that go forward with the parameters to be evaluated.
  func atEvaluationPoint<Result>(_ body: () -> Result) -> Result {
    defer { point = buffers.parameters }
    switch settings.optimizer.traits.evaluationPoint {
    case .parameters: break
    case .state(let tensor): point = buffers.state[tensor]
    case .line(let tensor, let weight):
      guard let evaluated = buffers.evaluated else {
        preconditionFailure("there is room for what is evaluated")
      }
      let (trained, newest, weight) = (buffers.parameters, buffers.state[tensor], Float(weight))
      for index in 0..<network.parameterCount {
        evaluated[index] = trained[index] + weight * (newest[index] - trained[index])
      }
      point = evaluated
    }
    return body()
  }
}
