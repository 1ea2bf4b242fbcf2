import Testing
import Tuning

struct LearningRateTests {
  @Test(arguments: [
    (0.1 + 0.2, 0.3), (1.0 / 3, 0.333333), (2.0 / 3e7, 6.66667e-8), (999_999.6, 1e6),
    (1e-300, 1e-300),
    (123.4567, 123.457),
  ])
  func `is rounded to six digits`(value: Double, expected: Double) {
    #expect(LearningRate.canonical(value) == expected)
  }

  @Test func `is its own canonical value`() {
    for exponent in stride(from: -12.0, through: 6, by: 0.37) {
      let rate = LearningRate.atDecade(exponent)
      #expect(LearningRate.canonical(rate) == rate)
      #expect("\(rate)".filter(\.isNumber).count <= 10)
    }
  }
}
