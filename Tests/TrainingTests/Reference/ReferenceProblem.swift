/// A network, the rows that it is trained on, and their targets, in double precision.
struct ReferenceProblem: Sendable {
  let network: ReferenceNetwork
  let rows: [[Double]]
  let targets: ReferenceTargets

  /// The mean loss of some rows.
  func meanLoss(of batch: [Int], parameters: [Double]) -> Double {
    let losses = batch.map { targets.loss(ofRow: $0, outputs: outputs($0, parameters)).loss }
    return losses.reduce(0, +) / Double(batch.count)
  }

  /// The mean loss of some rows, and its gradient with respect to the parameters.
  func gradient(of batch: [Int], parameters: [Double]) -> (loss: Double, gradient: [Double]) {
    var loss = 0.0
    var total = [Double](repeating: 0, count: network.parameterCount)
    for row in batch {
      let values = network.values(at: rows[row], parameters: parameters)
      let ofRow = targets.loss(ofRow: row, outputs: values[values.count - 1])
      loss += ofRow.loss
      network.addGradient(
        ofOutputs: ofRow.gradient, values: values, parameters: parameters, to: &total)
    }
    return (loss / Double(batch.count), total.map { $0 / Double(batch.count) })
  }

  /// The share of rows whose largest output is their class, or nil for numbers.
  func accuracy(of batch: [Int], parameters: [Double]) -> Double? {
    var correct = 0
    for row in batch {
      guard let isCorrect = targets.isCorrect(row: row, outputs: outputs(row, parameters)) else {
        return nil
      }
      correct += isCorrect ? 1 : 0
    }
    return Double(correct) / Double(batch.count)
  }

  private func outputs(_ row: Int, _ parameters: [Double]) -> [Double] {
    let values = network.values(at: rows[row], parameters: parameters)
    return values[values.count - 1]
  }
}
