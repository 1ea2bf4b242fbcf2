import Foundation
import Testing
import Tuning

/// Decisions on made-up losses, without any training.
struct DecisionPlannerTests {
  /// Trains every rate as a function says, until it is decided.
  private func decide(
    centre: Double = -1, alsoTried: Double? = nil, folds: Int = 5, trainings: Int = 200,
    untrained: (_ fold: Int) -> Double = { _ in 1 },
    meanTrainingLoss: (_ decade: Double, _ fold: Int) -> Double? = { _, _ in 0.5 },
    loss: (_ decade: Double, _ fold: Int) -> Double?
  ) throws -> (decision: Decision, rounds: [[Double]]) {
    let runs = (0..<folds).map { DecisionRun(fold: $0, seed: 7) }
    var planner = DecisionPlanner(
      .init(
        centre: centre, alsoTried: alsoTried, runs: runs, foldsOfRepetition: folds,
        trainings: trainings))
    var rounds: [[Double]] = []
    while !planner.nextRound.isEmpty {
      rounds.append(planner.nextRound)
      planner.absorb(
        planner.nextRound.map { rate in
          runs.map { run in
            FullTraining(
              untrainedLoss: untrained(run.fold), loss: loss(log10(rate), run.fold),
              meanTrainingLoss: meanTrainingLoss(log10(rate), run.fold))
          }
        })
    }
    return (try #require(Decision(planner)), rounds)
  }

  /// A loss that is lowest at `best`, and diverges from `edge` on.
  private func bowl(best: Double, edge: Double = 9) -> (Double, Int) -> Double? {
    { decade, _ in decade >= edge - 0.01 ? nil : min(1.05, 0.1 + 0.18 * pow(decade - best, 2)) }
  }

  @Test func `starts with rates a quarter of a decade apart around the survey's answer`() throws {
    let rounds = try decide(centre: -1.1, loss: bowl(best: -1)).rounds
    #expect(rounds[0] == [0.01778, 0.03162, 0.05623, 0.1, 0.1778, 0.3162, 0.5623])
    let few = try decide(centre: -1.1, trainings: 20, loss: bowl(best: -1)).rounds
    #expect(few[0] == [0.05623, 0.1, 0.1778])
  }

  /// From a rate below the centre to 1, which is six places above it; where the trainings do not pay for all
  /// of them, as without it.
  @Test func `a rate is tried whatever the survey's answer`() throws {
    func first(_ alsoTried: Double, trainings: Int) throws -> [Double] {
      try decide(
        centre: -1.5, alsoTried: alsoTried, trainings: trainings, loss: bowl(best: -1.5)
      ).rounds[0]
    }
    let far = try first(0, trainings: 40)
    #expect(far == [0.01778, 0.03162, 0.05623, 0.1, 0.1778, 0.3162, 0.5623, 1])
    #expect(DecisionPlanner.trainings(from: -1.5, to: 0) == far.count)
    #expect(try first(0, trainings: 39) == [0.01, 0.01778, 0.03162, 0.05623, 0.1])
    #expect(
      try first(-2.5, trainings: 40) == [0.003162, 0.005623, 0.01, 0.01778, 0.03162, 0.05623])
    let near = try first(-1, trainings: 50)
    #expect(near.count == 7 && near.contains(0.1))
  }

  /// Three eighths of a decade off the best, .028 of what training gains is lost, and with one and a quarter standard errors
  /// of five runs that agree, .015 each, .047; half a decade off it is .069. Down to .05 a seventh of the way between is left.
  @Test func `the range is what loses less than five per cent`() throws {
    let (decision, rounds) = try decide(loss: bowl(best: -1))
    #expect(abs(log10(decision.learningRate) + 1) < 0.01)
    #expect(abs(log10(decision.low.learningRate) + 1.393) < 0.003)
    #expect(decision.high.learningRate == 0.2371)
    #expect(decision.low.isReached && decision.high.isReached)
    #expect(decision.edge == nil && decision.risk < 0.05 && !decision.isBestAtEnd)
    #expect(rounds.last == [0.04217, 0.2371])
  }

  /// Seven rates of five runs, and two between the range and what it does not hold: where one is left over it is the
  /// upper one, as nothing is taken for good above it that was not trained.
  @Test func `rates between others are trained last, as far as they are paid for`() throws {
    func last(trainings: Int) throws -> [Double]? {
      try decide(trainings: trainings, loss: bowl(best: -1)).rounds.last
    }
    #expect(try last(trainings: 45) == [0.04217, 0.2371])
    #expect(try last(trainings: 40) == [0.2371])
    #expect(try last(trainings: 39) == [0.01778, 0.5623])
  }

  @Test(arguments: [-3.0, 1.0]) func `follows the best that far from the survey's answer`(
    best: Double
  ) throws {
    let decision = try decide(centre: -1, loss: bowl(best: best)).decision
    #expect(abs(log10(decision.learningRate) - best) < 0.2)
  }

  /// Ten folds are two repetitions of five. In the second one, fold 5, which is judged by the choice of the
  /// other four of its repetition alone, wants another rate than all others.
  @Test func `a repetition's folds are judged by what its other folds chose`() throws {
    func promise(foldsOfRepetition: Int) throws -> Decision.Promise {
      let runs = (0..<10).map { DecisionRun(fold: $0, seed: UInt64($0 / 5)) }
      var planner = DecisionPlanner(
        .init(centre: -1, runs: runs, foldsOfRepetition: foldsOfRepetition, trainings: 400))
      while !planner.nextRound.isEmpty {
        planner.absorb(
          planner.nextRound.map { rate in
            runs.map { run in
              let best = run.fold < 5 ? -1.0 : -0.25
              return FullTraining(
                untrainedLoss: 1, loss: 0.1 + 0.3 * pow(log10(rate) - best, 2),
                meanTrainingLoss: 0.5)
            }
          })
      }
      return try #require(Decision(planner)?.promise)
    }
    // Each repetition agrees with itself: whoever judges by its own loses nothing.
    #expect(abs(try promise(foldsOfRepetition: 5).loss - 0.1) < 0.003)
    #expect(try promise(foldsOfRepetition: 10).loss > 0.11)
  }

  /// Between two valleys, a decade and a half apart, lies a hill.
  @Test func `the answer lies in one valley`() throws {
    let decision = try decide(centre: -1.5, trainings: 200) { decade, _ in
      0.1 + 0.3 * min(pow(decade + 2.25, 2), pow(decade + 0.75, 2) + 0.001)
    }.decision
    #expect(abs(log10(decision.learningRate) + 2.25) < 0.2)
  }

  /// It diverges from 0.3162 on; other rows may do so at the rate below.
  @Test func `the range ends a rate below the highest that diverged in no fold`() throws {
    let decision = try decide { decade, fold in
      fold == 3 && decade > -0.6 ? nil : 0.1 + 0.001 * abs(decade + 1)
    }.decision
    #expect(decision.high.learningRate == 0.1 && decision.high.isReached)
    #expect(decision.learningRate <= 0.1778)
    #expect(decision.edge == 0.3162 && decision.highestSound == 0.1778)
  }

  /// From 0.3162 on fold 3's batches lose 33 times as much as at its calmest rate, though it ends as well as the others.
  /// 32 times is no reason, nor is it where all rates of a fold are as bad.
  @Test(arguments: [(33.0, -0.6, 0.1778), (32, -0.6, 0.7499), (33, -9, 0.7499)])
  func `the range keeps away from what got out of hand`(
    factor: Double, above: Double, high: Double
  ) throws {
    let decision = try decide(
      meanTrainingLoss: { $1 == 3 && $0 > above ? 0.01 * factor : 0.01 },
      loss: { decade, _ in 0.1 + 0.02 * pow(decade + 1, 2) + (decade > -0.1 ? 0.1 : 0) }
    ).decision
    #expect(decision.high.learningRate == high)
  }

  /// Six rates above the first one pay for no more; the highest is as good as the others.
  @Test func `the range ends a rate below the highest where that is still good`() throws {
    let decision = try decide(trainings: 35) { decade, _ in 0.1 + 0.001 * abs(decade + 1) }.decision
    #expect(!decision.high.isReached && decision.high.learningRate == 0.3162)
  }

  /// The lowest loss lies a tenth of a decade above the best of the rates.
  @Test func `near what diverges the answer is no higher than the best rate`() throws {
    #expect(try decide(loss: bowl(best: -0.9)).decision.learningRate > 0.105)
    #expect(try decide(loss: bowl(best: -0.9, edge: -0.5)).decision.learningRate <= 0.1)
  }

  /// The best rate lies next to one that diverged in some of five folds. A quarter of a decade lower a sixteenth of what
  /// training gains is lost, or a fifth; what diverged in all folds is worth .15 of it, what did in one a fifth of that.
  @Test(arguments: [
    (0.0625, 5, true), (0.0625, 3, true), (0.0625, 1, false), (0.01, 1, true), (0.2, 5, false),
  ]) func `next to what diverges the answer is one rate lower where that is worth it`(
    lost: Double, diverging: Int, isLower: Bool
  ) throws {
    let decision = try decide { decade, fold in
      decade > -0.6 && fold < diverging ? nil : 0.1 + 16 * 0.9 * lost * pow(decade + 0.75, 2)
    }.decision
    #expect((decision.learningRate <= 0.1) == isLower)
  }

  /// The lower one diverged in a fold itself.
  @Test func `next to what diverges the answer is no lower rate that diverged too`() throws {
    let decision = try decide { decade, fold in
      decade > -0.6 || (abs(decade + 1) < 0.1 && fold == 2)
        ? nil : 0.1 + 0.1 * pow(decade + 0.75, 2)
    }.decision
    #expect(decision.learningRate > 0.11)
  }

  /// Fold 2 explodes where the others are best; they are not drowned by it.
  @Test func `one fold that explodes does not decide`() throws {
    let decision = try decide { decade, fold in
      fold == 2 && decade > -1.1 ? 2.5 : min(1, 0.1 + 0.5 * pow(decade + 1, 2))
    }.decision
    #expect(log10(decision.learningRate) > -1.3)
  }

  /// A cell that is off by powers of ten makes all losses of the fold that holds it back large.
  @Test func `a fold whose losses are a billion times as large has one vote`() throws {
    let decision = try decide(untrained: { $0 == 2 ? 1e9 : 1 }) { decade, fold in
      fold == 2
        ? 1e9 * (0.1 + 0.2 * pow(decade - 0.25, 2)) : 0.1 + 0.2 * pow(decade + 1, 2)
    }.decision
    #expect(log10(decision.learningRate) < -0.5)
  }

  @Test func `spends no more than the allowance, and says what it did not reach`() throws {
    let (decision, rounds) = try decide(trainings: 24, loss: bowl(best: 1))
    #expect(decision.trainings == 20 && rounds.count == 2)
    #expect(decision.isBestAtEnd && !decision.high.isReached)
  }

  @Test func `folds that disagree make it doubtful`() throws {
    let decision = try decide { decade, fold in
      0.2 + 0.3 * pow(decade + (fold.isMultiple(of: 2) ? 2 : 0.5), 2)
    }.decision
    #expect(decision.risk > Decision.doubtfulFrom)
  }

  @Test func `one run decides too, near the survey's answer and without a promise`() throws {
    let decision = try decide(folds: 1, trainings: 9, loss: bowl(best: -1)).decision
    #expect(abs(log10(decision.learningRate) + 1) < 0.05 && decision.promise == nil)
  }

  /// The best of four folds is a decade below that of the fifth, which is judged by their choice.
  @Test func `the promise is of a rate that the fold did not choose`() throws {
    let decision = try decide { decade, fold in
      0.1 + 0.2 * pow(decade - (fold == 0 ? 0 : -1), 2)
    }.decision
    let promise = try #require(decision.promise)
    let fitted = try #require(decision.rates.compactMap(\.loss).min())
    #expect(promise.loss > fitted && promise.low < promise.loss && promise.loss < promise.high)
  }

  @Test func `nothing is decided where no loss is finite before training`() {
    var planner = DecisionPlanner(
      .init(centre: -1, runs: [DecisionRun(fold: 0, seed: 0)], foldsOfRepetition: 1, trainings: 50))
    planner.absorb(
      planner.nextRound.map { _ in
        [FullTraining(untrainedLoss: .nan, loss: nil, meanTrainingLoss: nil)]
      })
    #expect(planner.nextRound.isEmpty && Decision(planner) == nil)
  }

  /// The fifth fold holds back a value that no loss is finite of.
  @Test func `a fold without a finite loss even untrained has no say`() throws {
    let loss = bowl(best: -1)
    let clean = try decide(folds: 4, loss: loss).decision
    let decision = try decide(untrained: { $0 == 4 ? .nan : 1 }) { $1 == 4 ? nil : loss($0, $1) }
      .decision
    #expect(decision.learningRate == clean.learningRate && decision.edge == nil)
    #expect(decision.low == clean.low && decision.high == clean.high)
    #expect(decision.rates.map(\.loss) == clean.rates.map(\.loss))
    #expect(decision.promise == clean.promise && decision.highestSound == clean.highestSound)
  }

  /// Two folds, each best at its own rate, of two seeds each: the rate of a fold is chosen by the other one, though its
  /// other seed would choose better.
  @Test func `other seeds of a fold do not choose the rate that it is judged by`() throws {
    let runs = [0, 0, 1, 1].enumerated().map { DecisionRun(fold: $1, seed: UInt64($0 % 2)) }
    var planner = DecisionPlanner(
      .init(centre: -1, runs: runs, foldsOfRepetition: 2, trainings: 400))
    while !planner.nextRound.isEmpty {
      planner.absorb(
        planner.nextRound.map { rate in
          runs.map { run in
            let distance = log10(rate) + (run.fold == 0 ? 1.5 : 0.5)
            return FullTraining(
              untrainedLoss: 1, loss: min(1, 0.1 + 0.3 * distance * distance),
              meanTrainingLoss: 0.5)
          }
        })
    }
    let promise = try #require(Decision(planner)?.promise)
    // A decade from its best each loses 0.3.
    #expect(abs(promise.loss - 0.4) < 0.05)
  }

  /// A quarter of a decade beside 0.1 the folds lose 0.1 to 0.5 more than there: standard deviation 0.158114, error that times
  /// √(1/5 + 1/4), 0.106066; t(0.975, 4) = 2.776445.
  @Test func `the interval of a rate is that of its differences to the answer`() throws {
    let decision = try decide { decade, fold in 0.2 + 0.4 * Double(fold + 1) * abs(decade + 1) }
      .decision
    #expect(decision.learningRate == 0.1)
    let rate = try #require(decision.rates.first { $0.learningRate == 0.05623 })
    #expect(abs((rate.loss ?? 0) - 0.5) < 1e-3)
    #expect(abs((rate.interval?.upperBound ?? 0) - 0.5 - 2.776445 * 0.106066) < 1e-3)
    let one = try decide(folds: 1, trainings: 9, loss: bowl(best: -1)).decision
    #expect(one.rates.allSatisfy { $0.interval == nil })
  }

  /// Two valleys, between which one of the runs diverged; the best lies above that, and next to it.
  @Test func `the range holds no rate that diverged`() throws {
    let decision = try decide { decade, fold in
      abs(decade + 1.25) < 0.01 && fold == 0 ? nil : 0.1 + 0.4 * pow(decade + 1, 2)
    }.decision
    for rate in decision.rates where rate.divergedCount > 0 {
      #expect(
        rate.learningRate < decision.low.learningRate
          || rate.learningRate > decision.high.learningRate)
    }
  }

  @Test func `where nothing learns it does not go lower`() throws {
    let (decision, rounds) = try decide { _, _ in 0.995 }
    #expect(!decision.hasLearned && rounds.flatMap(\.self).min() == 0.01778)
  }
}
