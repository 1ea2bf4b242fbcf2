import Platform
import Training

/// The rounds that several jobs on one data set have trained, so that none is trained twice.
///
/// What a round gives depends on the data, the settings, and the rounds before it alone. So jobs
/// that ask for the same rounds, as those of several schedules do, share their results.
package final class RoundMemory: Sendable {
  private struct State {
    /// Results as text, by the ids of their rounds; see `RoundIdentity`.
    var known: [String: String]
    var added: [String: String] = [:]
    var cost = 0
  }

  private let state: Monitor<State>

  /// - Parameter recorded: What is known already, as `added` gave it.
  package init(_ recorded: [String: String] = [:]) {
    state = Monitor(State(known: recorded))
  }

  /// The training steps that were really spent, over all lanes.
  package var cost: Int { state.withLock { $0.cost } }

  /// What was trained and is to be known later on, as texts by ids.
  package var added: [String: String] { state.withLock { $0.added } }

  /// What is known of the last of some rounds that go on from one another, or nil.
  func result(_ settings: TrainingSettings, rounds: [Round]) -> RoundResult? {
    let key = RoundIdentity(settings: settings, rounds: rounds).id
    guard let round = rounds.last, let text = state.withLock({ $0.known[key] }) else { return nil }
    return RoundText.parse(text, of: round)
  }

  /// Takes in what the last of some rounds gave.
  func remember(_ result: RoundResult, _ settings: TrainingSettings, rounds: [Round]) {
    let key = RoundIdentity(settings: settings, rounds: rounds).id
    let text = RoundText.text(of: result)
    state.withLock { state in
      state.known[key] = text
      state.added[key] = text
      state.cost += result.cost
    }
  }
}

/// The result of a round as text that reads back as the same numbers: a line with the steps spent,
/// then a line a lane, whose parts are apart by `;` and whose numbers by spaces.
private enum RoundText {
  static func text(of result: RoundResult) -> String {
    let lanes = result.lanes.map { lane -> String in
      let parts: [String] = [
        lane.divergedAt.map { "\($0)" } ?? "", list(lane.trainingLosses),
        list(lane.evaluations.map(\.loss)), list(lane.evaluations.compactMap(\.accuracy)),
        list(lane.learningRates),
      ]
      return parts.joined(separator: ";")
    }
    return (["\(result.cost)"] + lanes).joined(separator: "\n")
  }

  /// Each number in the fewest digits that read back as the same one.
  private static func list(_ numbers: [some CustomStringConvertible]) -> String {
    numbers.map(\.description).joined(separator: " ")
  }

  /// The result, or nil where the text is not one of the round.
  static func parse(_ text: String, of round: Round) -> RoundResult? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == round.lanes.count + 1, let cost = Int(lines[0]) else { return nil }
    var lanes: [LaneResult] = []
    for (lane, line) in zip(round.lanes, lines.dropFirst()) {
      let parts = line.split(separator: ";", omittingEmptySubsequences: false)
      guard parts.count == 5, let losses = numbers(parts[1], Float.init),
        let evaluations = numbers(parts[2], Double.init),
        let accuracies = numbers(parts[3], Double.init),
        let rates = numbers(parts[4], Double.init),
        accuracies.isEmpty || accuracies.count == evaluations.count
      else { return nil }
      let divergedAt = Int(parts[0])
      guard parts[0].isEmpty == (divergedAt == nil) else { return nil }
      lanes.append(
        LaneResult(
          lane: lane, trainingLosses: losses,
          evaluations: evaluations.indices.map { index in
            Evaluation(
              loss: evaluations[index], accuracy: accuracies.isEmpty ? nil : accuracies[index])
          }, learningRates: rates, divergedAt: divergedAt))
    }
    let result = RoundResult(round: round, lanes: lanes, cost: cost)
    return result.isWhole ? result : nil
  }

  private static func numbers<Number>(
    _ text: Substring, _ read: (Substring) -> Number?
  ) -> [Number]? {
    let parts = text.split(separator: " ")
    let numbers = parts.compactMap(read)
    return numbers.count == parts.count ? numbers : nil
  }
}

extension RoundResult {
  /// Whether there is as much of every lane as a round gives; a text that was changed may have less,
  /// or more.
  fileprivate var isWhole: Bool {
    let steps = round.end - round.start
    return (0...steps * lanes.count).contains(cost)
      && lanes.allSatisfy { lane in
        let (losses, evaluations) = (lane.trainingLosses.count, lane.evaluations.count)
        guard losses <= steps, evaluations <= round.checkpoints.count,
          lane.learningRates.count == evaluations
        else { return false }
        if let step = lane.divergedAt { return (round.start...round.end).contains(step) }
        return evaluations == round.checkpoints.count
          && (losses == steps || (losses > 0 && round.stopRule != nil))
      }
  }
}
