import Glibc
import RandomStreams

/// Points that fill a unit cube more evenly than independent draws do, however many there are.
///
/// The additive recurrence Rₐ of Roberts ("The unreasonable effectiveness of quasirandom
/// sequences", 2018): xₙ = frac(s + n·α) with αⱼ = φ⁻ʲ, where φ is the root of φᵈ⁺¹ = φ + 1. The
/// shift s is drawn from the seed (Cranley and Patterson, 1976). The first n points of a longer
/// sequence are the sequence of n points, so more trials only add to those that are done.
struct QuasirandomSequence {
  private let shift: [Double]
  private let steps: [Double]

  /// - Parameters:
  ///   - dimensions: The dimensions of the cube, at least 1.
  ///   - seed: Where the shift derives from.
  init(dimensions: Int, seed: UInt64) {
    var root = 2.0
    for _ in 0..<64 { root = pow(1 + root, 1 / Double(dimensions + 1)) }
    steps = (1...dimensions).map { 1 / pow(root, Double($0)) }
    var stream = RandomStream(seed: seed, purpose: .search)
    shift = (0..<dimensions).map { _ in Double(stream.next() >> 11) * 0x1p-53 }
  }

  /// The point with an index, each coordinate from 0 to below 1.
  func point(_ index: Int) -> [Double] {
    zip(shift, steps).map { shift, step in
      let value = shift + Double(index + 1) * step
      return value - value.rounded(.down)
    }
  }
}

/// Independent points of a unit cube, each from a random stream of its own.
struct RandomPoints {
  let dimensions: Int
  let seed: UInt64

  /// The point with an index, each coordinate from 0 to below 1.
  func point(_ index: Int) -> [Double] {
    var stream = RandomStream(seed: seed, purpose: .search, index: UInt64(index + 1))
    return (0..<dimensions).map { _ in Double(stream.next() >> 11) * 0x1p-53 }
  }
}
