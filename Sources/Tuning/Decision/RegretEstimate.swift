import Probability
import Training

/// How far a rate's loss lies above that of the answer, as a share of what training gains, and how sure that is.
struct RegretEstimate {
  /// The spread of a difference between two rates that is assumed beside what is seen, with the
  /// weight of one run: few runs may agree by chance.
  private static let usualSpread = 0.05
  /// How much more a mean over folds varies than one over independent samples, as folds share the rows
  /// that they train on: the rows of a fold over those that are trained on, 1 of 4 (Nadeau and Bengio,
  /// Inference for the Generalization Error, Machine Learning 52, 2003).
  static let sharedRows = 0.25
  /// The standard errors by which the ends of the range are known to lose less than they may.
  private static let rangeErrors = 1.25

  /// The mean over the runs, and its standard error.
  let mean: Double
  let error: Double
  private let degrees: Double

  /// - Parameter differences: What the rate loses against the answer, run by run.
  init(_ differences: [Double]) {
    let count = Double(differences.count)
    let mean = differences.mean
    let squares = differences.reduce(Self.usualSpread * Self.usualSpread) {
      $0 + ($1 - mean) * ($1 - mean)
    }
    self.mean = mean
    degrees = count
    error = (squares / count * (1 / count + Self.sharedRows)).squareRoot()
  }

  /// What is lost with the rate at most, by the standard errors that the range asks for.
  var likelyMost: Double { mean + Self.rangeErrors * error }

  /// The chance that the rate is so much better than the answer that the answer loses too much.
  var chanceOfLoss: Double {
    StudentT.cumulative((-mean - Gain.tolerance) / error, degrees: degrees)
  }
}
