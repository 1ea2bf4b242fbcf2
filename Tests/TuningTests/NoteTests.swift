import Testing
import Training
import Tuning

@Suite struct NoteTests {
  /// A training of 100 steps in two rounds: a loss for each step, and validation losses.
  private static func rounds(
    _ trainings: [(rate: Double, loss: (Int) -> Double, validation: [Double])]
  ) -> [RoundResult] {
    let lanes = trainings.map { Lane(learningRate: $0.rate) }
    let rounds = [
      Round(lanes: lanes, checkpoints: [0, 10], end: 10),
      Round(lanes: lanes, start: 10, checkpoints: [50, 100], end: 100),
    ]
    return rounds.enumerated().map { index, round in
      RoundResult(
        round: round,
        lanes: trainings.enumerated().map { place, training in
          LaneResult(
            lane: lanes[place],
            trainingLosses: (round.start..<round.end).map { Float(training.loss($0)) },
            evaluations: training.validation[(2 * index)..<(2 * index + 2)].map {
              Evaluation(loss: $0, accuracy: nil)
            }, divergedAt: nil)
        }, cost: 0)
    }
  }

  private static func falling(to end: Double) -> (Int) -> Double {
    { step in step < 90 ? 1 - (1 - end) * Double(step) / 90 : end }
  }

  /// 0.011 is above 2 % of the untrained 0.5, 0.009 is below.
  @Test(arguments: [(0.009, true), (0.011, false)])
  func `classes that are told apart completely`(end: Double, isSeparable: Bool) {
    let rounds = Self.rounds([
      (0.1, Self.falling(to: 0.05), [0.5, 0.4, 0.3, 0.2]),
      (0.3, Self.falling(to: end), [0.5, 0.4, 0.2, 0.1]),
    ])
    let notes = Note.all(confirmation: rounds, loss: .crossEntropy)
    #expect(notes.isEmpty != isSeparable)
    if case .separable(let loss)? = notes.first { #expect(abs(loss - end) < 1e-6) }
    #expect(Note.all(confirmation: rounds, loss: .squaredError).isEmpty)
  }

  /// A higher rate that is worse: the loss does not ask for ever larger ones.
  @Test func `a lower rate is best`() {
    let rounds = Self.rounds([
      (0.1, Self.falling(to: 0.001), [0.5, 0.4, 0.2, 0.1]),
      (0.3, Self.falling(to: 0.001), [0.5, 0.4, 0.3, 0.2]),
    ])
    #expect(Note.all(confirmation: rounds, loss: .crossEntropy).isEmpty)
  }

  /// The lowest loss is 0.2, a fall of 0.8; 5 % of it is 0.04.
  @Test(arguments: [(0.239, false), (0.241, true)])
  func `a validation loss that rises while the training loss falls`(end: Double, rises: Bool) {
    let rounds = Self.rounds([(0.1, Self.falling(to: 0.1), [1, 0.5, 0.2, end])])
    for loss in Loss.allCases {
      let notes = Note.all(confirmation: rounds, loss: loss)
      #expect(notes == (rises ? [.overfits(since: 50, of: 100)] : []))
    }
  }

  @Test func `both losses rise: that is not overfitting`() {
    let rounds = Self.rounds([(0.1, { $0 < 50 ? 0.2 : 0.9 }, [1, 0.5, 0.2, 0.9])])
    #expect(Note.all(confirmation: rounds, loss: .crossEntropy).isEmpty)
  }

  /// Whole trainings count for more than the short ones, and most seeds must show it.
  @Test func `whole trainings decide`() {
    let short = Self.rounds([(0.1, Self.falling(to: 0.1), [1, 0.5, 0.2, 0.5])])
    func whole(_ end: Double?) -> TrainingHistory {
      TrainingHistory(
        learningRate: 0.03, losses: (0..<200).map { Float(1 - Double($0) / 250) },
        evaluations: zip([0, 100, 200], [1, 0.3, end]).map { ($0, $1) })
    }
    func notes(_ ends: [Double?]) -> [Note] {
      Note.all(confirmation: short, complete: ends.map(whole), loss: .crossEntropy)
    }
    #expect(notes([0.29, 0.28, 0.9]).isEmpty)
    #expect(notes([0.29, 0.8, 0.9]) == [.overfits(since: 100, of: 200)])
    #expect(
      notes([nil, 0.9]) == [.overfits(since: 100, of: 200)], "one that diverged says nothing")
  }

  @Test func `what diverged says nothing`() {
    var rounds = Self.rounds([(0.1, Self.falling(to: 0.1), [1, 0.5, 0.2, 0.9])])
    rounds[1].lanes[0].divergedAt = 70
    #expect(Note.all(confirmation: rounds, loss: .crossEntropy).isEmpty)
    #expect(Note.all(confirmation: [], loss: .crossEntropy).isEmpty)
  }
}
