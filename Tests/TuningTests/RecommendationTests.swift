import Foundation
import Testing
import Training
import Tuning

struct RecommendationTests {
  /// A finished confirmation in which the validation loss depends on the rate and step alone.
  private func recommend(
    regression: Bool = false, validationRows: Int = 1000, budget: Int = 1000,
    curve: RangeTestCurve = RangeTestCurve(learningRates: [], losses: [], beta: 0),
    constantLoss: Double = .infinity, optimizer: Training.Optimizer = .adam(),
    peakShift: Double = 0, directionShare: Double = 1,
    training: ((_ logLearningRate: Double, _ step: Int) -> Double)? = nil,
    loss: (_ logLearningRate: Double, _ step: Int) -> Double
  ) -> Recommendation {
    var confirmation = ConfirmationPlanner(
      ConfirmationPlanner.Plan(
        centre: -1, budgetSteps: budget, allowedSteps: budget, schedule: .constant, weightDecay: 0))
    while let round = confirmation.nextRound {
      let lanes = round.lanes.map { lane in
        let exponent = log10(lane.learningRate)
        return LaneResult(
          lane: lane,
          trainingLosses: (round.start..<round.end).map {
            Float(training?(exponent, $0) ?? loss(exponent, $0))
          },
          evaluations: round.checkpoints.map {
            Evaluation(loss: loss(exponent, $0), accuracy: nil)
          }, divergedAt: nil)
      }
      confirmation.absorb(RoundResult(round: round, lanes: lanes, cost: 0))
    }
    return Recommendation(
      confirmation, curve: curve, loss: regression ? .squaredError : .crossEntropy,
      optimizer: optimizer,
      directionShare: directionShare, peakShift: peakShift, constantLoss: constantLoss,
      validationRows: validationRows)
  }

  /// Falls within ten steps, to a floor that depends on how far the rate is from 0.1.
  private func settled(_ exponent: Double, _ step: Int) -> Double {
    1 - 0.9 * min(1, Double(step) / 10) * max(0, 1 - pow(exponent + 1, 2))
  }

  /// The best rate, 0.1, times the share 0.3 of the budget and 10^0.2; the loss no longer falls, so
  /// the slope takes 10^0.15 off, and training and validation loss are the same. The other
  /// finalist, half a decade below, scores 0.25 of the fall worse: its weight is e^(−0.25/0.008),
  /// nothing.
  private let settledRate = 0.03 * pow(10, 0.05)

  @Test func `the best rate is corrected for the short training`() {
    #expect(abs(recommend(loss: settled).learningRate / settledRate - 1) < 1e-3)
  }

  /// The same, 10^0.2 higher.
  @Test func `regression wants a higher rate`() {
    let ratio = recommend(regression: true, loss: settled).learningRate / settledRate
    #expect(abs(ratio / pow(10, 0.2) - 1) < 1e-3)
  }

  /// A tenth of 0.125 is one decade below it: 0.4 decades more.
  @Test func `features that say nearly the same want a higher rate`() {
    let rate = recommend(directionShare: 0.0125, loss: settled).learningRate
    #expect(abs(log10(rate / settledRate) - 0.4) < 1e-3)
    #expect(recommend(directionShare: 0.2, loss: settled) == recommend(loss: settled))
  }

  /// Adam takes 0.2 off the correction for the short training.
  @Test(arguments: [
    (Training.Optimizer.sgd, 0.25), (.momentum(), 0.2), (.rmsprop(), 0.45), (.adagrad(), 0.65),
  ])
  func `optimizers differ in what a short training says`(
    optimizer: Training.Optimizer, shift: Double
  ) {
    let rate = recommend(optimizer: optimizer, loss: settled).learningRate
    #expect(abs(log10(rate / settledRate) - (shift - 0.2)) < 1e-3)
  }

  @Test func `a peak is shifted, but not far beyond what was trained`() {
    let shifted = recommend(peakShift: 0.4, loss: settled)
    #expect(shifted.peakShift == 0.4)
    #expect(abs(log10(shifted.learningRate / settledRate) - 0.4) < 1e-3)
    #expect(abs(shifted.constantLearningRate / settledRate - 1) < 1e-3)
    // The best rate is 0.1, and 10^0.2 times that is the end.
    let held = recommend(peakShift: 2, loss: settled)
    #expect(abs(log10(held.learningRate) + 0.8) < 1e-3)
    // With 2 rates above it that fail, the lower at 10^−0.5, the end is half a decade below that.
    let cliff = recommend(peakShift: 2) { $0 > -0.75 && $1 > 0 ? 9 : settled($0, $1) }
    #expect(cliff.divergenceLearningRate.map { abs(log10($0) + 0.5) < 1e-3 } == true)
    #expect(abs(log10(cliff.learningRate) + 1) < 1e-3)
  }

  /// The best lane's validation loss ends at 0.1 and its batches at 0.01: a gap of 0.09 of 0.99
  /// gained is 0.0909, which takes 0.4 · 0.0909 / 0.3 = 0.1212 decades off.
  @Test func `a model that overfits wants a lower rate`() {
    let recommendation = recommend(
      training: { self.settled($0, $1) == 1 ? 1 : 0.01 }, loss: settled)
    #expect(abs(log10(recommendation.learningRate / settledRate) + 0.1212) < 1e-3)
    #expect(recommendation.high / recommendation.low < 0.9 * spread(recommend(loss: settled)))
  }

  private func spread(_ recommendation: Recommendation) -> Double {
    recommendation.high / recommendation.low
  }

  @Test func `equally good rates are averaged`() {
    let floors = [-1.0: 0.1, -1.5: 0.100001]
    let flat = recommend { exponent, step in
      let floor = floors[(exponent * 2).rounded() / 2] ?? 0.5
      return 1 - (1 - floor) * min(1, Double(step) / 10)
    }
    // The finalists 0.1 and 0.0316 are as good as each other: their middle is 10^−1.25.
    #expect(abs(log10(flat.learningRate) - (-1.25 + log10(0.3) + 0.05)) < 0.01)
  }

  @Test func `the range holds the rate`() {
    let recommendation = recommend(loss: settled)
    #expect(recommendation.low < recommendation.learningRate)
    #expect(recommendation.learningRate < recommendation.high)
    #expect(recommendation.isConfident)
  }

  @Test func `a loss that never falls is doubtful`() {
    #expect(recommend { _, _ in 1 }.doubts.contains(.lossNeverFell))
  }

  @Test func `few steps or rows are doubtful`() {
    let few = recommend(validationRows: 8, budget: 40, loss: settled)
    #expect(few.doubts.contains(.tooFewSteps(40, needed: 100)))
    #expect(few.doubts.contains(.tooFewValidationRows(8, needed: 20)))
  }

  @Test func `an answer is finite even when every loss is not`() {
    let recommendation = recommend { _, step in step == 0 ? 1 : .nan }
    #expect(recommendation.learningRate.isFinite && recommendation.learningRate > 0)
    #expect(!recommendation.isConfident)
  }

  /// Repeats start from other losses: what repeat 0 ends with must not be compared with their mean.
  @Test func `a good start of one repeat is not taken for learning`() {
    var confirmation = ConfirmationPlanner(
      ConfirmationPlanner.Plan(
        centre: -1, budgetSteps: 1000, allowedSteps: 1000, schedule: .constant, weightDecay: 0))
    while let round = confirmation.nextRound {
      let lanes = round.lanes.map { lane in
        let loss = lane.repeat == 0 ? 0.8 : 1.1
        return LaneResult(
          lane: lane,
          trainingLosses: Array(repeating: Float(loss), count: round.end - round.start),
          evaluations: round.checkpoints.map { _ in Evaluation(loss: loss, accuracy: nil) },
          divergedAt: nil)
      }
      confirmation.absorb(RoundResult(round: round, lanes: lanes, cost: 0))
    }
    let recommendation = Recommendation(
      confirmation, curve: RangeTestCurve(learningRates: [], losses: [], beta: 0),
      loss: .crossEntropy, optimizer: .sgd, validationRows: 1000)
    #expect(recommendation.doubts.contains(.lossNeverFell))
  }

  /// A range test whose first batch was easy by chance seems to get worse at once.
  @Test func `the edge is never below a rate that trained well`() {
    let curve = RangeTestCurve(
      learningRates: [1e-4, 1e-3, 1e-2], losses: [[0.5, 0.9, 0.8]], beta: 0)
    #expect(curve.divergenceLearningRate == 1e-3)
    #expect(recommend(curve: curve, loss: settled).divergenceLearningRate == nil)
  }

  /// `settled` ends at 0.1: 2 % below 0.102 is 0.09996, so that a constant of 0.102 is just as good.
  @Test func `a loss that needs no features is doubtful`() {
    let doubts = recommend(constantLoss: 0.102, loss: settled).doubts
    #expect(doubts.count == 1)
    guard case .noBetterThanConstant(let loss, let constant)? = doubts.first else {
      Issue.record("the doubts are \(doubts)")
      return
    }
    #expect(abs(loss - 0.1) < 1e-12 && constant == 0.102)
    #expect(recommend(constantLoss: 0.103, loss: settled).isConfident)
  }
}
