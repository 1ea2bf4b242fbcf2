import Experiment
import Tabular
import Training

/// Runs rounds: cuts their lanes into groups and spreads the groups over workers.
///
/// Where the rows are split in several ways, a lane's repeat says which split it sees. What the
/// lanes of a tile compute follows from the round alone, never from the number of workers, so that
/// the same round gives the same bits however many there are.
package struct Runner: Sendable {
  private let splits: [Dataset]
  private let settings: TrainingSettings
  private let workers: Int
  private let progress: ProgressCounter

  /// - Parameters:
  ///   - splits: What to train on: a table, with other rows held back in each; at least one.
  ///   - settings: What all lanes share.
  ///   - workers: How many groups are trained at once, at least 1.
  ///   - progress: Counts the training steps that are done.
  package init(
    splits: [Dataset], settings: TrainingSettings, workers: Int, progress: ProgressCounter
  ) {
    precondition(workers >= 1 && !splits.isEmpty)
    self.splits = splits
    self.settings = settings
    self.workers = workers
    self.progress = progress
  }

  /// Trains a round.
  ///
  /// - Parameters:
  ///   - round: The round.
  ///   - states: The lanes' states from earlier rounds, for a round that goes on from one;
  ///     receives the states at the end of this round.
  /// - Returns: The results, in the round's order.
  package func run(_ round: Round, states: inout [Lane: LaneState]) -> RoundResult {
    let groups = splits.indices.flatMap { self.groups(of: round.lanes, split: $0) }
    let resumed = states
    let parts = WorkerPool(workers: workers).map(count: groups.count) { index in
      let lanes = groups[index].places.map { round.lanes[$0] }
      let states = round.start == 0 ? nil : lanes.map { Self.state(of: $0, in: resumed) }
      return train(lanes, on: splits[groups[index].split], round: round, states: states)
    }
    for (lane, state) in parts.flatMap(\.states) { states[lane] = state }
    precondition(
      parts.reduce(0) { $0 + $1.lanes.count } == round.lanes.count, "every lane is in one group")
    // Groups may have taken lanes out of the round's order.
    let order = zip(groups.flatMap(\.places), parts.flatMap(\.lanes)).sorted { $0.0 < $1.0 }
    return RoundResult(
      round: round, lanes: order.map(\.1), cost: parts.reduce(0) { $0 + $1.cost })
  }

  /// Where a lane goes on from. Without it its neighbours would go on from each other's states.
  private static func state(of lane: Lane, in states: [Lane: LaneState]) -> LaneState {
    guard let state = states[lane] else {
      preconditionFailure("a round goes on with lanes that an earlier one trained")
    }
    return state
  }

  private struct GroupResult: Sendable {
    var lanes: [LaneResult]
    var states: [(Lane, LaneState)]
    var cost: Int
  }

  /// The groups of the lanes that see a split.
  private func groups(of lanes: [Lane], split: Int) -> [(split: Int, places: [Int])] {
    let places = lanes.indices.filter { lanes[$0].repeat % splits.count == split }
    return Self.groups(
      of: places.map { lanes[$0] }, settings: settings,
      inputs: splits[split].features.columnCount, outputs: splits[split].outputCount,
      workers: workers
    ).map { (split, $0.map { places[$0] }) }
  }

  private func train(
    _ lanes: [Lane], on dataset: Dataset, round: Round, states: [LaneState]?
  ) -> GroupResult {
    let trainer = GroupTrainer(
      dataset: dataset, settings: settings, lanes: lanes, resuming: states, at: round.start)
    let (results, cost) = trainer.train(
      through: round, evaluatingOn: dataset.checkpointRows)
    progress.add(cost)
    let end = lanes.indices.map { (lanes[$0], trainer.state(ofLane: $0)) }
    return GroupResult(lanes: results, states: end, cost: cost)
  }
}
