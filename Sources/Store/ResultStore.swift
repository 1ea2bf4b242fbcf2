import Experiment
import Planning
import Training

/// Where trials are planned and recorded: a file, or memory.
///
/// What a store promises, whatever it is made of: a plan that is adopted puts its trials in force, and
/// those that are there already keep their groups and results; a group is recorded whole or not at
/// all, and once; a trial that is finished is never pending again; everything comes back in the
/// order of the plan in force. One suite of tests holds every store to it.
package protocol ResultStore: Sendable {
  /// Puts a plan in force.
  ///
  /// Trials that an earlier plan had keep their groups, finished or not; new ones are cut into
  /// groups among themselves, behind those that are there. So the groups follow from the plans
  /// alone, never from when a run was interrupted.
  ///
  /// - Parameters:
  ///   - trials: The trials of the plan, and the order in which they are tried.
  ///   - yaml: The plan as text.
  ///   - provenance: What they are run with.
  ///   - cut: Cuts new trials, in the order in which they are tried, into groups of places.
  /// - Returns: How many trials are new.
  /// - Throws: `StoreError`; nothing is changed then.
  @discardableResult
  func adopt(
    _ trials: SweepPlan.Trials, yaml: String, provenance: Provenance, cut: ([Trial]) -> [[Int]]
  ) throws(StoreError) -> Int

  /// The groups that hold an unfinished trial of the plan in force, in the order in which they are
  /// to be trained. They are whole, also where an earlier plan had more trials.
  func pendingGroups() throws(StoreError) -> [PendingGroup]

  /// Records a trained group, whole or not at all.
  ///
  /// - Parameters:
  ///   - group: The group.
  ///   - results: The result of each of its trials.
  ///   - timing: How long it took.
  /// - Throws: `StoreError`, also where a trial of it is finished; nothing of it is recorded then.
  func record(
    _ group: PendingGroup, results: [TrialResult], timing: TrainingTiming
  ) throws(StoreError)

  /// How far the plan in force is.
  func counts() throws(StoreError) -> SweepCounts

  /// What every finished trial gave, also those that only earlier plans had.
  func outcomes() throws(StoreError) -> [String: TrialOutcome]

  /// The finished trials of the plan in force, in plan order.
  ///
  /// - Parameter curves: Whether the checkpoints are wanted too; without them they are empty.
  /// - Returns: Their results.
  /// - Throws: `StoreError`.
  func results(curves: Bool) throws(StoreError) -> [TrialResult]

  /// The finished trials that only earlier plans had, in the order in which they were planned,
  /// without their curves.
  func resultsBeyondPlan() throws(StoreError) -> [TrialResult]
}

/// A trial as a store has it.
package struct StoredTrial: Sendable, Hashable {
  package var number: Int
  package var trial: Trial
}

/// A group that has not been trained yet.
package struct PendingGroup: Sendable, Hashable {
  package var number: Int
  package var trials: [StoredTrial]
}

/// How long a group was trained, and where.
package struct TrainingTiming: Sendable, Hashable {
  package var seconds: Double
  package var worker: Int
  package var host: String

  package init(seconds: Double, worker: Int, host: String) {
    self.seconds = seconds
    self.worker = worker
    self.host = host
  }
}

/// How far a sweep is.
package struct SweepCounts: Sendable, Hashable {
  /// The trials of the plan in force.
  package var total: Int
  /// Those that are finished.
  package var done: Int
  /// Those of them that diverged.
  package var diverged: Int
  /// The finished trials that are recorded besides, which only earlier plans had.
  package var beyondPlan: Int
  /// Whether nothing more is to be decided when all are finished.
  package var isLastRound: Bool

  package init(total: Int, done: Int, diverged: Int, beyondPlan: Int, isLastRound: Bool) {
    self.total = total
    self.done = done
    self.diverged = diverged
    self.beyondPlan = beyondPlan
    self.isLastRound = isLastRound
  }

  /// Whether the sweep is over.
  package var isFinished: Bool { done == total && isLastRound }
}

/// What results depend on besides the plan.
package struct Provenance: Sendable, Hashable {
  /// The fingerprint of the prepared data.
  package var data: String
  /// The file that the data was read from.
  package var source: String
  /// The numerics fingerprint.
  package var numerics: String
  package var metric: Metric

  package init(data: String, source: String, numerics: String, metric: Metric) {
    self.data = data
    self.source = source
    self.numerics = numerics
    self.metric = metric
  }

  /// Refuses to go on with other data or numerics than results were recorded with.
  ///
  /// - Parameters:
  ///   - present: What would be gone on with.
  ///   - folder: Where they are recorded, for the message.
  /// - Throws: `StoreError.differs`, naming both.
  func check(_ present: Provenance, folder: String) throws(StoreError) {
    if data != present.data {
      let isCommand = CommandIdentity.isCommand(data) && CommandIdentity.isCommand(present.data)
      throw .differs(
        folder: folder, what: isCommand ? "commands" : "data", recorded: "\(source) (\(data))",
        present: "\(present.source) (\(present.data))")
    }
    if numerics != present.numerics {
      throw .differs(
        folder: folder, what: "numerics", recorded: numerics, present: present.numerics)
    }
  }
}
