/// A reproducible stream of random bits, derived from a seed, a purpose and two indices.
///
/// Streams are never shared: each use of randomness names its purpose and derives a stream of its
/// own, so that adding one use cannot shift the numbers of another. The generator is
/// xoshiro256++ (Blackman and Vigna, 2019); its state is filled by SplitMix64 from a mix of the
/// seed, the purpose and the indices. Golden values in the tests keep the sequence fixed.
package struct RandomStream: RandomNumberGenerator, Sendable {
  /// What a stream is used for. The raw value enters the derivation and must never change.
  package enum Purpose: UInt64, Sendable {
    case initialWeights = 1
    case batchOrder = 2
    case split = 3
    case rowSample = 4
    case search = 5
    case groups = 6
    case folds = 7
    case criticalValue = 100
    case curvature = 101
  }

  @usableFromInline var state: (UInt64, UInt64, UInt64, UInt64)

  /// Derives the stream of a purpose.
  ///
  /// - Parameters:
  ///   - seed: The user's seed.
  ///   - purpose: What the stream is for.
  ///   - index: Which of several streams of that purpose, such as the epoch or the repeat.
  package init(seed: UInt64, purpose: Purpose, index: UInt64 = 0) {
    var mixer = SplitMix64(state: seed)
    mixer.state = mixer.next() ^ purpose.rawValue &* 0x9E37_79B9_7F4A_7C15
    mixer.state = mixer.next() ^ index &* 0xD1B5_4A32_D192_ED03
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// Returns the next 64 random bits.
  @inlinable @inline(__always) package mutating func next() -> UInt64 {
    let sum = state.0 &+ state.3
    let result = (sum << 23 | sum >> 41) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 << 45 | state.3 >> 19
    return result
  }
}

/// The generator that fills the state of `RandomStream` (Steele, Lea and Flood, 2014).
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
