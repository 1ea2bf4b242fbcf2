import Foundation
import Testing
import Training
import Tuning

/// Confirmation against made-up losses, without any training.
struct ConfirmationPlannerTests {
  /// Runs a confirmation in which every lane's losses are a function of its rate and step.
  private func confirm(
    centre: Double = -1, budget: Int = 1000, allowed: Int = 1000, effort: SurveyEffort = .usual,
    loss: (_ logLearningRate: Double, _ step: Int, _ repeat: Int) -> Double
  ) -> (confirmation: ConfirmationPlanner, rounds: [Round]) {
    var confirmation = ConfirmationPlanner(
      ConfirmationPlanner.Plan(
        centre: centre, budgetSteps: budget, allowedSteps: allowed, schedule: .constant,
        weightDecay: 0, effort: effort))
    var rounds: [Round] = []
    while let round = confirmation.nextRound {
      rounds.append(round)
      let lanes = round.lanes.map { lane in
        let exponent = log10(lane.learningRate)
        let losses = (round.start..<round.end).map { Float(loss(exponent, $0, lane.repeat)) }
        return LaneResult(
          lane: lane, trainingLosses: losses,
          evaluations: round.checkpoints.map {
            Evaluation(loss: loss(exponent, $0, lane.repeat), accuracy: nil)
          },
          divergedAt: losses.firstIndex { !$0.isFinite })
      }
      confirmation.absorb(
        RoundResult(
          round: round, lanes: lanes, cost: round.lanes.count * (round.end - round.start)))
    }
    return (confirmation, rounds)
  }

  /// A loss that falls from 1 fastest at `best`, and diverges two decades above it.
  private func bowl(best: Double) -> (Double, Int, Int) -> Double {
    { exponent, step, _ in
      if exponent > best + 2 { return step == 0 ? 1 : .nan }
      let fall = 0.9 * (1 - exp(-Double(step) / 50))
      return 1 - fall * max(0, 1 - pow(exponent - best, 2) / 4)
    }
  }

  @Test func `starts with five rates half a decade apart and three repeats`() {
    let rounds = confirm(loss: bowl(best: -1)).rounds
    #expect(Set(rounds[0].lanes.map(\.learningRate)) == [0.01, 0.0316228, 0.1, 0.316228, 1])
    #expect(rounds[0].lanes.count == 15)
    #expect(rounds[0].end == 10 && rounds[0].checkpoints == [0, 10])
  }

  /// 15 lanes · 10 + 5 · 20 + 3 · 70 + 2 · 200 = 860 steps: two on either side go on to 3 % of the
  /// budget, the best and two below it to 10 %, the best and the one below it to 30 %.
  @Test func `keeps the best and its neighbours, then the rates below`() {
    let (confirmation, rounds) = confirm(loss: bowl(best: -1))
    #expect(rounds.map(\.end) == [10, 30, 100, 300])
    #expect(rounds.map(\.lanes.count) == [15, 5, 3, 2])
    #expect(confirmation.finalists.map(\.learningRate) == [0.0316228, 0.1])
    #expect(confirmation.cost == 860)
  }

  @Test func `later rounds go on with lanes of the round before`() {
    let rounds = confirm(loss: bowl(best: -1)).rounds
    for (before, after) in zip(rounds, rounds.dropFirst()) where after.start > 0 {
      #expect(Set(after.lanes).isSubset(of: Set(rounds.flatMap(\.lanes))))
      #expect(after.start == before.end)
    }
  }

  @Test(arguments: [-3.5, 1.5])
  func `widens until the best rate is inside`(best: Double) {
    let (confirmation, rounds) = confirm(loss: bowl(best: best))
    #expect(rounds.count > 4)
    let winner = confirmation.finalists.min { $0.score < $1.score }?.learningRate ?? 0
    #expect(abs(log10(winner) - best) <= 0.5)
    #expect(!confirmation.isBestAtEdge)
  }

  @Test func `never spends more than it may, once past the first rung`() {
    for allowed in [300, 500, 700, 900] {
      #expect(confirm(allowed: allowed, loss: bowl(best: -1)).confirmation.cost <= allowed)
    }
  }

  @Test(arguments: [1, 2, 3, 5, 10, 33, 100])
  func `any budget ends with finalists`(budget: Int) {
    let (confirmation, _) = confirm(budget: budget, allowed: budget, loss: bowl(best: -1))
    #expect(!confirmation.finalists.isEmpty)
  }

  @Test func `the edge is the lowest rate from which most repeats diverge`() {
    let (confirmation, _) = confirm(centre: 0) { exponent, step, _ in
      exponent > 0.4 ? (step == 0 ? 1 : .nan) : 1 - 0.01 * Double(min(step, 50))
    }
    #expect(confirmation.divergenceRate?.learningRate == 3.16228)
  }

  @Test func `when every rate diverges the lowest is what is left`() {
    let (confirmation, _) = confirm { _, step, _ in step == 0 ? 1 : .nan }
    #expect(confirmation.finalists.count == 1)
    #expect(confirmation.isBestAtEdge)
  }

  @Test func `repeats that prefer other rates are noticed`() {
    let spread = confirm { exponent, step, repeatIndex in
      self.bowl(best: repeatIndex == 0 ? -2 : 0)(exponent, step, repeatIndex)
    }.confirmation.seedSpread
    #expect(spread == 2)
    #expect(confirm(loss: bowl(best: -1)).confirmation.seedSpread == 0)
  }
}
