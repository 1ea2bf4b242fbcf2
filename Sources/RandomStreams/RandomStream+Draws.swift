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
