/// The fields of a Protocol Buffers message, one after the other.
///
/// A small reader of the wire format: what a message does not hold whole ends it.
struct WireMessage {
  enum Value {
    /// A variable-length whole number.
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    /// A text, a nested message or packed numbers.
    case bytes(UnsafeBufferPointer<UInt8>)
  }

  private var rest: UnsafeBufferPointer<UInt8>
  /// Whether the message turned out to be malformed.
  private(set) var isBroken = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) { rest = bytes }

  /// The next field; nil at the end, and where the message is malformed.
  mutating func next() -> (field: UInt64, value: Value)? {
    guard !rest.isEmpty, !isBroken else { return nil }
    guard let key = varint(), let value = value(wireType: key & 7) else {
      isBroken = true
      return nil
    }
    return (key >> 3, value)
  }

  private mutating func value(wireType: UInt64) -> Value? {
    switch wireType {
    case 0: varint().map { .varint($0) }
    case 1: take(8).map { .fixed64($0.littleEndian) }
    case 2: varint().flatMap { Int(exactly: $0) }.flatMap { take($0) }.map { .bytes($0) }
    case 5: take(4).map { .fixed32(UInt32(truncatingIfNeeded: $0.littleEndian)) }
    default: nil
    }
  }

  /// A number of up to ten bytes, seven bits each, the lowest first.
  private mutating func varint() -> UInt64? {
    var number: UInt64 = 0
    for (index, byte) in rest.prefix(10).enumerated() {
      number |= UInt64(byte & 0x7F) << UInt64(7 * index)
      guard byte & 0x80 != 0 else {
        rest = UnsafeBufferPointer(rebasing: rest.dropFirst(index + 1))
        return number
      }
    }
    return nil
  }

  /// The number of a packed field that holds one; nil where it holds another count.
  var onlyNumber: Int64? {
    mutating get {
      let number = varint()
      return rest.isEmpty ? number.map { Int64(bitPattern: $0) } : nil
    }
  }

  private mutating func take(_ count: Int) -> UnsafeBufferPointer<UInt8>? {
    guard count <= rest.count else { return nil }
    defer { rest = UnsafeBufferPointer(rebasing: rest.dropFirst(count)) }
    return UnsafeBufferPointer(rebasing: rest.prefix(count))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes, at most eight, as a number whose lowest byte comes first.
  var littleEndian: UInt64 {
    zip(self, 0...7).reduce(0) { $0 | UInt64($1.0) << UInt64(8 * $1.1) }
  }
}
