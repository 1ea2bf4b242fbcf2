import Tuning

extension Doubt {
  /// A short name, as it stands in JSON.
  package var name: String { words(.usual).name }

  /// What is the matter, and the way out.
  ///
  /// - Parameter effort: What was spent already.
  /// - Returns: One line, without a full stop.
  package func advice(_ effort: Effort) -> String { words(effort).advice }

  private func words(_ effort: Effort) -> (name: String, advice: String) {
    let isThorough = effort == .full
    return switch self {
    case .validationLossNotFinite:
      (
        "validation_loss_not_finite",
        "the validation loss is not finite even before training: a value among the rows held back "
          + "is too large; correct it, or --drop its column"
      )
    case .oneClassHeldBack:
      (
        "one_class_held_back",
        "the rows held back have one class alone, so that nothing tells how well the others are predicted: "
          + "more rows of these are needed"
      )
    case .everyRateDiverged(let lowest):
      (
        "every_rate_diverged",
        "training diverged at every rate that was left to try, down to "
          + "\(Decimal.significant(lowest)): look for extreme values in the table, or take less "
          + "--weight-decay"
      )
    case .lossNeverFell:
      (
        "loss_never_fell",
        "no rate brought the validation loss clearly below what it is before training: the features may "
          + "say nothing about the target, or the training is too short; check --target"
      )
    case .noBetterThanConstant(let loss, let constant):
      (
        "no_better_than_constant",
        "the validation loss to expect, \(Decimal.significant(loss)), is \(loss < constant ? "hardly" : "not") "
          + "below \(Decimal.significant(constant)), which needs no features at all: they may say "
          + "nothing about the target; check --target"
      )
    case .bestAtEdge:
      (
        "best_at_edge",
        "the best rate is the last one that was tried: scale the features, or give more --steps"
      )
    case .tooFewSteps(let steps, let needed):
      (
        "too_few_steps",
        "\(Decimal.count(steps, "step")) \(steps == 1 ? "is" : "are") too few to tell rates apart: give at least "
          + "--steps \(needed)"
      )
    case .tooFewValidationRows(let rows, let needed):
      (
        "too_few_validation_rows",
        "\(Decimal.count(rows, "validation row")) \(rows == 1 ? "is" : "are") too few to tell rates apart: at least "
          + "\(needed) are needed, of more rows or of a --validation file"
      )
    case .risky(let risk):
      (
        "risky",
        "about \(Int((100 * risk.chance).rounded())) % of such answers lose more than 5 %: "
          + risk.mainCause.advice
          + (isThorough ? "" : "; --effort full looks at more")
      )
    case .undecided:
      (
        "undecided",
        "full trainings on different rows disagree: about a fifth of such answers lose more than 5 %; "
          + "more rows help"
          + (isThorough ? "" : ", or --effort full")
      )
    case .onlyUsual(let chance, let authorsRate):
      (
        "only_usual",
        "the rate is a factor of a step size that the optimizer estimates itself, of which short "
          + "trainings say nothing: this is what is usual for so many steps, and about "
          + "\(Int((100 * chance).rounded())) % of such answers lose more than 5 %; its authors say "
          + "\(Decimal.significant(authorsRate)); full trainings decide without --effort quick"
          + (isThorough ? "" : ", of large tables with --effort full")
      )
    }
  }
}

extension Risk.Cause {
  /// What is the matter, and the way out.
  fileprivate var advice: String {
    switch self {
    case .stillFalling:
      "the loss was still falling fast when confirmation stopped; give more --steps or --epochs"
    case .rising:
      "the validation loss was already rising when confirmation stopped; the model overfits: give "
        + "fewer --epochs, or --weight-decay"
    case .fewValidationRows:
      "the validation rows are few; more rows help, or a --validation file"
    case .littleLearned:
      "the model learned little; check --target and the features, or give more --steps"
    case .seedsDisagree:
      "trainings from other initial weights prefer other rates; compare other values of --seed"
    case .narrowRange:
      "the next rate does much worse, so the good range is narrow; see its loss with --compare"
    }
  }
}
