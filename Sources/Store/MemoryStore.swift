import Experiment
import Planning
import Platform

/// A store in memory, for a run whose results nobody goes on from.
package final class MemoryStore: ResultStore {
  private struct Entry {
    var trial: Trial
    var group: Int
    var result: TrialResult?
  }

  private struct State {
    var provenance: Provenance?
    /// Every trial that was ever planned, in the order in which they were.
    var entries: [Entry] = []
    /// The places of trials among them.
    var places: [String: Int] = [:]
    /// The places of the plan in force, in plan order.
    var plan: [Int] = []
    var isLastRound = true

    /// What is finished of some places.
    func results(_ places: some Sequence<Int>, curves: Bool) -> [TrialResult] {
      places.compactMap { place in
        var result = entries[place].result
        if !curves { result?.checkpoints = [] }
        return result
      }
    }

    var beyondPlan: [Int] {
      let planned = Set(plan)
      return entries.indices.filter { !planned.contains($0) }
    }
  }

  /// What stands for the folder in messages.
  private static let place = "memory"

  private let state = Monitor(State())

  package init() {}

  @discardableResult
  package func adopt(
    _ trials: SweepPlan.Trials, yaml: String, provenance: Provenance, cut: ([Trial]) -> [[Int]]
  ) throws(StoreError) -> Int {
    try state.withLock { (state) throws(StoreError) in
      try state.provenance?.check(provenance, folder: Self.place)
      state.provenance = state.provenance ?? provenance
      let added = trials.order.map { trials.all[$0] }.filter { state.places[$0.id] == nil }
      let firstGroup = (state.entries.last?.group ?? 0) + 1
      for (index, group) in cut(added).enumerated() {
        for place in group {
          state.places[added[place].id] = state.entries.count
          state.entries.append(Entry(trial: added[place], group: firstGroup + index))
        }
      }
      state.plan = trials.all.compactMap { state.places[$0.id] }
      state.isLastRound = trials.isLastRound
      return added.count
    }
  }

  package func pendingGroups() -> [PendingGroup] {
    state.withLock { state in
      let pending = Set(
        state.plan.filter { state.entries[$0].result == nil }.map { state.entries[$0].group })
      var groups: [PendingGroup] = []
      for (place, entry) in state.entries.enumerated() where pending.contains(entry.group) {
        let trial = StoredTrial(number: place + 1, trial: entry.trial)
        if groups.last?.number == entry.group {
          groups[groups.count - 1].trials.append(trial)
        } else {
          groups.append(PendingGroup(number: entry.group, trials: [trial]))
        }
      }
      return groups
    }
  }

  package func record(
    _ group: PendingGroup, results: [TrialResult], timing: TrainingTiming
  ) throws(StoreError) {
    try state.withLock { (state) throws(StoreError) in
      let places = group.trials.map { state.places[$0.trial.id] }
      for (stored, place) in zip(group.trials, places) {
        guard let place, state.entries[place].result == nil else {
          throw .damaged(path: Self.place, problem: "trial \(stored.trial.id) is there already")
        }
      }
      for (place, result) in zip(places, results) {
        if let place { state.entries[place].result = result }
      }
    }
  }

  package func counts() -> SweepCounts {
    state.withLock { state in
      let results = state.results(state.plan, curves: false)
      return SweepCounts(
        total: state.plan.count, done: results.count,
        diverged: results.count { $0.status == .diverged },
        beyondPlan: state.results(state.beyondPlan, curves: false).count,
        isLastRound: state.isLastRound)
    }
  }

  package func outcomes() -> [String: TrialOutcome] {
    state.withLock { state in
      let results = state.results(state.entries.indices, curves: false)
      return Dictionary(
        results.map { ($0.id, $0.outcome) }, uniquingKeysWith: { first, _ in first })
    }
  }

  package func results(curves: Bool) -> [TrialResult] {
    state.withLock { $0.results($0.plan, curves: curves) }
  }

  package func resultsBeyondPlan() -> [TrialResult] {
    state.withLock { $0.results($0.beyondPlan, curves: false) }
  }
}
