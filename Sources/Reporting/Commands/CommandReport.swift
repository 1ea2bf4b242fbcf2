import Planning
import Running
import Tabular
import Tuning

/// Everything that is said of the rate that was found for a training command of the user's own.
package struct CommandReport: Sendable {
  package let plan: CommandPlan
  package let decision: CommandDecision
  /// The version of lrfind.
  package let version: String
  /// The measured seconds of the runs, where somebody is told.
  package let seconds: Double?

  package init(
    plan: CommandPlan, decision: CommandDecision, version: String, seconds: Double? = nil
  ) {
    self.plan = plan
    self.decision = decision
    self.version = version
    self.seconds = seconds
  }

  /// What was decided; nil where runs are missing, or none could be made.
  package var answer: RungAnswer? { decision.search?.answer }

  /// Whether nothing speaks against the answer.
  package var isConfident: Bool { answer != nil && doubts.isEmpty }

  /// What the runs were judged by, as the log calls it.
  package var measure: String? {
    decision.results.lazy.compactMap(\.measure).first ?? plan.choice.name
  }

  /// A loss as the log has it.
  func shown(_ loss: Double) -> String { Decimal.significant(plan.choice.loss(loss)) }

  /// What speaks against the answer: names and words.
  package var doubts: [(name: String, words: String)] {
    guard let answer else {
      guard decision.isHopeless,
        let lowest = decision.pilots.map(\.configuration.learningRate).min()
      else { return [] }
      let doubt = RungAnswer.Doubt.everyRateDiverged(lowest: lowest)
      return [(doubt.name, words(of: doubt))]
    }
    var doubts = answer.doubts.map { ($0.name, words(of: $0)) }
    if !plan.isTold, answer.rungs.contains(where: { $0.length < answer.plan.length }) {
      doubts.append(
        (
          "prefixes",
          "short runs are the beginnings of whole ones, as the command is not told how long to train: "
            + "if its rate decays, or rises at first, they favour other rates; give it {epochs} or "
            + "{steps}"
        ))
    }
    return doubts
  }

  private func words(of doubt: RungAnswer.Doubt) -> String {
    switch doubt {
    case .everyRateDiverged(let lowest):
      "training diverged at every rate down to \(Decimal.significant(lowest)): look for lower ones with "
        + "--lr, or at the data"
    case .lossNeverFell:
      "no rate brought \(measure ?? "the loss") below what it was at the beginning: look at the training, "
        + "or train longer"
    case .bestAtEdge(let isLow):
      "the best rate is the \(isLow ? "lowest" : "highest") that was tried: look for "
        + "\(isLow ? "lower" : "higher") ones with --lr"
    case .rungsDisagree(let decades):
      "the best rates of the shortest and the longest runs lie \(Decimal.significant(decades, digits: 2)) "
        + "decades apart, so that whole trainings may want another: compare some with 'lrfind sweep "
        + "--command'"
    case .expectedAlone(let share):
      "from the best of the longest runs to this rate \(measure ?? "the loss") changes by "
        + "\(Decimal.significant(100 * share, digits: 2)) % of what they gained, so that the rate is "
        + "expected and not seen: compare some around it with 'lrfind sweep --command'"
    case .nothingTold:
      "\(measure ?? "the loss") is the same at every rate: does the command use {lr}?"
    }
  }

  /// What was spent, in whole trainings.
  package var trainings: Double {
    guard let search = decision.search else { return Double(decision.pilots.count) }
    let whole = Double(search.plan.length)
    let usual = Dictionary(grouping: decision.results.filter { $0.status == .ok }) { $0.steps }
      .mapValues { $0.compactMap { $0.checkpoints.last?.step }.max() ?? 1 }
    var sum = 0.0
    for result in decision.results {
      let isPilot = !plan.isTold && result.horizon == 1
      let share = isPilot ? 1 : Double(result.steps) / whole
      // One that diverged was ended where it did.
      let entries = result.checkpoints.last?.step ?? 0
      let behind =
        result.status == .diverged
        ? min(1, Double(entries) / Double(max(1, usual[result.steps] ?? 1))) : 1
      sum += share * behind
    }
    return sum
  }
}

extension RungAnswer.Doubt {
  var name: String {
    switch self {
    case .everyRateDiverged: "every_rate_diverged"
    case .lossNeverFell: "loss_never_fell"
    case .bestAtEdge: "best_at_edge"
    case .rungsDisagree: "rungs_disagree"
    case .nothingTold: "nothing_told"
    case .expectedAlone: "expected_alone"
    }
  }
}
