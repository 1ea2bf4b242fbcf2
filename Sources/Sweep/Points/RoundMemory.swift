import Synchronization
import Training

/// The rounds that several jobs on one data set have trained, so that none is trained twice.
///
/// What a round gives depends on the data, the settings, and the rounds before it alone. So jobs
/// that ask for the same rounds, as those of several schedules do, share their results.
package final class RoundMemory: Sendable {
  private struct Key: Hashable {
    var settings: TrainingSettings
    /// The rounds from the first one on, this one the last.
    var rounds: [Round]
  }

  private let state = Mutex((results: [Key: RoundResult](), cost: 0))

  package init() {}

  /// The training steps that were really spent, over all lanes.
  package var cost: Int { state.withLock { $0.cost } }

  /// What is known of a round that follows others, or nil.
  func result(_ settings: TrainingSettings, rounds: [Round]) -> RoundResult? {
    state.withLock { $0.results[Key(settings: settings, rounds: rounds)] }
  }

  /// Takes in what a round gave.
  func remember(_ result: RoundResult, _ settings: TrainingSettings, rounds: [Round]) {
    state.withLock { state in
      state.results[Key(settings: settings, rounds: rounds)] = result
      state.cost += result.cost
    }
  }
}

/// Rounds that go on from one another.
struct TrainingCourse {
  private let runner: Runner
  private let settings: TrainingSettings
  private let memory: RoundMemory?
  private var rounds: [Round] = []
  private var states: [Lane: LaneState] = [:]
  /// How many of the rounds the states have behind them.
  private var trained = 0

  /// - Parameters:
  ///   - runner: Runs the rounds.
  ///   - settings: What its lanes share.
  ///   - memory: What is known already, or nil.
  init(_ runner: Runner, settings: TrainingSettings, memory: RoundMemory?) {
    self.runner = runner
    self.settings = settings
    self.memory = memory
  }

  /// Trains a round, or recalls it.
  ///
  /// - Parameter round: The round; it may go on from those before it.
  /// - Returns: The results, in the round's order.
  mutating func run(_ round: Round) async -> RoundResult {
    rounds.append(round)
    if let known = memory?.result(settings, rounds: rounds) { return known }
    // Rounds that were recalled left no states to go on from.
    while trained < rounds.count - 1 {
      _ = await runner.run(rounds[trained], states: &states)
      trained += 1
    }
    let result = await runner.run(round, states: &states)
    trained += 1
    memory?.remember(result, settings, rounds: rounds)
    return result
  }
}
