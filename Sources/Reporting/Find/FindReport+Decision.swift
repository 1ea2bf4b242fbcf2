import Tuning

/// What full trainings decided, in words.
extension FindReport {
  /// Why the decision is what it is.
  func reason(of decision: Decision) -> String {
    let answer = Decimal.significant(decision.learningRate)
    return "\(Decimal.count(decision.rates.count, "rate")) from "
      + "\(Decimal.significant(decision.rates[0].learningRate)) to "
      + "\(Decimal.significant(decision.rates[decision.rates.count - 1].learningRate)) were trained "
      + "for all \(Decimal.count(plan.budgetSteps, "step")), each \(runs(of: decision)); what ended "
      + "low, weighed together, centres on \(answer)"
      + (outcome.recommendation.hasLearned
        ? ", and within the range a rate loses less than 5 % of what training gains" : "")
  }

  /// What is to be expected.
  func expectations(of decision: Decision) -> [String] {
    var lines: [String] = []
    if let promise = decision.promise {
      lines.append(
        "expect: validation loss \(Decimal.significant(decision.untrainedLoss)) → "
          + "\(Decimal.significant(promise.loss))"
          + (promise.rootMeanSquare.map {
            ", or RMSE \(Decimal.significant($0)) in the target's units"
          } ?? "")
          + dataset.loss.metric.listed(promise.metric, chance: nil)
          + "; on \(Decimal.count(heldBack, "new row")) \(Decimal.significant(promise.low, digits: 2)) to "
          + "\(Decimal.significant(promise.high, digits: 2)) (95 %)")
    }
    lines.append(edge(of: decision))
    return lines
  }

  /// The rows that a fold holds back, in the mean.
  private var heldBack: Int {
    let counts = splits.folds.prefix(plan.decision?.folds ?? 1).map {
      splits.shape(of: $0).validationRowCount
    }
    return counts.reduce(0, +) / counts.count
  }

  /// The trainings of a rate.
  private func runs(of decision: Decision) -> String {
    let seeds = Decimal.count(decision.seeds, "seed")
    if decision.folds == 1 { return "with \(seeds) on the rows' one split" }
    let repetitions = plan.decision?.repetitions ?? 1
    let folds =
      "on \(Decimal.count(decision.folds / repetitions, "fold")) of the rows"
      + (repetitions > 1 ? ", drawn \(repetitions) times" : "")
    return decision.seeds == 1 ? folds : "\(folds) with \(seeds)"
  }

  private func edge(of decision: Decision) -> String {
    if let edge = decision.edge {
      let diverged = decision.rates.first { $0.learningRate == edge }?.divergedCount ?? 0
      return "diverges from \(Decimal.significant(edge)) (\(Decimal.grouped(diverged)) of "
        + "\(Decimal.count(decision.folds * decision.seeds, "full training")) at that rate)"
    }
    let highest = Decimal.significant(decision.rates[decision.rates.count - 1].learningRate)
    let diverged = decision.rates.filter { $0.divergedCount > 0 }.map {
      "\(Decimal.significant($0.learningRate)) (\($0.divergedCount))"
    }
    let none =
      diverged.isEmpty
      ? "no full training diverged, up to \(highest)"
      : "full trainings diverged at \(diverged.listed(with: "and")), none at \(highest)"
    guard let predicted = outcome.recommendation.divergenceLearningRate else { return none }
    return "\(none); short ones predict it from about "
      + Decimal.significant(predicted, digits: 2)
  }
}
