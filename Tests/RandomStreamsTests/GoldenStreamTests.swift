import RandomStreams
import Testing

/// The sequences themselves, which must never change: results that are recorded depend on them.
///
/// The values come from scripts/reference/random_streams.py, an implementation of its own.
@Suite struct GoldenStreamTests {
  struct Golden: Sendable {
    var seed: UInt64
    var purpose: RandomStream.Purpose
    var index: UInt64
    var words: [UInt64]
  }

  static let streams = [
    Golden(
      seed: 0, purpose: .initialWeights, index: 0,
      words: [
        0xAD73_B4AA_5324_46DF, 0xF1FB_8290_845A_0320, 0x7E37_4495_4665_9912,
        0xDB10_8082_9605_AF11,
      ]),
    Golden(
      seed: 0, purpose: .batchOrder, index: 0,
      words: [
        0x9693_7820_29CD_7536, 0xDEB4_BA6A_EAF4_D72D, 0x3D04_3401_18C8_50FC,
        0xF5C6_4D59_972F_BC47,
      ]),
    Golden(
      seed: 0, purpose: .batchOrder, index: 1,
      words: [
        0x8831_FD0A_24ED_2088, 0x22FC_995D_54D2_0A9B, 0x9B25_0256_0B31_A0EC,
        0xD1EA_7B51_FAEB_3116,
      ]),
    Golden(
      seed: 42, purpose: .split, index: 0,
      words: [
        0x189E_EFAA_9E5A_51D5, 0x0BEC_9ACB_251E_473A, 0xEC99_2712_F8B4_2626,
        0x3953_4722_C5EF_089E,
      ]),
    Golden(
      seed: .max, purpose: .rowSample, index: .max,
      words: [
        0xA780_ABF6_148E_57DA, 0xFE15_7202_45D2_5F4C, 0x8D13_A51B_26B8_36CA,
        0x9868_9DB1_9DDC_9B32,
      ]),
  ]

  @Test(arguments: streams)
  func firstWordsAreFixed(_ golden: Golden) {
    var stream = RandomStream(seed: golden.seed, purpose: golden.purpose, index: golden.index)
    let words = golden.words.map { _ in stream.next() }
    #expect(words == golden.words)
  }

  @Test func integersAreFixed() {
    var stream = RandomStream(seed: 7, purpose: .batchOrder, index: 3)
    let integers = (0..<16).map { _ in stream.integer(below: 10) }
    #expect(integers == [2, 0, 5, 4, 1, 3, 0, 1, 2, 9, 3, 5, 1, 9, 9, 1])
  }

  /// With a bound just above 2⁶³ almost half of the words are rejected.
  @Test func integersOfAWideBoundAreFixed() {
    var stream = RandomStream(seed: 7, purpose: .batchOrder, index: 3)
    let integers = (0..<4).map { _ in stream.integer(below: (1 << 63) + 1) }
    #expect(
      integers == [
        0x0722_64C3_91E5_DF5F, 0x4BC1_664B_034F_8918, 0x12AF_982D_15CD_9F69,
        0x31FD_D004_EF62_7D3C,
      ])
  }

  @Test func unitFloatsAreFixed() {
    var stream = RandomStream(seed: 7, purpose: .initialWeights)
    let floats = (0..<6).map { _ in stream.unitFloat() }
    let numerators: [Float] = [11_376_904, 12_163_627, 7_711_920, 3_639_051, 2_793_313, 8_574_678]
    #expect(floats == numerators.map { $0 / 16_777_216 })
  }

  @Test func shuffleIsFixed() {
    var stream = RandomStream(seed: 7, purpose: .split)
    var values = (0..<12).map { Int32($0) }
    stream.shuffle(&values)
    #expect(values == [6, 9, 5, 8, 7, 0, 2, 3, 1, 4, 11, 10])
  }

  /// Raw values enter the derivation.
  @Test func purposesKeepTheirNumbers() {
    let purposes: [RandomStream.Purpose] = [.initialWeights, .batchOrder, .split, .rowSample]
    #expect(purposes.map(\.rawValue) == [1, 2, 3, 4])
  }
}
