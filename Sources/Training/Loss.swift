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
  /// The mean over classes of the share of their rows whose class is predicted.
  case balancedAccuracy = "balanced_accuracy"
  /// The area under the receiver operating characteristic; with more than two classes the mean of
  /// each against all others.
  case auc

  /// The metrics that are told besides where classes are unequal: a model that knows only the most
  /// frequent class has a high accuracy, and 1 / classes and 0.5 of these.
  package static let ofUnequalClasses: [Metric] = allCases.filter {
    $0.loss.metric != $0 && $0.loss == .crossEntropy
  }

  /// The loss that it goes with.
  package var loss: Loss {
    switch self {
    case .accuracy, .balancedAccuracy, .auc: .crossEntropy
    case .rSquared: .squaredError
    }
  }

  /// For people.
  package var words: String {
    switch self {
    case .accuracy: "accuracy"
    case .rSquared: "R²"
    case .balancedAccuracy: "balanced accuracy"
    case .auc: "AUC"
    }
  }

  /// What it is, for a column of it.
  package var meaning: String {
    switch self {
    case .accuracy: "the share of rows whose class is predicted"
    case .rSquared: "1 − loss / variance of the rows' target"
    case .balancedAccuracy:
      "the mean over classes of the share of their rows that are predicted right"
    case .auc:
      "the area under the receiver operating characteristic; of more than two classes the mean of "
        + "each against all others"
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
