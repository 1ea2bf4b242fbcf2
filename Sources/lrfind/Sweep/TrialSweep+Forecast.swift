import Experiment
import Planning
import Reporting
import Running
import Store

extension TrialSweep {
  func forecast(from store: SweepStore?, workers: Int) throws -> SweepForecast {
    let trials = try rounds.trials(from: store, isForecast: true)
    let recorded = try store?.recordedTrials() ?? [:]
    let unfinished = trials.order.map { trials.all[$0] }.filter { recorded[$0.id]?.isDone != true }
    let runner = request.plan.training(on: training)
    let groups = groups(of: unfinished, recorded, runner)
    let estimate = SweepEstimate(of: groups, training: runner, workers: workers)
    let done = Decimal.grouped(trials.all.count - unfinished.count)
    let left = Decimal.grouped(unfinished.count)
    let steps = unfinished.reduce(0) { $0 + $1.steps }
    return SweepForecast(
      lines: counts(trials) + [
        "  \(done) done in \(request.folder.shown), \(left) to be trained in "
          + Decimal.count(groups.count, "group"),
        "  \(Decimal.count(steps, "training step")) on "
          + Decimal.count(training.shape(of: training.folds[0]).trainingRowCount, "row"),
      ], seconds: estimate.seconds, bytes: estimate.bytes)
  }

  /// Trials that were planned before have groups already; new ones are cut among themselves.
  private func groups(
    of unfinished: [Trial], _ recorded: [String: (group: Int, isDone: Bool)],
    _ training: GroupTraining
  ) -> [[Trial]] {
    let waiting = Dictionary(grouping: unfinished) { recorded[$0.id]?.group }
    let fresh = waiting[nil] ?? []
    return waiting.filter { $0.key != nil }.map(\.value)
      + training.groups(of: fresh).map { $0.map { fresh[$0] } }
  }

  /// What the trials are made of.
  private func counts(_ trials: SweepPlan.Trials) -> [String] {
    let plan = request.plan
    let total = Decimal.count(trials.all.count, "trial")
    let replicates = plan.seedCount * training.folds.count
    let seeds = Self.words(seeds: plan.seedCount, folds: training.folds.count)
    guard plan.search == .halving else {
      let first = trials.rounds[0].count
      var lines = [
        "\(total): \(Decimal.count(first / replicates, "configuration")) × \(seeds)"
      ]
      let added = (trials.all.count - first) / replicates
      if added > 0 { lines[0] += ", \(Decimal.grouped(added)) of them beyond an edge" }
      if plan.extendsEdges, !trials.isLastRound {
        lines.append(
          "  and up to \(EdgeExtension.mostRates) more rates on a side where the best rate stands "
            + "at the edge")
      }
      return lines
    }
    var lines = ["\(total) on \(Decimal.count(trials.rounds.count, "rung")), each with \(seeds)"]
    for (index, places) in trials.rounds.enumerated() {
      let steps = places.map { trials.all[$0].steps }
      let (low, high) = (steps.min() ?? 0, steps.max() ?? 0)
      lines.append(
        "  rung \(index + 1): \(Decimal.count(places.count / replicates, "configuration")), "
          + (low == high ? "" : "\(Decimal.grouped(low)) to ")
          + Decimal.count(high, "step"))
    }
    return lines
  }
}
