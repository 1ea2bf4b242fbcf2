import Experiment
import Probability
import Statistics
import Testing

struct DistributionTests {
  // ν = 1 is Cauchy's: tan(π (p − ½)); ν = 2: t = u √(2 / (1 − u²)), u = 2p − 1.
  @Test func closedForms() {
    #expect(relativeError(StudentT.quantile(0.75, degrees: 1), 1) < 1e-13)
    let u = 0.95
    let expected = u * (2 / (1 - u * u)).squareRoot()
    #expect(relativeError(StudentT.quantile(0.975, degrees: 2), expected) < 1e-12)
    #expect(StudentT.cumulative(0, degrees: 3) == 0.5)
    #expect(StudentT.quantile(0.25, degrees: 1) == -StudentT.quantile(0.75, degrees: 1))
  }

  @Test func quantilesOfT() throws {
    for value in try Golden.load().t_quantiles {
      let error = relativeError(StudentT.quantile(value[0], degrees: value[1]), value[2])
      #expect(error < 1e-9, "p \(value[0]), ν \(value[1])")
    }
  }

  @Test func quantilesOfTheNormalDistribution() throws {
    for value in try Golden.load().normal_quantiles {
      #expect(abs(Normal.quantile(value[0]) - value[1]) < 1e-12 * max(1, abs(value[1])))
    }
  }

  @Test func meansAndTheirIntervals() throws {
    for golden in try Golden.load().means {
      let estimate = MeanEstimate(golden.values)
      #expect(relativeError(estimate.mean, golden.mean) < 1e-12)
      #expect(relativeError(estimate.standardError, golden.standard_error) < 1e-6)
      #expect(relativeError(estimate.low, golden.low) < 1e-9)
      #expect(relativeError(estimate.high, golden.high) < 1e-9)
    }
  }

  /// No loss is below 0, so no mean of losses is; what may be negative keeps its interval.
  @Test func anIntervalEndsWhereNoMeanIs() {
    let values = [0.01, 0.2, 0.05]
    let (free, bounded) = (MeanEstimate(values), MeanEstimate(values, notBelow: 0))
    #expect((free.low ?? 0) < 0 && bounded.low == 0 && bounded.high == free.high)
    #expect(MeanEstimate([0.5, 0.51, 0.52], notBelow: 0) == MeanEstimate([0.5, 0.51, 0.52]))
    let (table, command) = (TrialResult.made(0.1, seed: 0, loss: 0.1), Setting.ofCommand([:]))
    #expect(table.configuration.setting.lowestLoss == 0 && command.lowestLoss == nil)
  }

  @Test func oneValueHasNoInterval() {
    let estimate = MeanEstimate([0.5])
    #expect(estimate.mean == 0.5)
    #expect(estimate.standardError == nil && estimate.low == nil && estimate.high == nil)
  }

  @Test func tailsOfF() throws {
    for value in try Golden.load().f_tails {
      let error = relativeError(FisherF.upperTail(value[0], value[1], value[2]), value[3])
      #expect(error < 1e-9, "\(value)")
    }
    #expect(FisherF.upperTail(.infinity, 2, 4) == 0 && FisherF.upperTail(0, 2, 4) == 1)
  }

  // 50,000 draws: the standard error of the 95 % point is about 0.006; at ten times as many
  // configurations, too, as the tail is as steep. With 4 degrees of freedom it is 0.02.
  @Test func rangesOfContenders() throws {
    for value in try Golden.load().ranges {
      let simulated = CriticalValue(
        contenders: Int(value[0]), contenderDegrees: Int(value[1]), miss: 0.05
      ).simulated()
      #expect(abs(simulated - value[2]) < (value[1] < 10 ? 0.06 : 0.02), "\(value)")
    }
  }

  // The 99 % point is known five times less well.
  @Test func differencesBetweenStrata() throws {
    for value in try Golden.load().cross {
      let simulated = CriticalValue(
        contenders: Int(value[0]), contenderDegrees: Int(value[1]),
        others: .init(count: Int(value[2]), degrees: Int(value[3]), share: value[4]),
        miss: value[5]
      ).simulated()
      #expect(relativeError(simulated, value[6]) < 0.02, "\(value)")
    }
  }
}
