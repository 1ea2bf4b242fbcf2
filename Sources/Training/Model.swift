import LinearAlgebra

/// What is trained.
package enum Model: Codable, Hashable, Sendable {
  /// A multilayer perceptron: linear layers with an activation between them.
  case mlp(hidden: [Int], activation: Activation)
  /// One linear layer: softmax regression for classes, linear regression for a number.
  case logistic

  /// The widths of the hidden layers.
  package var hidden: [Int] {
    switch self {
    case .mlp(let hidden, _): hidden
    case .logistic: []
    }
  }

  /// The name that a user types.
  package var name: String {
    switch self {
    case .mlp: "mlp"
    case .logistic: "logistic"
    }
  }

  /// The activation of the hidden layers; nil without any.
  package var hiddenActivation: Activation? {
    switch self {
    case .mlp(_, let activation): activation
    case .logistic: nil
    }
  }

  /// The activation between layers; without hidden layers it is never applied.
  package var activation: Activation {
    switch self {
    case .mlp(_, let activation): activation
    case .logistic: .relu
    }
  }
}
