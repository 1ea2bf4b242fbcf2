import Testing
import Training
import Tuning

struct RangeTestCurveTests {
  @Test func `rates rise evenly on the logarithm`() {
    let test = RangeTest(lowest: 1e-4, highest: 1, steps: 5, repeats: 1)
    #expect(test.learningRates == [0.0001, 0.001, 0.01, 0.1, 1])
  }

  @Test func `rates rise evenly in a linear test`() {
    let test = RangeTest(lowest: 0.1, highest: 0.5, steps: 5, repeats: 1, spacing: .linear)
    #expect(test.learningRates == [0.1, 0.2, 0.3, 0.4, 0.5])
  }

  /// With β = ½: s₁ = ½·4 / (1 − ½) = 4; s₂ = (½·2 + ½·2) / (1 − ¼) = 2/0.75 = 8/3, where
  /// ½·s₁' = ½·2 is the uncorrected sum. The first smoothed loss is the first loss itself.
  @Test func `smoothing corrects its bias`() {
    let curve = RangeTestCurve(learningRates: [1, 2], losses: [[4, 2]], beta: 0.5)
    #expect(curve.smoothedLosses[0][0] == 4)
    #expect(abs(curve.smoothedLosses[0][1] - 8.0 / 3) < 1e-12)
  }

  @Test func `the mean goes on while more than half of the repeats do`() {
    let curve = RangeTestCurve(
      learningRates: [1, 2, 3], losses: [[3, 2, 1], [5, 4], [7, 6, 5]], beta: 0)
    #expect(curve.meanLosses == [5, 4, 3])
    let half = RangeTestCurve(learningRates: [1, 2, 3], losses: [[3, 2, 1], [5, 4]], beta: 0)
    #expect(half.meanLosses == [4, 3])
  }

  @Test func `the edge is where the loss stays above its start`() {
    let curve = RangeTestCurve(
      learningRates: [1, 2, 3, 4, 5], losses: [[5, 2, 6, 4, 9]], beta: 0)
    #expect(curve.divergenceLearningRate == 5)
  }

  @Test func `the edge is where the repeats were stopped`() {
    let curve = RangeTestCurve(learningRates: [1, 2, 3, 4], losses: [[5, 2, .nan]], beta: 0)
    #expect(curve.divergenceLearningRate == 3)
  }

  @Test func `a curve that ends low has no edge`() {
    let curve = RangeTestCurve(learningRates: [1, 2, 3], losses: [[5, 4, 3]], beta: 0)
    #expect(curve.divergenceLearningRate == nil)
  }
}
