import Glibc

/// What is to be predicted, and the loss that goes with it.
enum ReferenceTargets: Sendable {
  /// The class of each row; the loss is the softmax cross-entropy.
  case classes([Int])
  /// A number for each row; the loss is the squared error.
  case values([Double])

  /// The loss of one row, and its gradient with respect to the outputs.
  func loss(ofRow row: Int, outputs: [Double]) -> (loss: Double, gradient: [Double]) {
    switch self {
    case .classes(let labels):
      // −ln softmax(z)[label] = ln Σ exp(z − max) + max − z[label]; its gradient is
      // softmax(z) − onehot(label).
      let maximum = outputs.reduce(-Double.infinity) { max($0, $1) }
      let exponentials = outputs.map { exp($0 - maximum) }
      let sum = exponentials.reduce(0, +)
      var gradient = exponentials.map { $0 / sum }
      gradient[labels[row]] -= 1
      return (log(sum) + maximum - outputs[labels[row]], gradient)
    case .values(let targets):
      let error = outputs[0] - targets[row]
      return (error * error, [2 * error])
    }
  }

  /// Whether the largest output is the row's class, or nil for numbers.
  func isCorrect(row: Int, outputs: [Double]) -> Bool? {
    switch self {
    case .classes(let labels):
      outputs.indices.allSatisfy { outputs[$0] <= outputs[labels[row]] }
    case .values: nil
    }
  }
}
