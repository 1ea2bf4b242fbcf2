import Testing
import Tuning

struct HeldBackShareTests {
  @Test(arguments: [
    (rows: 0, share: 0.4), (rows: 1, share: 0.4), (rows: 625, share: 0.4),
    (rows: 1000, share: 0.25), (rows: 1250, share: 0.2), (rows: 100_000, share: 0.2),
  ])
  func `250 rows are held back, as far as that is a fifth to two fifths`(rows: Int, share: Double) {
    #expect(HeldBackShare.share(ofRows: rows) == share)
  }
}
