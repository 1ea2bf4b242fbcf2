/// The number in a `TensorProto` of one element.
struct TensorScalar {
  let value: Double

  /// TensorFlow's numbers of the element types that scalars come in.
  private enum ElementType: UInt64 {
    case float = 1
    case double = 2
    case int32 = 3
    case int64 = 9
  }

  /// Reads `TensorProto { dtype = 1; tensor_content = 4; float_val = 5; double_val = 6; int_val = 7;
  /// int64_val = 10 }`; nil where it holds no number, or several.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var message = WireMessage(bytes)
    var type: ElementType?
    var numbers: [Double] = []
    var content: UnsafeBufferPointer<UInt8>?
    while let (field, value) = message.next() {
      switch (field, value) {
      case (1, .varint(let number)): type = ElementType(rawValue: number)
      case (4, .bytes(let raw)): content = raw
      case (5, .fixed32(let bits)): numbers.append(Double(Float(bitPattern: bits)))
      case (6, .fixed64(let bits)): numbers.append(Double(bitPattern: bits))
      case (5, .bytes(let packed)) where packed.count == 4,
        (6, .bytes(let packed)) where packed.count == 8:
        content = packed
      case (7, .varint(let number)), (10, .varint(let number)):
        numbers.append(Double(Int64(bitPattern: number)))
      case (7, .bytes(let packed)), (10, .bytes(let packed)):
        var inner = WireMessage(packed)
        if let number = inner.onlyNumber { numbers.append(Double(number)) }
      default: break
      }
    }
    guard !message.isBroken, let type else { return nil }
    if let content, !content.isEmpty {
      let bits = content.littleEndian
      switch (type, content.count) {
      case (.float, 4): value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      case (.double, 8): value = Double(bitPattern: bits)
      case (.int32, 4): value = Double(Int32(truncatingIfNeeded: bits))
      case (.int64, 8): value = Double(Int64(bitPattern: bits))
      default: return nil
      }
    } else {
      guard numbers.count == 1 else { return nil }
      value = numbers[0]
    }
  }
}
