import Testing
import Tuning

@Suite struct StabilityAgreementTests {
  /// An edge of 1 lies between 0.316 and 1: limits from 0.105 to 3 agree with it.
  @Test(arguments: [
    (0.1, StabilityAgreement.edgeIsHigher), (0.11, .agrees), (0.5, .agrees), (2.9, .agrees),
    (3.1, .edgeIsLower),
  ])
  func agreement(limit: Double, expected: StabilityAgreement) {
    #expect(StabilityAgreement(limit: limit, edge: 1) == expected)
    #expect(StabilityAgreement(limit: 1e-3 * limit, edge: 1e-3) == expected)
  }
}
