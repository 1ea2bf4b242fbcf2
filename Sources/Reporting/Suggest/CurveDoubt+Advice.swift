import Tuning

extension CurveDoubt {
  /// A short name, as it stands in JSON.
  var name: String { words.name }

  /// What is the matter, and the way out.
  package var advice: String { words.advice }

  private var words: (name: String, advice: String) {
    switch self {
    case .flat:
      (
        "flat",
        "the loss stays the same over all rates: record up to higher ones, and check that the "
          + "optimizer really gets the rate and that the column is the training loss"
      )
    case .neverFell:
      (
        "never_fell",
        "the loss never falls: all rates may be too high; record from one a thousand times lower"
      )
    case .neverRose:
      (
        "never_rose",
        "the loss still falls at the highest rate: a higher one may be better; record on until the "
          + "loss explodes"
      )
    case .startsInDescent(let share):
      (
        "starts_in_descent",
        "the loss falls from the first rate on (by \(Decimal.percent(share)) of its fall within half a "
          + "decade), so where its descent begins is not in the curve: record from a rate ten to a "
          + "hundred times lower"
      )
    case .gap(let low, let high, let share):
      (
        "gap",
        "between \(Decimal.significant(low)) and \(Decimal.significant(high)) no rate was recorded, and "
          + (share.map { "there the loss falls by \(Decimal.percent($0)) of its fall" }
            ?? "the answer would lie there")
          + ": record rates that are even on the logarithm (a linear range test leaves such a gap at "
          + "its start)"
      )
    case .noisy(let climb):
      (
        "noisy",
        "before its minimum the loss goes up by \(Decimal.significant(climb, digits: 2)) times what it "
          + "falls: record the mean of several repeats, more steps, or larger batches"
      )
    case .fewPoints(let count, let needed):
      (
        "few_points",
        "\(Decimal.count(count, "point")) are few to read a shape from: record \(needed) or more "
          + "(100 is usual)"
      )
    case .narrow(let decades, let needed):
      (
        "narrow",
        "the rates cover \(Decimal.significant(decades, digits: 2)) decades: record at least "
          + "\(Decimal.significant(needed, digits: 2)), for example 1e-6 to 10"
      )
    case .rulesDisagree(let decades):
      (
        "rules_disagree",
        "the valley and a tenth of the minimum are \(Decimal.significant(decades, digits: 2)) decades apart: train "
          + "shortly at both ends of the range and in its middle, or let lrfind find do it"
      )
    case .notRising:
      (
        "not_rising",
        "the rates fall along the file: if it logs a training under a schedule it says nothing; "
          + "record a range test, in which the rate rises at every step"
      )
    case .trainingsDiverged(let rate):
      (
        "trainings_diverged",
        "whole trainings in the file diverged from \(Decimal.significant(rate)) on: take the lower rate that "
          + "'lrfind find' decided on"
      )
    }
  }
}

extension CurveProblem {
  /// What is wrong, and what to do, as one line behind the file's name.
  package var message: String {
    switch self {
    case .empty: "holds no points; give one learning rate and one loss a step"
    case .noPositiveRate:
      "no learning rate is above 0; give the rates themselves, not their logarithms"
    case .noLoss:
      "no row has both a learning rate and a loss; name the columns with --lr-column and "
        + "--loss-column, and record both at every step"
    case .noFiniteLoss:
      "no loss is a finite number: training diverged from the start; record from a lower learning "
        + "rate"
    case .oneRate(let rate):
      "the learning rate is \(Decimal.significant(rate)) at every step; record a range test, in "
        + "which it rises at every step"
    case .tooFewPoints(let count, let needed):
      "\(Decimal.count(count, "usable point")) left; at least \(needed) learning rates with a "
        + "finite loss are needed, and 100 are usual"
    }
  }
}

extension Decimal {
  /// A share as whole percent.
  fileprivate static func percent(_ share: Double) -> String {
    "\(Int((min(max(share, 0), 1) * 100).rounded())) %"
  }
}
