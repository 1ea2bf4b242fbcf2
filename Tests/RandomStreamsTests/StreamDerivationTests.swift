import RandomStreams
import Testing

/// Each seed, purpose and index has a stream of its own.
@Suite struct StreamDerivationTests {
  @Test func streamsDiffer() {
    let purposes: [RandomStream.Purpose] = [.initialWeights, .batchOrder, .split, .rowSample]
    let seeds: [UInt64] = [0, 1, 2, 3, 1 << 31, .max]
    var first = Set<UInt64>()
    var second = Set<UInt64>()
    for seed in seeds {
      for purpose in purposes {
        for index in 0..<50 as Range<UInt64> {
          var stream = RandomStream(seed: seed, purpose: purpose, index: index)
          first.insert(stream.next())
          second.insert(stream.next())
        }
      }
    }
    #expect(first.count == seeds.count * purposes.count * 50)
    #expect(second.count == seeds.count * purposes.count * 50)
  }

  @Test func equalOnesAreEqual() {
    var one = RandomStream(seed: 5, purpose: .split)
    var other = RandomStream(seed: 5, purpose: .split, index: 0)
    #expect((0..<100).allSatisfy { _ in one.next() == other.next() })
  }

  @Test func copiesGoTheirOwnWay() {
    var one = RandomStream(seed: 5, purpose: .split)
    var copy = one
    let words = [one.next(), one.next()]
    #expect([copy.next(), copy.next()] == words)
  }

  /// Streams of neighbouring seeds and indices share no bits but by chance: of 64 bits about 32
  /// agree, and over 200 pairs the mean scatters by 4/√200 = 0.28.
  @Test func neighboursAreUnrelated() {
    func meanAgreement(_ pair: (UInt64) -> (RandomStream, RandomStream)) -> Double {
      let agreements = (0..<200 as Range<UInt64>).map { number in
        var (one, other) = pair(number)
        return 64 - (one.next() ^ other.next()).nonzeroBitCount
      }
      return Double(agreements.reduce(0, +)) / 200
    }
    let bySeed = meanAgreement {
      (RandomStream(seed: $0, purpose: .split), RandomStream(seed: $0 + 1, purpose: .split))
    }
    let byIndex = meanAgreement {
      (
        RandomStream(seed: 0, purpose: .batchOrder, index: $0),
        RandomStream(seed: 0, purpose: .batchOrder, index: $0 + 1)
      )
    }
    #expect(abs(bySeed - 32) < 1.5)
    #expect(abs(byIndex - 32) < 1.5)
  }
}
