extension RandomStream {
  /// Returns an integer drawn uniformly from `0 ..< bound`, without bias.
  ///
  /// Lemire's multiplication method (2019), with his rejection step.
  ///
  /// - Parameter bound: The number of possible results; greater than zero.
  /// - Returns: An integer below `bound`.
  @inlinable @inline(__always) package mutating func integer(below bound: UInt64) -> UInt64 {
    precondition(bound > 0, "the bound must be greater than zero")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold {
        product = next().multipliedFullWidth(by: bound)
      }
    }
    return product.high
  }

  /// Returns a float drawn uniformly from `[0, 1)`, a multiple of 2⁻²⁴.
  @inlinable @inline(__always) package mutating func unitFloat() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// Draws which values stand at some places of a permutation, from those that stand there and behind: the
  /// first steps of a shuffle from the front, as far as they are needed.
  ///
  /// The loop stands here, where the stream stays in registers from one draw to the next.
  ///
  /// - Parameters:
  ///   - places: Those that are drawn; what stands before them was drawn already.
  ///   - values: The permutation so far.
  /// - Complexity: O(places)
  package mutating func draw(
    _ places: Range<Int>, of values: UnsafeMutableBufferPointer<Int32>
  ) {
    var stream = self
    for place in places {
      values.swapAt(place, place + Int(stream.integer(below: UInt64(values.count - place))))
    }
    self = stream
  }

  /// Shuffles a buffer in place (Fisher and Yates).
  ///
  /// - Complexity: O(count)
  package mutating func shuffle(_ values: inout [Int32]) {
    var stream = self
    values.withUnsafeMutableBufferPointer { values in
      for last in stride(from: values.count - 1, to: 0, by: -1) {
        values.swapAt(last, Int(stream.integer(below: UInt64(last + 1))))
      }
    }
    self = stream
  }
}
