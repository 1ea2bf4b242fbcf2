import RandomStreams
import Testing

/// Integers, floats and shuffles are within their bounds and uniform.
///
/// The seeds are fixed, so these either always pass or always fail. Limits of chi-square are those
/// passed by chance once in 1000 (three degrees: 16.3, nine: 27.9, fifteen: 37.7, 119: 173).
@Suite struct DrawTests {
  private func chiSquare(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { sum, count in
      sum + (Double(count) - expected) * (Double(count) - expected) / expected
    }
  }

  @Test(arguments: [1, 2, 3, 10, 1000, 1 << 32, (1 << 63) + 1, .max] as [UInt64])
  func integersStayBelowTheirBound(_ bound: UInt64) {
    var stream = RandomStream(seed: 1, purpose: .split, index: bound)
    #expect((0..<1000).allSatisfy { _ in stream.integer(below: bound) < bound })
  }

  @Test func integersBelowOneAreZero() {
    var stream = RandomStream(seed: 1, purpose: .split)
    #expect((0..<10).allSatisfy { _ in stream.integer(below: 1) == 0 })
  }

  @Test func integersAreUniform() {
    var stream = RandomStream(seed: 2, purpose: .split)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<20_000 { counts[Int(stream.integer(below: 10))] += 1 }
    #expect(chiSquare(counts) < 27.9)
  }

  /// Without rejection, quarters of a bound of 3·2⁶² would come up unequally often.
  @Test func wideIntegersAreUniform() {
    var stream = RandomStream(seed: 3, purpose: .split)
    var counts = [Int](repeating: 0, count: 4)
    for _ in 0..<20_000 {
      counts[Int(stream.integer(below: 3 << 62) / (3 << 60))] += 1
    }
    #expect(chiSquare(counts) < 16.3)
    // Without rejection a residue modulo 3 would be drawn twice as often as the others.
    counts = [0, 0, 0]
    for _ in 0..<20_000 { counts[Int(stream.integer(below: 3 << 62) % 3)] += 1 }
    #expect(chiSquare(counts) < 16.3)
  }

  @Test func unitFloatsAreUniformMultiples() {
    var stream = RandomStream(seed: 4, purpose: .initialWeights)
    var counts = [Int](repeating: 0, count: 16)
    var sum = 0.0
    for _ in 0..<20_000 {
      let value = stream.unitFloat()
      #expect(value >= 0 && value < 1)
      #expect((value * 0x1p24).rounded() == value * 0x1p24)
      counts[Int(value * 16)] += 1
      sum += Double(value)
    }
    #expect(chiSquare(counts) < 37.7)
    // The mean scatters by √(1/12 / 20000) = 0.002.
    #expect(abs(sum / 20_000 - 0.5) < 0.008)
  }

  @Test(arguments: 0..<64)
  func everyBitIsSetHalfTheTime(_ bit: Int) {
    var stream = RandomStream(seed: 5, purpose: .rowSample)
    let count = (0..<10_000).reduce(0) { sum, _ in sum + Int(stream.next() >> UInt64(bit) & 1) }
    #expect(abs(count - 5000) < 250)  // five times √(10000/4) = 50
  }

  @Test(arguments: [0, 1, 2, 5, 100])
  func shuffleKeepsEveryElement(_ count: Int) {
    var stream = RandomStream(seed: 6, purpose: .split)
    let values = (0..<count).map { Int32($0) }
    var shuffled = values
    stream.shuffle(&shuffled)
    #expect(shuffled.sorted() == values)
    if count == 100 { #expect(shuffled != values) }
  }

  @Test func shufflesAreUniform() {
    var stream = RandomStream(seed: 7, purpose: .split)
    var counts: [[Int32]: Int] = [:]
    for _ in 0..<12_000 {
      var values: [Int32] = [0, 1, 2, 3, 4]
      stream.shuffle(&values)
      counts[values, default: 0] += 1
    }
    #expect(counts.count == 120)
    #expect(chiSquare(Array(counts.values)) < 173)
  }
}
