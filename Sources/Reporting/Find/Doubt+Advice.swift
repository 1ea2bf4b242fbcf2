import Glibc
import Tuning

extension Doubt {
  /// A short name, as it stands in JSON.
  package var name: String {
    switch self {
    case .lossNeverFell: "loss_never_fell"
    case .noBetterThanConstant: "no_better_than_constant"
    case .bestAtEdge: "best_at_edge"
    case .tooFewSteps: "too_few_steps"
    case .tooFewValidationRows: "too_few_validation_rows"
    case .seedsDisagree: "seeds_disagree"
    }
  }

  /// What is the matter, and the way out.
  package var advice: String {
    switch self {
    case .lossNeverFell:
      "the validation loss never fell: the features may say nothing about the target, or more "
        + "--steps are needed; check --target"
    case .noBetterThanConstant(let loss, let constant):
      "the validation loss \(Decimal.significant(loss)) is hardly below "
        + "\(Decimal.significant(constant)), which needs no features at all: they may say nothing "
        + "about the target; check --target, or give more --steps"
    case .bestAtEdge:
      "the best rate is the last one that was tried: scale the features, or give more --steps"
    case .tooFewSteps(let steps, let needed):
      "\(Decimal.count(steps, "step")) are too few to tell rates apart: give at least "
        + "--steps \(needed)"
    case .tooFewValidationRows(let rows, let needed):
      "\(Decimal.count(rows, "validation row")) are too few to tell rates apart: at least "
        + "\(needed) are needed; a larger --validation share helps"
    case .seedsDisagree(let decades):
      "trainings from other initial weights prefer rates that differ by a factor of "
        + "\(Decimal.significant(pow(10, decades), digits: 2)): try other values of --seed and compare"
    }
  }
}
