import Training

/// The loss over the learning rate that a range test recorded.
package struct RangeTestCurve: Sendable {
  /// The rate of each step, rising.
  package let learningRates: [Double]
  /// The loss of each repeat at each step, up to where the repeat was stopped.
  package let losses: [[Double]]
  /// The smoothed loss of each repeat, with bias correction; see `ExponentialAverage`.
  package let smoothedLosses: [[Double]]
  /// The mean of the repeats' smoothed losses, as long as more than half of them go on.
  package let meanLosses: [Double]

  /// - Parameters:
  ///   - learningRates: The rate of each step, rising.
  ///   - losses: One array a repeat; shorter where the repeat was stopped.
  ///   - beta: The smoothing's share of the past.
  package init(learningRates: [Double], losses: [[Double]], beta: Double) {
    self.init(
      learningRates: learningRates, losses: losses,
      smoothedLosses: losses.map { repeatLosses in
        var average = ExponentialAverage(beta: beta)
        return repeatLosses.map { average.add($0) }
      })
  }

  /// - Parameters:
  ///   - learningRates: The rate of each step, rising.
  ///   - losses: One array a repeat; shorter where the repeat was stopped.
  ///   - smoothed: The same losses, smoothed.
  package init(
    learningRates: [Double], losses: [[Double]], smoothedLosses smoothed: [[Double]]
  ) {
    self.learningRates = learningRates
    self.losses = losses
    smoothedLosses = smoothed
    meanLosses = learningRates.indices.prefix { step in
      smoothed.count { $0.count > step && $0[step].isFinite } * 2 > smoothed.count
    }.map { step in
      smoothed.lazy.filter { $0.count > step }.map { $0[step] }.finiteMean ?? .nan
    }
  }

  /// The curve of a range test's result.
  package init(_ test: RangeTest, result: RoundResult) {
    self.init(
      learningRates: test.learningRates,
      losses: result.lanes.map { $0.trainingLosses.map(Double.init) }, beta: test.smoothingBeta)
  }

  /// The position of the lowest mean loss, or nil where there is none.
  var minimum: Int? { meanLosses.indices.min { meanLosses[$0] < meanLosses[$1] } }

  /// The lowest rate from which the mean smoothed loss stays above where it started, or the rate
  /// at which most repeats were stopped; nil when the test ended before either.
  package var divergenceLearningRate: Double? {
    guard let minimum, let first = meanLosses.first else {
      // Most repeats were stopped by their first loss.
      return losses.isEmpty ? nil : learningRates.first
    }
    let limit = first + DecadeGrid.rounding * abs(first)
    let lastGood = meanLosses.indices.last { $0 >= minimum && meanLosses[$0] <= limit } ?? minimum
    return lastGood + 1 < learningRates.count ? learningRates[lastGood + 1] : nil
  }
}
