import Tabular

/// What training minimises: one row of what everything else says about it.
///
/// A new loss is a case here; whatever depends on which it is switches over them all, or reads
/// `traits`.
package enum Loss: Sendable, Hashable, CaseIterable {
  /// The mean of −log p of the row's class, p the softmax of the outputs.
  case crossEntropy
  /// The mean of (output − target)², of a target that is standardised on the training rows.
  case squaredError

  /// What is said of a loss.
  package struct Traits: Sendable, Hashable {
    /// In JSON.
    package var name: String
    /// In words.
    package var words: String
    /// In as few of them as fit beside an axis.
    package var label: String
    /// What a model is judged by besides.
    package var metric: Metric
    /// Whether its lowest value can be at infinitely large weights, as where classes are told apart
    /// completely.
    package var hasNoMinimumWhereSeparable: Bool
  }

  package var traits: Traits {
    switch self {
    case .crossEntropy:
      Traits(
        name: "cross_entropy", words: "cross-entropy", label: "cross-entropy", metric: .accuracy,
        hasNoMinimumWhereSeparable: true)
    case .squaredError:
      Traits(
        name: "mse_standardised", words: "mean squared error, standardised",
        label: "standardised MSE", metric: .rSquared, hasNoMinimumWhereSeparable: false)
    }
  }

  package var metric: Metric { traits.metric }
}

/// What a model is judged by on rows that it was not trained on.
package enum Metric: String, Sendable, Hashable, CaseIterable {
  /// The share of rows whose class is predicted.
  case accuracy
  /// 1 − loss / variance of the rows' target.
  case rSquared = "r2"

  /// The loss that it goes with.
  package var loss: Loss {
    switch self {
    case .accuracy: .crossEntropy
    case .rSquared: .squaredError
    }
  }

  /// For people.
  package var words: String {
    switch self {
    case .accuracy: "accuracy"
    case .rSquared: "R²"
    }
  }
}

extension Dataset {
  /// The loss that models of this data are trained with.
  package var loss: Loss {
    switch targets {
    case .classes: .crossEntropy
    case .values: .squaredError
    }
  }
}
