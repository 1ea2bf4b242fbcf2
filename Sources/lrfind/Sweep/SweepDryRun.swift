import Experiment
import Planning
import Reporting
import Running
import Store
import Tabular

/// `--dry-run`: what a sweep would do.
struct SweepDryRun {
  let start: SweepStart
  /// How many groups would be trained at once.
  let workers: Int

  private var plan: SweepPlan { start.request.plan }

  /// Counts and estimates, without writing anything.
  ///
  /// - Parameter style: How the answer is set apart on a terminal.
  /// - Returns: The answer.
  /// - Throws: `StoreError` when there is a store that cannot be gone on with.
  func lines(_ style: Style) throws -> [String] {
    let store = try start.request.presentStore(start.provenance)
    let trials = try start.rounds.trials(from: store, isForecast: true)
    let recorded = try store?.recordedTrials() ?? [:]
    let unfinished = trials.order.map { trials.all[$0] }.filter { recorded[$0.id]?.isDone != true }
    let training = plan.training(on: start.dataset)
    let groups = groups(of: unfinished, recorded, training)
    let estimate = SweepEstimate(of: groups, training: training, workers: workers)
    let done = Decimal.grouped(trials.all.count - unfinished.count)
    let left = Decimal.grouped(unfinished.count)
    let steps = unfinished.reduce(0) { $0 + $1.steps }
    let megabytes = Decimal.significant(Double(estimate.bytes) / 1e6, digits: 2)
    return start.dataSummary.lines(style) + [""] + counts(trials) + [
      "  \(done) done in \(start.request.folder.shown), \(left) to be trained in "
        + Decimal.count(groups.count, "group"),
      "  \(Decimal.count(steps, "training step")) on "
        + Decimal.count(start.dataset.trainingRowCount, "row"),
      "  estimate, from training a little: \(TimeSpan.text(estimate.seconds)) with "
        + "\(Decimal.count(workers, "worker")), and \(megabytes) MB on the disk",
      "Nothing was trained or written.",
    ]
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
    let total = Decimal.count(trials.all.count, "trial")
    let seeds = Decimal.count(plan.seedCount, "seed")
    guard plan.search == .halving else {
      let first = trials.rounds[0].count
      var lines = [
        "\(total): \(Decimal.count(first / plan.seedCount, "configuration")) × \(seeds)"
      ]
      let added = (trials.all.count - first) / plan.seedCount
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
        "  rung \(index + 1): \(Decimal.count(places.count / plan.seedCount, "configuration")), "
          + (low == high ? "" : "\(Decimal.grouped(low)) to ")
          + Decimal.count(high, "step"))
    }
    return lines
  }
}
