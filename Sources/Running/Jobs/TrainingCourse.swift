import Training

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
  mutating func run(_ round: Round) -> RoundResult {
    rounds.append(round)
    if let known = memory?.result(settings, rounds: rounds) { return known }
    // Rounds that were recalled left no states to go on from.
    while trained < rounds.count - 1 {
      _ = runner.run(rounds[trained], states: &states)
      trained += 1
    }
    let result = runner.run(round, states: &states)
    trained += 1
    memory?.remember(result, settings, rounds: rounds)
    return result
  }
}
